import { connect as connectHttp2, constants } from "node:http2";
import { connect as connectTls } from "node:tls";
import { exchange, parseResponses, type RawResponse } from "../support/raw.ts";

/** A request as it is sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly version: "1.0" | "1.1";
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Whether the response is expected to break off: then only its head is read. */
  readonly breaks: boolean;
}

/** Sends a request and reads every response to it, those of status 1xx included. */
export type Wire = (port: number, request: WireRequest) => Promise<readonly RawResponse[]>;

/** A plain socket. */
export const overTcp: Wire = async (port, request) => read(await exchange(port, bytesOf(request)), request);

/** A socket with TLS. */
export const overTls: Wire = (port, request) =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    // The certificate is this test's own.
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      socket.write(bytesOf(request), "latin1");
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    // A response that breaks off breaks the connection too; what was read tells.
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      try {
        resolve(read(Buffer.concat(chunks).toString("latin1"), request));
      } catch (error) {
        reject(error);
      }
    });
  });

/** A stream of HTTP/2, which has header lines but no bytes that one could read. */
export const overHttp2: Wire = (port, request) =>
  new Promise((resolve, reject) => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    session.once("error", reject);
    const headers: Record<string, string | string[]> = {
      [constants.HTTP2_HEADER_METHOD]: request.method,
      [constants.HTTP2_HEADER_PATH]: request.path,
      [constants.HTTP2_HEADER_AUTHORITY]: "localhost",
    };
    for (const [name, value] of request.headers) {
      const key = name.toLowerCase();
      headers[key] = key in headers ? [headers[key] ?? "", value].flat() : value;
    }
    const stream = session.request(headers, { endStream: request.body === "" });
    if (request.body !== "") stream.end(request.body);

    const responses: { status: number; headers: [string, string][]; body: string }[] = [];
    const note = (sent: Record<string, unknown>): void => {
      const lines = Object.entries(sent).flatMap(([name, value]) =>
        [value].flat().map((line): [string, string] => [name, String(line)]),
      );
      const status = Number(sent[constants.HTTP2_HEADER_STATUS]);
      responses.push({ status, headers: lines.filter(([name]) => !name.startsWith(":")), body: "" });
    };
    stream.on("headers", note);
    stream.on("response", note);
    stream.setEncoding("latin1");
    stream.on("data", (chunk: string) => {
      const last = responses.at(-1);
      if (last !== undefined) last.body += chunk;
    });
    // A response that breaks off is an error of its stream; what was read tells.
    stream.on("error", () => {});
    stream.once("close", () => {
      session.close();
      resolve(responses.map((response) => ({ ...response, reason: "" })));
    });
  });

function bytesOf({ method, path, version, headers, body }: WireRequest): string {
  const length: [string, string][] = body === "" ? [] : [["Content-Length", String(Buffer.byteLength(body, "latin1"))]];
  const lines = [["Host", "localhost"], ["Connection", "close"], ...headers, ...length];
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `${method} ${path} HTTP/${version}\r\n${head}\r\n${body}`;
}

function read(bytes: string, { method, breaks }: WireRequest): readonly RawResponse[] {
  if (!breaks) return parseResponses(bytes, [method]);
  // Read like an answer to HEAD, which has no body either.
  return parseResponses(bytes.slice(0, bytes.indexOf("\r\n\r\n") + 4), ["HEAD"]);
}
