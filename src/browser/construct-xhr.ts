import { isForbiddenMethod, normalizeMethod } from "../standard/method.ts";
import { isToken } from "../standard/token.ts";

import type { Client } from "./client.ts";
import { newRequest, parseUrl } from "./construct-request.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { combineHeader, getHeader, hasHeader, setHeader, type HeaderList } from "./header-list.ts";
import { isHeaderValue, normalizeHeaderValue } from "./header-value.ts";
import type { BodySource } from "./init-types.ts";
import { mimeTypeEssence, withUtf8, withUtf8InPlace, withUtf8Parameter } from "./mime-type.ts";
import { extractBody } from "./request-body.ts";
import { isForbiddenRequestHeader, readLines } from "./request-headers.ts";
import type { Rules } from "./rules.ts";
import { unsafeRequestHeaderNames } from "./safelisted-request-header.ts";
import type { HeaderLine } from "./wire.ts";

/** What a page does with an `XMLHttpRequest` before `send()`. */
export interface XhrInit {
  /** As given to `open()`. Default `GET`. */
  readonly method?: string;
  /** One call of `setRequestHeader()` each, in this order; values of one name are joined. */
  readonly headers?: Iterable<readonly [string, string]> | Readonly<Record<string, string>>;
  /** As given to `send()`; left out for GET and HEAD. */
  readonly body?: Exclude<BodySource, ReadableStream> | null;
  /** Whether cookies and HTTP authentication go to other origins too. Default `false`. */
  readonly withCredentials?: boolean;
  /** Whether something listens to `xhr.upload` when `send()` is called: then the request is preflighted. Default `false`. */
  readonly uploadListeners?: boolean;
  readonly signal?: AbortSignal | null;
}

/**
 * The request that an `XMLHttpRequest` sends, or the error of `open()`, `setRequestHeader()` or `send()`.
 *
 * Not modelled: synchronous requests, a document as body, and user name and password given to `open()`.
 *
 * @see https://xhr.spec.whatwg.org/#the-send()-method
 */
export function constructXhr(client: Client, rules: Rules, input: string | URL, init: XhrInit): FetchRequest {
  const method = parseXhrMethod(init.method ?? "GET");
  const url = parseUrl(String(input), client.url);

  const headers: HeaderList = [];
  for (const [name, raw] of readLines(init.headers ?? [])) {
    const value = normalizeHeaderValue(raw);
    if (!isToken(name)) throw invalid("SyntaxError", `${JSON.stringify(name)} is not a valid header name.`);
    if (!isHeaderValue(value)) {
      const what = `The value of header ${JSON.stringify(name)} is not a valid one.`;
      throw isByteString(value) ? invalid("SyntaxError", what) : new TypeError(what);
    }
    if (!isForbiddenRequestHeader(name, value, rules)) combineHeader(headers, name, value);
  }

  const given = method === "GET" || method === "HEAD" ? null : (init.body ?? null);
  const extracted = given === null ? undefined : extractBody(given);
  const ignoredType = rules.xhrTypesIgnoredForm && given === null && init.body instanceof URLSearchParams;
  const type = ignoredType ? "application/x-www-form-urlencoded;charset=UTF-8" : (extracted?.type ?? null);
  const unreadable = rules.xhrDropsUnreadableType && type !== null && mimeTypeEssence(type) === undefined;
  const implies = type !== null && !unreadable && !hasHeader(headers, "content-type");
  const impliedType: HeaderLine | undefined = implies ? ["Content-Type", type] : undefined;
  if (impliedType !== undefined) headers.push(impliedType);

  const authored = unsafeRequestHeaderNames(headers, rules);
  const asWritten = headers.find(isType);
  const empty = rules.xhrIgnoresEmptyForm && given instanceof URLSearchParams && String(given) === "";
  if (given !== null && !empty && impliedType === undefined) setCharset(headers, given, rules);

  const listens = init.uploadListeners === true;
  const uploads = extracted !== undefined || !rules.uploadListenerNeedsBody;
  const request = newRequest({
    client,
    initiatorType: "xmlhttprequest",
    method,
    headers,
    body: extracted?.body ?? null,
    urls: [url],
    mode: "cors",
    credentialsMode: init.withCredentials === true ? "include" : "same-origin",
    cacheMode: "default",
    redirectMode: "follow",
    referrer: "client",
    referrerPolicy: client.referrerPolicy,
    keepalive: false,
    useCorsPreflight: listens && uploads,
  });
  if (rules.xhrAsksForAuthoredType) request.asksFor = authored;
  // The type that the body brought is none of the author's headers, and what it made of the author's type neither.
  if (asWritten !== undefined && rules.removedHeaders === "come-back") {
    const others = request.headers.filter((line) => !isType(line));
    request.authored =
      impliedType === undefined
        ? { method, headers: [...others, asWritten] }
        : { method, headers: others, impliedType };
  }
  return request;
}

function isType([name]: HeaderLine): boolean {
  return name.toLowerCase() === "content-type";
}

/** A text is sent in UTF-8, whatever the author said of it. */
function setCharset(headers: HeaderList, body: BodySource, { xhrCharset }: Rules): void {
  const kind = typeof body === "string" ? "text" : body instanceof URLSearchParams ? "form" : undefined;
  const given = getHeader(headers, "content-type");
  if (given === null || kind === undefined || xhrCharset[kind] === "kept") return;
  setHeader(headers, "Content-Type", WITH_UTF8[xhrCharset[kind]](given));
}

const WITH_UTF8 = { "written-anew": withUtf8, replaced: withUtf8InPlace, "parameter-replaced": withUtf8Parameter };

/** The method as `open()` takes it, which has other errors than `fetch()`. */
function parseXhrMethod(method: string): string {
  if (!isByteString(method)) throw new TypeError(`${JSON.stringify(method)} is not a valid HTTP method.`);
  if (!isToken(method)) throw invalid("SyntaxError", `${JSON.stringify(method)} is not a valid HTTP method.`);
  if (isForbiddenMethod(method)) throw invalid("SecurityError", `No page can send method ${JSON.stringify(method)}.`);
  return normalizeMethod(method);
}

function invalid(name: "SyntaxError" | "SecurityError", message: string): DOMException {
  return new DOMException(message, name);
}

/** Whether every character stands for one byte; with another, a call fails before anybody looks at what it means. */
function isByteString(text: string): boolean {
  for (const character of text) {
    if (character > "\u00ff") return false;
  }
  return true;
}
