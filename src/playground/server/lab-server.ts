import { STATUS_CODES } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { Lab, type FullAnswer } from "./lab.ts";
import { listenOnBoth, type LoopbackServer } from "./loopback.ts";
import { parseRawRequest } from "./raw-request.ts";
import type { WireLog } from "./wire-log.ts";

/** Longest head and body of a request together, in bytes. */
const LONGEST_REQUEST = 256 * 1024;

/** Connections at once; more are closed. */
const MOST_CONNECTIONS = 200;

/** How long a connection may take, with the longest delay that an answer can have. In milliseconds. */
const LONGEST_CONNECTION = 15_000;

/**
 * Listens for the lab: a server on bare sockets, since `node:http` refuses methods that pages may send and lines that
 * servers wrongly send. One request a connection.
 *
 * @param wish.port 0: any free one
 * @throws PortError when the port is taken or not allowed
 */
export function listenAsLab(
  lab: Lab,
  log: WireLog,
  wish: { readonly port: number; readonly exact: boolean },
): Promise<LoopbackServer> {
  return listenOnBoth(() => createLabServer(lab, log), wish);
}

function createLabServer(lab: Lab, log: WireLog): { readonly server: Server; readonly closeConnections: () => void } {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    serve(socket, lab, log);
  });
  server.maxConnections = MOST_CONNECTIONS;
  return {
    server,
    closeConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function serve(socket: Socket, lab: Lab, log: WireLog): void {
  let text = "";
  let isAnswered = false;
  socket.setEncoding("latin1");
  // Browsers hang up whenever they like; there is nobody to tell.
  socket.on("error", () => socket.destroy());
  const end = setTimeout(() => socket.destroy(), LONGEST_CONNECTION).unref();
  socket.once("close", () => clearTimeout(end));
  socket.on("data", (chunk: string) => {
    if (isAnswered) return;
    text += chunk;
    if (text.length > LONGEST_REQUEST) return void socket.destroy();
    const request = parseRawRequest(text);
    if (request === undefined) return;
    isAnswered = true;
    const done = log.begin();
    const answer = lab.answer(request);
    const seen = {
      server: "lab",
      method: request.method,
      target: request.target,
      requestLines: request.headers,
    } as const;
    const wait = setTimeout(() => {
      if (answer.silent || !socket.writable) socket.destroy();
      else socket.end(bytesOf(answer), "latin1");
    }, answer.delay).unref();
    socket.once("close", () => {
      clearTimeout(wait);
      const isSent = !answer.silent && socket.bytesWritten > 0;
      done({ ...seen, status: isSent ? answer.status : undefined, responseLines: isSent ? answer.headers : [] });
    });
  });
}

function bytesOf({ status, headers, body }: FullAnswer): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Whatever"}\r\n${lines}\r\n${body}`;
}
