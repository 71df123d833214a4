import type { IncomingMessage, ServerResponse } from "node:http";
import type { CorsHooks, PolicyChoice } from "../../src/adapters/node.ts";
import { begin, type Route } from "./routes.ts";

/** One `cors(policy, hooks)`. */
export interface Layer {
  readonly policy: PolicyChoice<unknown>;
  readonly hooks?: CorsHooks;
}

/** What an application is to a server of Node.js. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Makes one framework's application, with these policies around it, the outermost first. */
export type Application = (layers: readonly Layer[]) => NodeListener | Promise<NodeListener>;

/** The order in which every application does things: headers, then it fails or waits, then it answers. */
export function run<Result>(
  route: Route,
  setHeaders: () => void,
  answer: () => Result | Promise<Result>,
): Result | Promise<Result> {
  setHeaders();
  const waiting = begin(route);
  return waiting === undefined ? answer() : waiting.then(answer);
}

/** A route's headers by name, for frameworks that take all lines of a name at once. */
export function groupedHeaders({ headers = [] }: Route): [name: string, value: string | string[]][] {
  const groups = new Map<string, [string, string[]]>();
  for (const [name, value] of headers) {
    const group = groups.get(name.toLowerCase());
    if (group === undefined) groups.set(name.toLowerCase(), [name, [value]]);
    else group[1].push(value);
  }
  return [...groups.values()].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]);
}

/** The response of the Fetch standard that a route gives where it is to give one. */
export function webResponseOf({ status = 200, headers = [] }: Route, body: ReadableStream | string | null): Response {
  return new Response(body, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) });
}
