import type { HeaderLine } from "./wire-entry.ts";

/** A request as it came in: nothing refused, nothing changed. One character a byte. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

/**
 * Reads one request from what a connection has sent so far. Lenient on purpose: `node:http` refuses methods that pages
 * may send.
 *
 * @param text one character a byte
 * @returns `undefined` while a part of it is missing
 */
export function parseRawRequest(text: string): RawRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = lines.map((line): HeaderLine => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const request = { method, target, headers };
  const rest = text.slice(end + 4);
  if (headerOf(request, "transfer-encoding").toLowerCase() === "chunked")
    return rest.endsWith("0\r\n\r\n") ? { ...request, body: "" } : undefined;
  const length = Number(headerOf(request, "content-length") || 0);
  return rest.length < length ? undefined : { ...request, body: rest.slice(0, length) };
}

/** All values of a header, joined; empty when it is absent. */
export function headerOf({ headers }: Pick<RawRequest, "headers">, name: string): string {
  return headers
    .filter(([written]) => written.toLowerCase() === name)
    .map(([, value]) => value)
    .join(", ");
}
