import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import type { Certificate } from "../matrix/certificate.ts";

import type { Line } from "./scenario.ts";

/** A request as it came in: nothing is refused, nothing changed. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Line[];
  readonly body: string;
}

/** Bytes that are written as they are, one a character; the connection is closed after them. */
export type Reply = (text: string) => void;

/** Longest head or body of a request, in bytes. */
const LONGEST = 1_000_000;

/**
 * A server on bare sockets: `node:http` refuses methods that pages may send, and would not show the lines as they came.
 * Each connection carries one request.
 */
export class RawServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /**
   * Listens on both families of loopback, at a port with five digits that is free on both.
   *
   * @param certificate given: it speaks TLS
   */
  static async listen(
    onRequest: (request: RawRequest, reply: Reply) => void,
    certificate?: Certificate,
  ): Promise<RawServer> {
    const take = (socket: Socket): void => receive(socket, onRequest);
    for (let attempt = 0; ; attempt += 1) {
      const port = 20_000 + Math.floor(Math.random() * 12_000);
      const server = certificate === undefined ? createServer(take) : createTlsServer({ ...certificate }, take);
      try {
        await new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen({ port, host: "::", ipv6Only: false, backlog: 511 }, resolve);
        });
        return new RawServer(server);
      } catch (error) {
        if (attempt === 50) throw error;
      }
    }
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : Number.NaN;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function receive(socket: Socket, onRequest: (request: RawRequest, reply: Reply) => void): void {
  let text = "";
  let answered = false;
  socket.setEncoding("latin1");
  socket.setNoDelay(true);
  // A browser may give up at any time; there is nobody to tell.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: string) => {
    if (answered) return;
    text += chunk;
    if (text.length > LONGEST) return void socket.destroy();
    const request = parseRequest(text);
    if (request === undefined) return;
    answered = true;
    onRequest(request, (reply) => socket.end(reply, "latin1"));
  });
}

/** The request, once it is there whole. */
function parseRequest(text: string): RawRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = lines.map((line): Line => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")];
  });
  const value = (name: string): string | undefined => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const rest = text.slice(end + 4);
  if (value("transfer-encoding")?.toLowerCase() === "chunked") {
    return rest.endsWith("0\r\n\r\n") ? { method, target, headers, body: unchunk(rest) } : undefined;
  }
  const length = Number(value("content-length") ?? 0);
  return rest.length < length ? undefined : { method, target, headers, body: rest.slice(0, length) };
}

function unchunk(text: string): string {
  let body = "";
  for (let position = 0; ;) {
    const line = text.indexOf("\r\n", position);
    const size = Number.parseInt(text.slice(position, line), 16);
    if (line === -1 || !(size > 0)) return body;
    body += text.slice(line + 2, line + 2 + size);
    position = line + 4 + size;
  }
}
