import type { HeaderLine, WireEntry } from "../browser/index.ts";
import { printable } from "./printable.ts";
import type { Redactor } from "./secrets.ts";

/** Headers of a request that every browser sends, and that decide nothing here. */
const DULL: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "pragma",
  "referer",
  "user-agent",
]);

/** Headers of a response that decide something, or tell who answers. */
const TELLING: ReadonlySet<string> = new Set([
  "age",
  "allow",
  "cf-ray",
  "content-type",
  "cross-origin-resource-policy",
  "location",
  "server",
  "set-cookie",
  "timing-allow-origin",
  "vary",
  "via",
  "www-authenticate",
  "x-cache",
  "x-powered-by",
]);

/** Most lines of one message that are shown. */
const MOST_LINES = 24;

/** Most characters of a value. */
const LONGEST = 300;

/** How much is shown. */
export interface WireTextOptions {
  readonly redactor: Redactor;
  /** All lines. */
  readonly isVerbose: boolean;
}

/** A request and its answer in the signs of curl: `>` was sent, `<` came back. */
export function wireLines({ request, response }: WireEntry, options: WireTextOptions): string[] {
  const sent = lines([...request.headers].sort(originFirst), ">", isOfRequest, options);
  if (response === undefined) return [...sent, "< (no answer)"];
  const { status, statusText, headers } = response;
  return [...sent, `< ${status} ${printable(statusText, 80)}`.trimEnd(), ...lines(headers, "<", isOfResponse, options)];
}

/** Who asks stands first; everything else as it was sent. */
function originFirst([one]: HeaderLine, [other]: HeaderLine): number {
  return Number(other.toLowerCase() === "origin") - Number(one.toLowerCase() === "origin");
}

/** A URL, fit to be shown. */
export function shownUrl(url: string, redactor: Redactor): string {
  return printable(redactor.text(url), LONGEST);
}

function lines(
  headers: readonly HeaderLine[],
  sign: string,
  matters: (name: string) => boolean,
  { redactor, isVerbose }: WireTextOptions,
): string[] {
  const wanted = headers.filter(([name]) => isVerbose || matters(name.toLowerCase()));
  const shown = wanted.slice(0, MOST_LINES);
  const rest = headers.length - shown.length;
  return [
    ...shown.map(([name, value]) =>
      `${sign} ${printable(name, 80)}: ${printable(redactor.value(name, value), LONGEST)}`.trimEnd(),
    ),
    ...(sign === "<" && rest > 0 ? [`${sign} (and ${rest} more ${rest === 1 ? "line" : "lines"})`] : []),
  ];
}

function isOfRequest(name: string): boolean {
  return !DULL.has(name) && !name.startsWith("sec-");
}

function isOfResponse(name: string): boolean {
  return TELLING.has(name) || name.startsWith("access-control-");
}
