import { createServer, type AddressInfo, type Socket } from "node:net";

/** What a test's server does with a request: bytes to send (a character each), or what to do with the connection. */
export type Script = string | ((socket: Socket, request: string) => void);

/** A server that says what a test wants it to say, right or wrong. For tests alone. */
export interface ScriptedServer {
  readonly port: number;
  readonly url: string;
  /** Every request as it came, head and body. */
  readonly requests: readonly string[];
  /** How many connections there have been. */
  readonly connections: () => number;
  /** The connections that are open. */
  readonly open: ReadonlySet<Socket>;
  readonly close: () => Promise<void>;
}

/**
 * Answers each request with the next script, and with the last one from then on. Nothing of it keeps the process alive.
 *
 * @param host where to listen; default 127.0.0.1
 */
export async function serve(scripts: Script | readonly Script[], host = "127.0.0.1"): Promise<ScriptedServer> {
  const list = Array.isArray(scripts) ? (scripts as readonly Script[]) : [scripts as Script];
  const requests: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket.unref());
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    onRequests(socket, (request) => {
      const script = list[Math.min(requests.length, list.length - 1)] ?? "";
      requests.push(request);
      if (typeof script === "string") socket.write(script, "latin1");
      else script(socket, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return {
    port,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/`,
    requests,
    connections: () => connections,
    open,
    close,
  };
}

function onRequests(socket: Socket, onRequest: (request: string) => void): void {
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    for (let end = endOf(text); end !== -1; end = endOf(text)) {
      const request = text.slice(0, end);
      text = text.slice(end);
      onRequest(request);
    }
  });
}

/** Where the first request ends, or -1 when it is not here whole. */
function endOf(text: string): number {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return -1;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? "0";
  const whole = end + 4 + Number(length);
  return text.length < whole ? -1 : whole;
}

/** A response with a length, lines joined. */
export function ok(body = "", ...lines: readonly string[]): string {
  return [`HTTP/1.1 200 OK`, `Content-Length: ${body.length}`, ...lines, "", body].join("\r\n");
}
