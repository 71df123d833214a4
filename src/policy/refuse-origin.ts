import { isPreflight, NONE, VARY_ORIGIN, VARY_ORIGIN_PREFLIGHT, type CorsRequest, type Decision } from "./decision.ts";
import { refusal } from "./refusal.ts";

/** What an origin is told that is not let in, or that nobody can decide about: nothing is granted, and caches know that others may be. */
export function refuseOrigin(
  request: CorsRequest,
  origin: string,
  code: "OriginNotAllowed" | "PolicyFailed",
): Decision {
  const asked = isPreflight(request);
  return {
    kind: asked ? "preflight" : "actual",
    allowed: false,
    status: asked ? 403 : undefined,
    headers: NONE,
    vary: asked ? VARY_ORIGIN_PREFLIGHT : VARY_ORIGIN,
    refusals: [refusal(code, origin)],
  };
}
