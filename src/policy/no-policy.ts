import { isPreflight, NONE, VARY_ORIGIN, VARY_ORIGIN_PREFLIGHT, type CorsRequest, type Decision } from "./decision.ts";
import { refusal } from "./refusal.ts";

/** What is answered where there should be a policy: nothing is granted, and caches are told that it may be otherwise. */
export function decideWithoutPolicy(request: CorsRequest): Decision {
  const { origin } = request;
  const passed = { status: undefined, headers: NONE, vary: VARY_ORIGIN } as const;
  if (origin === undefined) return { kind: "not-cors", allowed: true, refusals: NONE, ...passed };
  const refused = { ...passed, allowed: false, refusals: [refusal("PolicyFailed", origin)] };
  if (!isPreflight(request)) return { kind: "actual", ...refused };
  return { ...refused, kind: "preflight", status: 403, vary: VARY_ORIGIN_PREFLIGHT };
}
