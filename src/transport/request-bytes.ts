import type { HeaderLine, WireRequest } from "../browser/wire.ts";
import type { Proxy } from "./proxy.ts";
import { isToken } from "./token.ts";

/** Methods that may be sent again when nobody knows whether they arrived (RFC 9110, 9.2.2). */
const IDEMPOTENT: readonly string[] = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"];

/** A request as it goes over the wire. */
export interface OutgoingRequest {
  readonly method: string;
  readonly head: Uint8Array;
  readonly body: Uint8Array;
  /** Whether sending it twice does what sending it once does. */
  readonly isIdempotent: boolean;
}

/**
 * Puts a request into bytes: the lines in their order and spelling, after `Host` and `Connection`, and a `Content-Length` at the end
 * when there is a body and none was given.
 *
 * @param proxy who is to pass it on in clear, and so needs the whole URL (RFC 9112, 3.2.2)
 * @throws TypeError for what cannot be sent without becoming another request
 */
export function toOutgoingRequest(request: WireRequest, url: URL, keepAlive: boolean, proxy?: Proxy): OutgoingRequest {
  const { method, headers, body } = request;
  if (!isToken(method)) throw new TypeError(`The method ${JSON.stringify(method)} is no token.`);
  if (method === "CONNECT") throw new TypeError("CONNECT opens a tunnel, and no page may send it.");
  for (const line of headers) checkLine(line);
  checkLength(headers, body);
  const lines: HeaderLine[] = [
    ...missing(headers, "Host", url.host),
    ...missing(headers, "Connection", keepAlive ? "keep-alive" : "close"),
    ...(proxy?.authorization === undefined ? [] : [["Proxy-Authorization", proxy.authorization] as const]),
    ...headers,
    ...(body === undefined ? [] : missing(headers, "Content-Length", String(body.length))),
  ];
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const target = proxy === undefined ? targetOf(url) : `${url.origin}${targetOf(url)}`;
  return {
    method,
    head: Buffer.from(`${method} ${target} HTTP/1.1\r\n${text}\r\n`, "latin1"),
    body: body ?? new Uint8Array(0),
    isIdempotent: IDEMPOTENT.includes(method),
  };
}

/** Path and query as they are written, a lone `?` too, which `URL.search` leaves out. */
function targetOf({ href }: URL): string {
  const [withoutFragment = ""] = href.split("#", 1);
  return withoutFragment.slice(withoutFragment.indexOf("/", withoutFragment.indexOf("//") + 2));
}

function checkLine([name, value]: HeaderLine): void {
  if (!isToken(name)) throw new TypeError(`The header name ${JSON.stringify(name)} is no token.`);
  if (!isHeaderValue(value)) {
    throw new TypeError(`The value of the header ${name} has a line end, a NUL, or characters that are no bytes.`);
  }
  if (name.toLowerCase() === "transfer-encoding") throw new TypeError("A body is sent with its length, not in chunks.");
}

/** One byte a character, and none of those that would end the line. */
function isHeaderValue(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 0 || code === 0x0a || code === 0x0d || code > 0xff) return false;
  }
  return true;
}

/** A length that is not the body's would make its rest a request of its own. */
function checkLength(headers: readonly HeaderLine[], body: Uint8Array | undefined): void {
  const length = String(body?.length ?? 0);
  const wrong = headers.find(([name, value]) => name.toLowerCase() === "content-length" && value !== length);
  if (wrong === undefined) return;
  throw new TypeError(`Content-Length is ${JSON.stringify(wrong[1])}, but the body has ${length} bytes.`);
}

function missing(headers: readonly HeaderLine[], name: string, value: string): HeaderLine[] {
  const key = name.toLowerCase();
  return headers.some((line) => line[0].toLowerCase() === key) ? [] : [[name, value]];
}
