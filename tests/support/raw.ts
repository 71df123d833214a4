import { connect, type Socket } from "node:net";

/** Opens a connection and sends bytes. An error of the connection ends it, and is no error of the caller. */
export function open(port: number, bytes = "", host = "127.0.0.1"): Socket {
  const socket = connect(port, host);
  socket.on("error", () => socket.destroy());
  if (bytes !== "") socket.write(bytes, "latin1");
  return socket;
}

/**
 * Sends bytes (each character one, as Latin-1) and reads all that comes back until the server closes, which `Connection: close` in the request makes it
 * do. Rejects when nothing closes the connection in time.
 */
export function exchange(port: number, bytes: string, milliseconds = 10_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = open(port);
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end after ${milliseconds} ms, so far: ${Buffer.concat(chunks).toString("latin1")}`));
    }, milliseconds);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString("latin1"));
    });
    socket.write(bytes, "latin1");
  });
}

/** A request's text, with `Host` and `Connection: close` added. */
export function request(line: string, headers: readonly string[] = [], body = ""): string {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body, "latin1")}`];
  return [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, ...length, "", body].join("\r\n");
}

/** One response as it was on the wire: every header line, in order, in the case of letters it was sent in. */
export interface RawResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Splits what a server sent into its responses, those of status 1xx included. */
export function parseResponses(bytes: string, methods: readonly string[]): RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = bytes;
  for (const method of methods) {
    let informational = true;
    while (informational) {
      const { response, after } = parseResponse(rest, method);
      responses.push(response);
      rest = after;
      informational = response.status < 200;
    }
  }
  if (rest !== "") throw new Error(`More was sent than was asked for: ${JSON.stringify(rest)}`);
  return responses;
}

function parseResponse(bytes: string, method: string): { response: RawResponse; after: string } {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) throw new Error(`This is no response: ${JSON.stringify(bytes)}`);
  const [statusLine = "", ...lines] = bytes.slice(0, end).split("\r\n");
  const [, code = "", reason = ""] = /^HTTP\/1\.1 (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const status = Number(code);
  const { body, after } = readBody(bytes.slice(end + 4), status, method, new Map(headers.map(toLowerCaseName)));
  return { response: { status, reason, headers, body }, after };
}

function toLowerCaseName([name, value]: [string, string]): [string, string] {
  return [name.toLowerCase(), value];
}

function readBody(
  bytes: string,
  status: number,
  method: string,
  headers: ReadonlyMap<string, string>,
): { body: string; after: string } {
  if (status < 200 || status === 204 || status === 304 || method === "HEAD") return { body: "", after: bytes };
  if (headers.get("transfer-encoding") === "chunked") return readChunks(bytes);
  const length = Number(headers.get("content-length") ?? bytes.length);
  return { body: bytes.slice(0, length), after: bytes.slice(length) };
}

function readChunks(bytes: string): { body: string; after: string } {
  let body = "";
  for (let at = 0; ;) {
    const endOfSize = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.slice(at, endOfSize), 16);
    const start = endOfSize + 2;
    if (Number.isNaN(size)) throw new Error("A chunk has no size.");
    body += bytes.slice(start, start + size);
    at = start + size + 2;
    if (size === 0) return { body, after: bytes.slice(at) };
  }
}
