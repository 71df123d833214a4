import { article } from "./scenarios/article.ts";
import { apiKey, basic, login } from "./scenarios/authorization.ts";
import { cookiesAcrossSites, cookiesOnOneSite } from "./scenarios/cookies.ts";
import { deleteAsOptions } from "./scenarios/options.ts";
import { sameHost } from "./scenarios/same-host.ts";
import { stopped } from "./scenarios/stopped.ts";
import type { Scenario } from "./scenario.ts";

/** Every case, in the order of the list. The first runs when the page opens. */
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
];
