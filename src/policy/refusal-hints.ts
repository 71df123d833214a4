import type { CompiledPolicy } from "./compile-policy.ts";
import { decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import { nearMissHint } from "./near-miss.ts";
import type { OriginSet } from "./origin-set.ts";
import type { Refusal } from "./refusal.ts";

/** What a policy says about a request, and with a refusal what its operator probably wants to change. */
export function decideWithHints(policy: CompiledPolicy, request: CorsRequest): Decision {
  const decision = decide(policy, request);
  if (decision.allowed) return decision;
  // Of this decision alone, as long as nobody else has seen it.
  const refusals = decision.refusals as Refusal[];
  for (let index = 0; index < refusals.length; index += 1) {
    refusals[index] = withHint(refusals[index] as Refusal, policy, request);
  }
  return decision;
}

function withHint(refused: Refusal, { origins, allowHeaders }: CompiledPolicy, { origin = "" }: CorsRequest): Refusal {
  const { code, parameter = "" } = refused;
  if (code === "HeaderNotAllowed") return hinted(refused, headerHint(parameter, allowHeaders.any));
  if (code !== "OriginNotAllowed" || origins === undefined) return refused;
  return new OriginRefusal(parameter, origin, origins);
}

/**
 * Its hint is worked out only when somebody reads it: most refusals are a stranger's, and nobody does. A class, since an object
 * with a getter of its own costs ten times as much.
 */
class OriginRefusal implements Refusal {
  readonly code = "OriginNotAllowed";
  readonly parameter: string;
  readonly #origin: string;
  readonly #origins: OriginSet;

  constructor(parameter: string, origin: string, origins: OriginSet) {
    this.parameter = parameter;
    this.#origin = origin;
    this.#origins = origins;
  }

  get hint(): string | undefined {
    // Whoever shows objects asks the prototype too.
    return #origins in this ? nearMissHint(this.#origin, this.#origins) : undefined;
  }

  /** JSON has what is read, and not what would be. */
  toJSON(): Refusal {
    const { code, parameter, hint } = this;
    return hinted({ code, parameter }, hint);
  }
}

function hinted(refused: Refusal, hint: string | undefined): Refusal {
  return hint === undefined ? refused : { ...refused, hint };
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
