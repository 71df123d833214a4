import type { HeaderLine } from "../server/wire-entry.ts";

/** What a page sends requests with. */
export const CLIENTS = ["jquery", "fetch", "xhr"] as const;

export type Client = (typeof CLIENTS)[number];

/** What a client is called. */
export const CLIENT_NAMES: Readonly<Record<Client, string>> = {
  jquery: "jQuery $.ajax",
  fetch: "fetch",
  xhr: "XMLHttpRequest",
};

export const CREDENTIALS_MODES = ["same-origin", "include", "omit"] as const;
export const MODES = ["cors", "no-cors", "same-origin"] as const;
export const REDIRECT_MODES = ["follow", "error", "manual"] as const;

/** A request, as a page makes it. Plain data. */
export interface PageRequest {
  readonly client: Client;
  /** As the page writes it; `wireMethod` says what is sent. */
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
  /** jQuery and XMLHttpRequest know `include` and everything else, as `withCredentials`. */
  readonly credentials: (typeof CREDENTIALS_MODES)[number];
  /** Of `fetch` alone. */
  readonly mode: (typeof MODES)[number];
  /** Of `fetch` alone. */
  readonly redirect: (typeof REDIRECT_MODES)[number];
}

/** A request of which only what is unusual is written down. */
export type BriefRequest = Partial<PageRequest> & Pick<PageRequest, "url">;

/** Fills in what is usual. */
export function pageRequest(request: BriefRequest): PageRequest {
  return {
    client: "fetch",
    method: "GET",
    headers: [],
    credentials: "same-origin",
    mode: "cors",
    redirect: "follow",
    ...request,
  };
}

/** A request as one would hand it to jQuery: with a value as JSON, or the fields of a form. */
export interface AjaxRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly withCredentials?: boolean;
}

/** The same as data. */
export function ajax({ method, url, headers = {}, json, form, withCredentials = false }: AjaxRequest): PageRequest {
  const body =
    form === undefined ? (json === undefined ? undefined : JSON.stringify(json)) : String(new URLSearchParams(form));
  const type = form === undefined ? "application/json" : "application/x-www-form-urlencoded; charset=UTF-8";
  return pageRequest({
    client: "jquery",
    method,
    url,
    headers: [...(body === undefined ? [] : [["Content-Type", type] as const]), ...Object.entries(headers)],
    ...(body === undefined ? {} : { body }),
    credentials: withCredentials ? "include" : "same-origin",
  });
}

/** Methods that `fetch` and `XMLHttpRequest` write in capitals, whatever the page wrote. */
const NORMALIZED: ReadonlySet<string> = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

/** The method as it goes over the wire: jQuery writes all of them in capitals, browsers only six. */
export function wireMethod({ client, method }: Pick<PageRequest, "client" | "method">): string {
  const capitals = method.toUpperCase();
  return client === "jquery" || NORMALIZED.has(capitals) ? capitals : method;
}

/** Whether a request may have a body at all. */
export function canHaveBody(request: PageRequest): boolean {
  return !["GET", "HEAD"].includes(wireMethod(request));
}
