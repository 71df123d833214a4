import { article } from "./scenarios/article.ts";
import { apiKey, basic, login } from "./scenarios/authorization.ts";
import { cookiesAcrossSites, cookiesOnOneSite } from "./scenarios/cookies.ts";
import { CREDENTIAL_FAILURES } from "./scenarios/credential-failures.ts";
import { deleteAsOptions } from "./scenarios/options.ts";
import { ORIGIN_FAILURES } from "./scenarios/origin-failures.ts";
import { PREFLIGHT_FAILURES } from "./scenarios/preflight-failures.ts";
import { REQUEST_FAILURES } from "./scenarios/request-failures.ts";
import { sameHost } from "./scenarios/same-host.ts";
import { cacheForgets, cacheVaries } from "./scenarios/shared-cache.ts";
import { stopped } from "./scenarios/stopped.ts";
import type { Group, Scenario } from "./scenario.ts";

export { OWN } from "./scenarios/own.ts";

/** Every case, in the order of the course. The first runs when the page opens. */
export const SCENARIOS: readonly [Scenario, ...Scenario[]] = [
  article,
  sameHost,
  deleteAsOptions,
  basic,
  apiKey,
  login,
  cookiesOnOneSite,
  cookiesAcrossSites,
  stopped,
  ...ORIGIN_FAILURES,
  ...PREFLIGHT_FAILURES,
  ...CREDENTIAL_FAILURES,
  ...REQUEST_FAILURES,
  cacheForgets,
  cacheVaries,
];

/** What the parts of the course are called. */
export const GROUPS: readonly (readonly [group: Group, title: string])[] = [
  ["article", "The article"],
  ["readers", "Its readers"],
  ["failures", "Failures, and what mends them"],
];

/** The scenarios in which every word of a search stands. */
export function findScenarios(search: string): readonly Scenario[] {
  const words = search.toLowerCase().split(/\s+/).slice(0, 10);
  return SCENARIOS.filter((scenario) => {
    const { label, title, text, lesson, id } = scenario;
    const all = [
      id,
      label,
      title,
      ...text,
      ...Object.values(lesson ?? {}).filter((value) => typeof value === "string"),
    ];
    const heap = all.join(" ").toLowerCase();
    return words.every((word) => heap.includes(word));
  });
}
