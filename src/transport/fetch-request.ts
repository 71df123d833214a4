import type { HeaderLine, WireRequest } from "../browser/wire.ts";

/**
 * A request as a server's platform hands it to a handler.
 *
 * @throws TypeError for what no `Request` can be: CONNECT and TRACE, or a GET with a body
 */
export function toFetchRequest({ method, url, headers, body }: WireRequest, signal: AbortSignal | undefined): Request {
  const lines = withServerLines(headers, url, body);
  const request = new Request(url, {
    method,
    headers: lines.map(([name, value]): [string, string] => [name, value]),
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  // In a page, and under a simulated one, a Request keeps only the headers that a page may set; Headers alone keep all.
  if (lines.some(([name]) => !request.headers.has(name))) {
    Object.defineProperty(request, "headers", { value: new Headers(lines.map(([name, value]) => [name, value])) });
  }
  return request;
}

/** What a client adds on the way, and a server therefore sees. */
function withServerLines(headers: readonly HeaderLine[], url: string, body: Uint8Array | undefined): HeaderLine[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [...headers];
  if (!names.has("host")) lines.unshift(["Host", new URL(url).host]);
  if (body !== undefined && !names.has("content-length")) lines.push(["Content-Length", String(body.length)]);
  return lines;
}
