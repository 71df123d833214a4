import type { CompiledPolicy } from "./compile-policy.ts";
import { decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import { nearMissHint } from "./near-miss.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** What a policy says about a request, and with a refusal what its operator probably wants to change. */
export function decideWithHints(policy: CompiledPolicy, request: CorsRequest): Decision {
  const decision = decide(policy, request);
  if (decision.allowed) return decision;
  return { ...decision, refusals: decision.refusals.map((refused) => withHint(refused, policy, request)) };
}

function withHint(refused: Refusal, { origins, allowHeaders }: CompiledPolicy, { origin = "" }: CorsRequest): Refusal {
  const { code, parameter = "" } = refused;
  if (code === "HeaderNotAllowed") return refusal(code, parameter, headerHint(parameter, allowHeaders.any));
  if (code !== "OriginNotAllowed" || origins === undefined) return refused;
  return {
    ...refused,
    // Worked out only when somebody reads it: most refusals are a stranger's, and nobody does.
    get hint() {
      return nearMissHint(origin, origins);
    },
  };
}

/** Two names are refused far more often than any other, each for a reason of its own. */
function headerHint(name: string, anyAllowed: boolean): string | undefined {
  const lowerCase = name.toLowerCase();
  if (lowerCase === "content-type") {
    return 'A body of JSON needs "Content-Type" among allowHeaders; forms and plain text do not.';
  }
  if (lowerCase === "authorization" && anyAllowed) {
    return '"*" leaves out Authorization: write ["*", "Authorization"].';
  }
  return undefined;
}
