import type { Result, Scenario, Step } from "../scenario.ts";
import { API_ORIGIN } from "../setup.ts";
import { TRICIA } from "./article.ts";

/** "My DELETE reaches the server as OPTIONS." */
export const deleteAsOptions: Scenario = {
  id: "delete-as-options",
  label: "DELETE arrives as OPTIONS",
  title: "A DELETE that arrives as OPTIONS",
  text: [
    "The page sends the same DELETE four times, and three times the server sees an OPTIONS instead.",
    "That OPTIONS is the browser asking for permission: unless the answer has a status from 200 to 299 and names DELETE in Access-Control-Allow-Methods, the DELETE itself is never sent.",
  ],
  target: API_ORIGIN,
  steps: [
    step(
      "Policy without DELETE",
      "/no-delete/orders/1",
      "The preflight is answered, but its list of methods has no DELETE.",
    ),
    step(
      "No route for OPTIONS",
      "/no-options/not-found/orders/1",
      "The server has no route for OPTIONS and says 404, so it is no permission.",
    ),
    step(
      "Handler runs for OPTIONS",
      "/no-options/runs-handler/orders/1",
      "The handler ran for the OPTIONS as if it were a request like any other: 200, but no list of methods.",
    ),
    step("Mended", "/orders/1", "The page was refused."),
  ],
};

function step(title: string, path: string, why: string): Step {
  return {
    title,
    request: () => ({ method: "DELETE", url: API_ORIGIN + path, json: TRICIA }),
    says: (result) => says(result, why),
  };
}

function says({ outcome, seen }: Result, why: string): string {
  if (outcome.ok) return "The preflight named DELETE, and the DELETE arrived.";
  return seen.some((entry) => entry.kind === "preflight") ? why : "Nothing arrived at the API.";
}
