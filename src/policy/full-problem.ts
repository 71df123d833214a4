import { problemOf, show, type Mistake, type Problem } from "./problem.ts";
import { PROBLEMS } from "./problem-registry.ts";
import { rightValue } from "./right-value.ts";

/** The problem that a mistake is, in the words of the registry. */
export function fullProblem(mistake: Mistake): Problem {
  const { message, fix } = PROBLEMS[mistake.code];
  const right = rightValue(mistake);
  return problemOf(mistake, message(show(mistake.value), right), fix(right));
}
