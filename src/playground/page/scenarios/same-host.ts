import { ajax } from "../page-request.ts";
import type { Scenario } from "../scenario.ts";
import { API_ORIGIN, PAGE_ORIGIN } from "../setup.ts";
import { underArticle } from "./api-policies.ts";

/** "Is this even cross-origin? It is the same host." */
export const sameHost: Scenario = {
  id: "same-host",
  label: "Same host, other port",
  group: "readers",
  title: "Same host, other port: is it cross-origin?",
  text: [
    "This page gets a file from its own origin, and then something from the API on the same host.",
    "An origin is scheme, host and port together. Another port is another origin, even on one machine: the page may read the answer only if the server says so.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Same origin",
      request: () => ajax({ method: "GET", url: `${PAGE_ORIGIN}/favicon.svg` }),
      server: underArticle,
      says: ({ outcome }) =>
        outcome.ok
          ? "Scheme, host and port are this page's own, so nobody needs to allow anything: with such a GET the browser does not even say where it comes from."
          : "The page's own server did not answer.",
    },
    {
      title: "Other port",
      request: () => ajax({ method: "GET", url: `${API_ORIGIN}/same/host` }),
      server: underArticle,
      says: ({ seen }) => {
        const origin = seen.at(-1)?.requestHeaders.find(([name]) => name === "Origin")?.[1];
        if (origin === undefined) return "The API saw no Origin.";
        return `Cross-origin: the API saw Origin: ${origin}. A plain GET needs no preflight: it is sent at once. But without Access-Control-Allow-Origin in the answer this page could not read it.`;
      },
    },
  ],
};
