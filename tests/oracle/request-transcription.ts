import { MIMEType } from "node:util";

import {
  get,
  isForbidden,
  isForbiddenMethod,
  isSafelisted,
  type Line,
  TOKEN,
  without,
} from "./header-transcription.ts";

/** What a page asks for. */
export interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly mode?: "cors" | "no-cors" | "same-origin" | "navigate";
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly redirect?: "follow" | "error" | "manual";
  readonly referrerPolicy?: string;
  readonly headers?: readonly Line[];
  readonly body?: string;
  /** Asked by an XMLHttpRequest whose upload somebody listens to; then there is no mode, redirect mode or referrer policy to choose. */
  readonly upload?: boolean;
}

/** A request on its way. */
export interface Request {
  readonly origin: string;
  readonly urls: URL[];
  method: string;
  headers: Line[];
  body: string | null;
  readonly mode: string;
  readonly credentials: string;
  readonly redirect: string;
  referrerPolicy: string;
  tainting: "basic" | "cors" | "opaque";
  redirects: number;
  readonly useCorsPreflight: boolean;
}

/** What the constructor of a request throws. */
export class Refused extends Error {}

export const SAFELISTED_METHODS = ["GET", "HEAD", "POST"];

/** A MIME type whose charset, if it names one, is UTF-8. */
function inUtf8(value: string): string {
  try {
    const type = new MIMEType(value);
    const charset = type.params.get("charset");
    if (charset === null || /^utf-8$/i.test(charset)) return value;
    type.params.set("charset", "UTF-8");
    return String(type);
  } catch {
    // It is no MIME type.
    return value;
  }
}

/** The constructor of a request, and what an XMLHttpRequest does in its place. */
export function construct(asked: Asked, origin: string): Request {
  const refuse = (): never => {
    throw new Refused();
  };
  const url = parse(asked.url) ?? refuse();
  if (url.username !== "" || url.password !== "") refuse();
  const upload = asked.upload === true;
  const mode = upload ? "cors" : (asked.mode ?? "cors");
  if (mode === "navigate") refuse();
  let method = asked.method ?? "GET";
  if (!TOKEN.test(method) || isForbiddenMethod(method)) refuse();
  if (/^(delete|get|head|options|post|put)$/i.test(method)) method = method.toUpperCase();
  if (mode === "no-cors" && !SAFELISTED_METHODS.includes(method)) refuse();

  let headers: Line[] = [];
  const append = (name: string, raw: string): void => {
    const value = raw.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
    // oxlint-disable-next-line no-control-regex -- the standard names these bytes
    if (!TOKEN.test(name) || /[\0\r\n\u0100-\uffff]/.test(value)) refuse();
    const existing = get(headers, name);
    const combined = existing === null ? value : `${existing}, ${value}`;
    if (mode === "no-cors") {
      const isOne = /^(accept|accept-language|content-language|content-type)$/i.test(name);
      if (!isOne || !isSafelisted(name, combined)) return;
    } else if (isForbidden(name, value)) return;
    const earlier = headers.find(([one]) => one.toLowerCase() === name.toLowerCase());
    if (upload && earlier !== undefined) headers = without(headers, name.toLowerCase());
    headers.push([earlier?.[0] ?? name, upload ? combined : value]);
  };
  for (const [name, value] of asked.headers ?? []) append(name, value);
  const isBodiless = method === "GET" || method === "HEAD";
  const body = upload && isBodiless ? null : (asked.body ?? null);
  if (body !== null && isBodiless) refuse();
  if (body !== null && get(headers, "content-type") === null) append("Content-Type", "text/plain;charset=UTF-8");
  // XMLHttpRequest, send(): a text goes out in UTF-8, and its type says so.
  if (upload && body !== null) {
    headers = headers.map(([name, value]) => [name, /^content-type$/i.test(name) ? inUtf8(value) : value]);
  }

  return {
    origin,
    urls: [url],
    method,
    headers,
    body,
    mode,
    credentials: asked.credentials ?? "same-origin",
    redirect: upload ? "follow" : (asked.redirect ?? "follow"),
    referrerPolicy: (upload ? "" : asked.referrerPolicy) || "strict-origin-when-cross-origin",
    tainting: "basic",
    redirects: 0,
    useCorsPreflight: upload,
  };
}

export function currentUrl(request: Request): URL {
  const url = request.urls.at(-1);
  if (url === undefined) throw new Error("A request has a URL.");
  return url;
}

export function parse(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
