import { problemOf, show, type Mistake, type Problem } from "./problem.ts";

/** The problem that a mistake is, in as few words as will do where every byte counts: its page says the rest. */
export function briefProblem(mistake: Mistake): Problem {
  const { code, value, hint } = mistake;
  return problemOf(mistake, `${code}: ${show(value)}.`, hint === undefined ? "See its page." : `Hint: ${hint}.`);
}
