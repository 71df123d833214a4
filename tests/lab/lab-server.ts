import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HeaderLine } from "../../src/browser/index.ts";

/** A request as a server of the lab sees it. */
export interface LabRequest {
  readonly method: string;
  readonly path: string;
  /** The host that was asked, without the port. */
  readonly host: string;
  readonly port: number;
  readonly origin: string | undefined;
  /** Whether it is a preflight. */
  readonly preflight: boolean;
  readonly headers: IncomingMessage["headers"];
}

/** What it answers. `reset`: it closes the connection. `silent`: it says nothing. */
export type Reply =
  | { readonly status: number; readonly headers?: readonly HeaderLine[]; readonly body?: string }
  | "reset"
  | "silent";

/** A server of the lab. It answers each request by itself, so that what one run does cannot change another. */
export type Behaviour = (request: LabRequest) => Reply;

/** Runs one server on loopback. Every line that it is told to send goes out as it is, also twice. */
export async function startServer(behave: Behaviour): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const { method = "", url = "", headers } = request;
    const { host = "", origin } = headers;
    const preflight = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
    const seen = { method, path: url, host: host.replace(/:\d+$/, ""), port, origin, preflight, headers };
    const reply = behave(seen);
    if (reply === "reset") return void request.socket.destroy();
    if (reply === "silent") return;
    response.writeHead(reply.status, (reply.headers ?? []).flat());
    response.end(reply.body ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
