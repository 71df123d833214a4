import type { Exchange, WireEntry } from "../browser/exchange.ts";
import type { HeaderLine } from "../browser/wire.ts";
import { printable } from "./printable.ts";
import { withoutSecrets, withoutUserInfo } from "./secrets.ts";

/** Headers of a request that decide something. Others that need permission are named in `Access-Control-Request-Headers`. */
const OF_REQUESTS: ReadonlySet<string> = new Set([
  "access-control-request-headers",
  "access-control-request-method",
  "authorization",
  "content-type",
  "cookie",
  "origin",
]);

/** Headers of a response that decide something, besides all under `Access-Control-`. */
const OF_RESPONSES: ReadonlySet<string> = new Set(["cross-origin-resource-policy", "location", "set-cookie", "vary"]);

/** Most requests that are shown: the first ones, and the last. */
const FIRST = 5;
const LAST = 3;

/** Most header lines of one message that are shown. */
const MOST_LINES = 16;

/**
 * What went over the wire, in the signs of curl: `>` was sent, `<` came back. Only what matters for CORS, without secrets.
 *
 * @param base origin whose URLs are shown as paths
 */
export function transcript(exchanges: readonly Exchange[], base: string): string[] {
  const wire = exchanges.flatMap((exchange) => exchange.wire.map((entry) => entryLines(entry, new URL(base).origin)));
  if (wire.length === 0) return ["(nothing was sent)"];
  const skipped = wire.length - FIRST - LAST;
  const shown = skipped < 2 ? wire : [...wire.slice(0, FIRST), [`… ${skipped} more …`], ...wire.slice(-LAST)];
  return shown.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function entryLines({ request, response, fromCache }: WireEntry, origin: string): string[] {
  const asked = `> ${request.method} ${shortUrl(request.url, origin)}`;
  if (fromCache) return [`${asked} (not sent: an earlier answer is still kept)`];
  const sent = [asked, ...headerLines(request.headers, ">", isOfRequests)];
  if (response === undefined) return [...sent, "< (no answer)"];
  const { status, statusText, headers } = response;
  const came = headerLines(headers, "<", isOfResponses);
  return [
    ...sent,
    `< ${status} ${printable(statusText)}`.trimEnd(),
    ...(came.length === 0 ? ["< (no header that is about CORS)"] : came),
  ];
}

function shortUrl(url: string, origin: string): string {
  return printable(withoutUserInfo(url.startsWith(`${origin}/`) ? url.slice(origin.length) : url));
}

function headerLines(headers: readonly HeaderLine[], sign: string, matters: (name: string) => boolean): string[] {
  const lines = headers.filter(([name]) => matters(name.toLowerCase()));
  const shown = lines
    .slice(0, MOST_LINES)
    .map(([name, value]) => `${sign} ${printable(name)}: ${printable(withoutSecrets(name, value))}`);
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `${sign} (and ${rest} more lines)`] : shown;
}

function isOfRequests(name: string): boolean {
  return OF_REQUESTS.has(name);
}

function isOfResponses(name: string): boolean {
  return OF_RESPONSES.has(name) || name.startsWith("access-control-");
}
