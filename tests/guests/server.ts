import { afterAll, beforeAll } from "vitest";
import { eventually, isAlive, start, type Running } from "../support/process.ts";
import { exchange, open, parseResponses, request, type RawResponse } from "../support/raw.ts";
import { ENVIRONMENT } from "./place.ts";

/** A server of another program. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** What it says of its port. */
const ADDRESS = /127\.0\.0\.1:(\d+)|"port":(\d+)/;

/** A server that was started for tests. */
export class Server {
  readonly #running: Running;
  readonly #port: number;

  private constructor(running: Running, port: number) {
    this.#running = running;
    this.#port = port;
  }

  static async start({ program, args, folder }: Program): Promise<Server> {
    const running = start(program, args, { cwd: folder, env: ENVIRONMENT, detached: true });
    try {
      const [, port = "", other = ""] = await running.says(ADDRESS, 30_000);
      return new Server(running, Number(port || other));
    } catch (error) {
      await endGroup(running);
      throw error;
    }
  }

  /** Waits until it has said something. */
  async says(text: RegExp): Promise<void> {
    await this.#running.says(text);
  }

  /** Sends bytes and gives all that comes back. */
  exchange(bytes: string): Promise<string> {
    return exchange(this.#port, bytes);
  }

  /** One request over a connection of its own. */
  async ask(line: string, headers: readonly string[] = [], body = ""): Promise<RawResponse> {
    const [response] = parseResponses(await this.exchange(request(line, headers, body)), [line.split(" ")[0] ?? ""]);
    if (response === undefined) throw new Error("Nothing was answered.");
    return response;
  }

  /** The head of the answer to a WebSocket's handshake from a page of this origin. The connection ends with it. */
  handshake(origin: string): Promise<string> {
    const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    const headers = ["Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key];
    return new Promise((resolve) => {
      const socket = open(this.#port, ["GET / HTTP/1.1", ...headers, `Origin: ${origin}`, "", ""].join("\r\n"));
      let head = "";
      socket.on("data", (chunk) => {
        head += chunk.toString("latin1");
        if (head.includes("\r\n\r\n")) socket.destroy();
      });
      socket.once("close", () => resolve(head));
    });
  }

  /** Reads the beginning of an answer, and closes the connection. */
  readAndLeave(path: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = open(this.#port, request(`GET ${path}`));
      socket.once("data", () => socket.destroy());
      socket.once("close", () => resolve());
    });
  }

  end(): Promise<void> {
    return endGroup(this.#running);
  }
}

/** Ends a program, and whatever it has started. */
async function endGroup({ pid }: Running): Promise<void> {
  if (isAlive(pid)) process.kill(-pid, "SIGKILL");
  await eventually(() => !isAlive(pid), 5000, "the end of a guest");
}

/** Has a server while the tests of a suite run. */
export function useServer(prepare: () => Program | Promise<Program>): () => Server {
  let server: Server | undefined;

  beforeAll(async () => {
    server = await Server.start(await prepare());
  });

  // It may not have started.
  afterAll(async () => server?.end());

  return () => {
    if (server === undefined) throw new Error("A server is there only while tests run.");
    return server;
  };
}

/** All lines of a name, as one. */
export function headerOf({ headers }: RawResponse, name: string): string | undefined {
  const lines = headers.filter(([line]) => line.toLowerCase() === name);
  return lines.length === 0 ? undefined : lines.map(([, value]) => value).join(", ");
}

/** The headers of CORS; a name that was sent twice has both values. */
export function corsOf(response: RawResponse): Record<string, string | undefined> {
  const names = response.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name.startsWith("access-control-"));
  return Object.fromEntries(names.sort().map((name) => [name, headerOf(response, name)]));
}
