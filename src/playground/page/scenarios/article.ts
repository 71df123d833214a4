import { ajax } from "../page-request.ts";
import type { Result, Scenario } from "../scenario.ts";
import { API_ORIGIN } from "../setup.ts";
import { underArticle } from "./api-policies.ts";

const URL_OF_ARTICLE = `${API_ORIGIN}/some/url/resource/path`;

/** The article's data, sent by both of its requests. */
export const TRICIA = { name: "Tricia", age: 37 } as const;

/** The article of 2012: a PUT, and when it is done, well or not, a DELETE. */
export const article: Scenario = {
  id: "article",
  label: "PUT and DELETE",
  group: "article",
  title: "PUT, then DELETE, across origins",
  text: [
    "This page sends a PUT with JSON to the API, and then a DELETE. The API has another origin, since its port differs, so its server decides what this page may do there.",
    "What forms could always send goes out at once: GET, HEAD, a plain POST. A PUT, a DELETE or JSON could change things on a server that never expected them from a stranger's page. So the browser asks first. It sends an OPTIONS, the preflight, which names this origin, the method and the header content-type, and only after a yes it sends the PUT.",
    "The API's yes lists every method that it allows, and may be remembered for ten seconds. So the DELETE needs no question of its own, and nor does a quick second run.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "PUT Response",
      request: () => ajax({ method: "PUT", url: URL_OF_ARTICLE, json: TRICIA }),
      server: underArticle,
      says,
    },
    {
      title: "DELETE Response",
      request: () => ajax({ method: "DELETE", url: URL_OF_ARTICLE, json: TRICIA }),
      server: underArticle,
      says,
    },
  ],
};

function says({ outcome, seen }: Result): string {
  if (!outcome.ok) return "The page is not told why. The log shows how far the request came.";
  const asked = seen.some((entry) => entry.kind === "preflight");
  return asked
    ? "The browser asked first, with an OPTIONS. The answer was a yes, so it sent the request."
    : "No OPTIONS this time: the browser still remembers an answer that allows this too.";
}
