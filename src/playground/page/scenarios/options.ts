import { ajax } from "../page-request.ts";
import type { Result, Scenario, Step } from "../scenario.ts";
import { API_ORIGIN } from "../setup.ts";
import { underArticle, withoutDelete, withoutOptions } from "./api-policies.ts";
import { TRICIA } from "./article.ts";

/** "My DELETE reaches the server as OPTIONS." */
export const deleteAsOptions: Scenario = {
  id: "delete-as-options",
  label: "DELETE arrives as OPTIONS",
  group: "readers",
  title: "A DELETE that arrives as OPTIONS",
  text: [
    "The page sends the same DELETE to four addresses of the API, and three of them see only an OPTIONS.",
    "That OPTIONS is the preflight: the browser asks whether this page may send a DELETE with JSON. A yes has a status from 200 to 299 and allows three things: the page's origin, the method DELETE, the header content-type. Without a yes the DELETE is never sent, and so no route of the server can see it.",
  ],
  target: API_ORIGIN,
  steps: [
    step(
      "Policy without DELETE",
      "/no-delete/orders/1",
      withoutDelete,
      "The preflight is answered, but its list of methods has no DELETE.",
      'methods: ["PUT", "DELETE"]',
    ),
    step(
      "No route for OPTIONS",
      "/no-options/not-found/orders/1",
      withoutOptions("/no-options/not-found/orders/1", 404),
      "The server has no route for OPTIONS and says 404. Only a status from 200 to 299 is a yes.",
      "cors(policy) around the router, so that a preflight is answered before it",
    ),
    step(
      "Handler runs for OPTIONS",
      "/no-options/runs-handler/orders/1",
      withoutOptions("/no-options/runs-handler/orders/1", 200),
      "The handler ran for the OPTIONS as if it were a request like any other: 200, but nothing is allowed.",
      "cors(policy) around the handler, which then sees no preflight",
    ),
    step("Policy with DELETE", "/orders/1", underArticle, "The page was refused."),
  ],
};

function step(title: string, path: string, server: NonNullable<Step["server"]>, why: string, mend?: string): Step {
  return {
    title,
    ...(mend === undefined ? {} : { mend }),
    request: () => ajax({ method: "DELETE", url: API_ORIGIN + path, json: TRICIA }),
    server,
    says: (result) => says(result, why),
  };
}

function says({ outcome, seen }: Result, why: string): string {
  if (outcome.ok) return "The answer to the preflight allows DELETE, so the DELETE was sent, and arrived.";
  return seen.some((entry) => entry.kind === "preflight") ? why : "Nothing arrived at the API.";
}
