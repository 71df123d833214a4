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
    "jQuery sends a PUT with JSON from this page to the API on the other origin, and a DELETE when that is done; a page may send GET, HEAD and plain forms unasked, but for PUT, DELETE or JSON the browser first asks the server with an OPTIONS, the preflight.",
    "The answer lists every method that is allowed, so it covers the DELETE too, and the browser remembers it for ten seconds: a quick second run needs no OPTIONS.",
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
  return asked ? "The browser asked first, with OPTIONS." : "No OPTIONS was needed: the earlier answer covers this.";
}
