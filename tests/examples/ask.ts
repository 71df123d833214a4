import type { Server } from "node:http";
import { exchange, parseResponses, request, type RawResponse } from "../support/raw.ts";

/** What an example listens with. */
export interface Listening {
  readonly listening: boolean;
  address(): ReturnType<Server["address"]>;
  once(event: "listening", listener: () => void): unknown;
  close(callback: () => void): unknown;
  closeAllConnections?(): void;
}

/** Examples listen on the port that this names; 0 is any that is free. Set before an example is imported. */
export function listenAnywhere(): void {
  process.env["PORT"] = "0";
}

/** The port of an example's server, once it listens. */
async function portOf(server: Listening): Promise<number> {
  if (!server.listening) await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return address.port;
}

/** Sends one request over a socket, and gives the response as it came. */
export async function ask(
  server: Listening,
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): Promise<RawResponse> {
  const { Host: host = "localhost", ...others } = headers;
  const lines = Object.entries(others).map(([name, value]) => `${name}: ${value}`);
  const bytes = request(line, lines, body).replace("Host: localhost", `Host: ${host}`);
  const [response] = parseResponses(await exchange(await portOf(server), bytes), [line.split(" ")[0] ?? ""]);
  if (response === undefined) throw new Error("There was no response.");
  return response;
}

/**
 * A response's headers that are about CORS, by name in lower case; a name that stands twice has two values. hapi adds to `Vary`
 * that it may compress, which is its own affair.
 */
export function corsHeaders({ headers }: RawResponse): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key !== "vary" && !key.startsWith("access-control-")) continue;
    const text = key === "vary" ? value.replace(/^accept-encoding, /, "") : value;
    found[key] = found[key] === undefined ? text : `${found[key]} AND ${text}`;
  }
  return found;
}

/** Ends a server, and what is still connected to it. */
export async function end(server: Listening): Promise<void> {
  server.closeAllConnections?.();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
