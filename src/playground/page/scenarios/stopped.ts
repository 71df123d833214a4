import type { Scenario } from "../scenario.ts";
import { API_ORIGIN } from "../setup.ts";
import { TRICIA } from "./article.ts";

/** "It fails at once": no server, or no permission? */
export const stopped: Scenario = {
  id: "stopped",
  label: "No server, or no permission?",
  title: "A request that fails at once",
  text: [
    "The API is really stopped for the first request; for the second it runs, but refuses the preflight: the page sees status 0 both times and is told no reason.",
    "Tell them apart in the server's log, or in DevTools: the console says net::ERR_CONNECTION_REFUSED or “blocked by CORS policy”, and the network panel shows preflights only when its filter is All or Other, not Fetch/XHR.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Server stopped",
      request: () => ({ method: "PUT", url: `${API_ORIGIN}/stopped/orders/1`, json: TRICIA }),
      whileApiIsStopped: true,
      says: ({ outcome, seen }) =>
        seen.length === 0
          ? `Nothing arrived, so this is not CORS: status ${outcome.status} after ${outcome.milliseconds} ms, and no reason.`
          : "The API was running after all.",
    },
    {
      title: "Preflight refused",
      request: () => ({ method: "PUT", url: `${API_ORIGIN}/no-options/not-found/orders/2`, json: TRICIA }),
      says: ({ outcome, seen }) =>
        seen.some((entry) => entry.kind === "preflight")
          ? `The OPTIONS arrived and was refused, so this is CORS: status ${outcome.status} after ${outcome.milliseconds} ms, and no reason either.`
          : "Nothing arrived at the API.",
    },
  ],
};
