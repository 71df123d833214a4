import { pageRequest } from "../page-request.ts";
import type { Scenario } from "../scenario.ts";
import { API_ORIGIN, setup } from "../setup.ts";

/** A request and a server of one's own. */
export const OWN: Scenario = {
  id: "own",
  label: "Your own",
  group: "own",
  title: "Your own request, and your own server",
  text: [
    "Change the request and the server: the model says at once what will happen, and Run again has the browser do it.",
  ],
  target: API_ORIGIN,
  steps: [],
  case: {
    request: pageRequest({
      method: "PUT",
      url: `${API_ORIGIN}/try/orders/1`,
      headers: [["Content-Type", "application/json"]],
      body: '{"name":"Tricia","age":37}',
    }),
    server: {
      kind: "policy",
      options: { origins: [...setup.pageOrigins], methods: ["PUT", "DELETE"], allowHeaders: ["Content-Type"] },
    },
  },
};
