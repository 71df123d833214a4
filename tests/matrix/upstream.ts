import { createServer } from "node:http";
import { UPSTREAM } from "./routes.ts";
import { listen } from "./listen.ts";

let running: Promise<string> | undefined;

/** What the upstream of the matrix answers: it has a policy of its own. */
export async function askUpstream(): Promise<Response> {
  running ??= startUpstream();
  return fetch(await running);
}

/** Header lines of the upstream's that a proxy hands on. */
export function upstreamHeaders(response: Response): [name: string, value: string][] {
  const ownToTheHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date"]);
  return [...response.headers].filter(([name]) => !ownToTheHop.has(name));
}

async function startUpstream(): Promise<string> {
  const server = createServer((_request, response) => {
    // Handed on as it is, keep-alive would also hold the connection that the matrix reads to its end.
    response.setHeader("Connection", "close");
    for (const [name, value] of UPSTREAM.headers ?? []) response.appendHeader(name, value);
    response.end(UPSTREAM.body);
  });
  const { port } = await listen(server);
  server.unref();
  return `http://127.0.0.1:${port}/`;
}
