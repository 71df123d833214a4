import { ajax } from "../page-request.ts";
import type { Scenario } from "../scenario.ts";
import { API_ORIGIN } from "../setup.ts";
import { withoutOptions } from "./api-policies.ts";
import { TRICIA } from "./article.ts";

/** "It fails at once": no server, or no permission? */
export const stopped: Scenario = {
  id: "stopped",
  label: "No server, or no permission?",
  group: "readers",
  title: "No server, or no permission?",
  text: [
    "Two requests that fail at once, with the same error in the page. For the first the API is really stopped; for the second it runs, and refuses the preflight.",
    "Tell them apart by the log on this page, or in DevTools. Where the console says net::ERR_CONNECTION_REFUSED, start the server; where it says “blocked by CORS policy”, mend the policy. Under Fetch/XHR the network panel hides preflights: choose All.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Server stopped",
      request: () => ajax({ method: "PUT", url: `${API_ORIGIN}/stopped/orders/1`, json: TRICIA }),
      server: () => ({ kind: "gone" }),
      whileApiIsStopped: true,
      says: ({ outcome, seen }) =>
        seen.length === 0
          ? `Nothing arrived, so this is not CORS: status ${outcome.status} after ${outcome.milliseconds} ms.`
          : "The API was running after all.",
    },
    {
      title: "Preflight refused",
      request: () => ajax({ method: "PUT", url: `${API_ORIGIN}/no-options/not-found/orders/2`, json: TRICIA }),
      server: withoutOptions("/no-options/not-found/orders/2", 404),
      says: ({ outcome, seen }) =>
        seen.some((entry) => entry.kind === "preflight")
          ? `The OPTIONS arrived and was refused, so this is CORS: status ${outcome.status} after ${outcome.milliseconds} ms.`
          : "Nothing arrived at the API.",
    },
  ],
};
