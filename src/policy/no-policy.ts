import { NONE, VARY_ORIGIN, type CorsRequest, type Decision } from "./decision.ts";
import { refuseOrigin } from "./refuse-origin.ts";

/** What is answered where there should be a policy: nothing is granted, and caches are told that it may be otherwise. */
export function decideWithoutPolicy(request: CorsRequest): Decision {
  const { origin } = request;
  if (origin !== undefined) return refuseOrigin(request, origin, "PolicyFailed");
  return { kind: "not-cors", allowed: true, status: undefined, headers: NONE, vary: VARY_ORIGIN, refusals: NONE };
}
