import { get, hop, page } from "./build-scenario.ts";
import type { EngineName } from "./engine.ts";
import type { RuleName } from "./replay.ts";
import type { Host, Scenario } from "./scenario.ts";
import { PREFLIGHTS } from "./written-preflights.ts";
import { REQUESTS } from "./written-requests.ts";

/**
 * Scenarios in which a rule shows: what is in `departures.ts` as evidence, as something that can be run. Generated scenarios
 * meet some of them seldom.
 */
export const WRITTEN: { readonly [Name in RuleName]?: readonly Scenario[] } = { ...PREFLIGHTS, ...REQUESTS };

/** A server whose answer a page of mode `no-cors` may have only under this policy. */
const policed = (host: Host, policy: string): Scenario =>
  page(get([hop(host, { main: { headers: [["Cross-Origin-Resource-Policy", policy]] } })], { mode: "no-cors" }));

/** Scenarios in which every engine does what the standard says, and that chance seldom meets. */
const AS_THE_STANDARD_SAYS: readonly Scenario[] = [
  policed("X", "same-site"),
  policed("Y", "same-site"),
  policed("X", "same-origin"),
  { ...policed("X", "same-site"), secure: true },
];

/** All that every run begins with. */
export const WRITTEN_DOWN: readonly Scenario[] = [...Object.values(WRITTEN).flat(), ...AS_THE_STANDARD_SAYS];

/** What no page can see of a row in an engine, and why. */
export const UNSEEN: { readonly [Name in RuleName]?: { readonly [Engine in EngineName]?: string } } = {
  longestMaxAge: { chromium: "two hours pass", firefox: "a day passes", webkit: "ten minutes pass" },
  cacheSize: { chromium: "which entries go when there are too many is left to chance" },
  cacheMerges: { webkit: "what an answer could add to is gone before: a miss drops it" },
  leavingHttpsIsDowngrade: { webkit: "the request is blocked as mixed content" },
  defaultSameSite: { webkit: "cookies between sites are not sent at all" },
};
