import { headerLines } from "../browser/header-list.ts";
import type { Evidence } from "./diagnosis.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Observation } from "./observation.ts";
import { printable, printableLine } from "./printable.ts";

/** Most lines of one name that are quoted. */
const MOST_LINES = 5;

function quote(view: ExchangeView, from: Evidence["from"], line: string, note: string | undefined): Evidence {
  const { phase, hop } = view;
  return { phase, hop, from, line, ...(note === undefined ? {} : { note }) };
}

/** The first line of the request that decided. */
export function requestLine(view: ExchangeView, note?: string): Evidence[] {
  const { entry } = view;
  if (entry === undefined) return [];
  return [quote(view, "request", printable(`${entry.request.method} ${entry.request.url}`), note)];
}

/** Lines of the request that decided, by their name in lower case. */
export function askedLines(view: ExchangeView, name: string, note?: string): Evidence[] {
  return linesOf(view.entry?.request.headers ?? [], name).map((line) => quote(view, "request", line, note));
}

/** The status line of the answer that decided. */
export function statusLine(view: ExchangeView, note?: string): Evidence[] {
  const { answered } = view;
  if (answered === undefined) return [];
  const { status, statusText } = answered.response;
  return [quote(view, "response", printable(`${status} ${statusText}`.trimEnd()), note)];
}

/** Lines of the answer that decided, by their name in lower case. */
export function toldLines(view: ExchangeView, name: string, note?: string): Evidence[] {
  return linesOf(view.answered?.response.headers ?? [], name).map((line) => quote(view, "response", line, note));
}

/** The answer that decided, and that it lacks a header: how many lines were looked through. */
export function missingLine(view: ExchangeView, name: string): Evidence[] {
  const count = view.answered?.response.headers.length ?? 0;
  return statusLine(view, `no ${name} among its ${count} header ${count === 1 ? "line" : "lines"}`);
}

/** A line of the answer where there is one, else that there is none. */
export function toldOrMissing(view: ExchangeView, name: string, note?: string): Evidence[] {
  const told = toldLines(view, name.toLowerCase(), note);
  return told.length > 0 ? told : missingLine(view, name);
}

/** What the transport reported. */
export function transportLine(view: ExchangeView): Evidence[] {
  const { cause } = view.exchange;
  const words = cause instanceof Error ? cause.message : undefined;
  return words === undefined || words === "" ? [] : [quote(view, "transport", printable(words), undefined)];
}

/** What the page itself asked for. */
export function pageLine(view: ExchangeView, line: string, note?: string): Evidence {
  return quote(view, "page", printable(line), note);
}

/** What a follow-up asked, and its answer in one line. */
export function probeLine(view: ExchangeView, seen: Observation, note: string): Evidence {
  const { method, url, headers } = seen.request;
  const [origin] = headerLines(headers, "origin");
  const from = origin === undefined ? "without Origin" : `with Origin: ${origin}`;
  const answer = seen.response === undefined ? (seen.failure ?? "no answer") : String(seen.response.status);
  return quote(view, "probe", `${printable(`${method} ${url}`)} ${printable(from)} -> ${answer}`, note);
}

function linesOf(headers: readonly (readonly [string, string])[], name: string): string[] {
  return headers
    .filter(([key]) => key.toLowerCase() === name)
    .slice(0, MOST_LINES)
    .map(([key, value]) => printableLine(key, value));
}
