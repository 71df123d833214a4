import type { Exchange, HeaderLine, ReasonCode } from "../../src/browser/index.ts";
import { MESSAGES } from "./reason-messages.ts";

/** Lines of a request that a page is about; everything else that browsers send is left out. */
const SHOWN = ["origin", "access-control-request-method", "access-control-request-headers"];

/** What statuses are called. */
export const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: "OK",
  204: "No Content",
  302: "Found",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  401: "Unauthorized",
};

/** The last request of an exchange as a page shows it, with its answer; `undefined` when nothing was sent. */
export function wireBlock({ wire }: Exchange): string | undefined {
  const last = wire.at(-1);
  if (last === undefined) return undefined;
  const { request, response } = last;
  const { host, pathname } = new URL(request.url);
  const asked = [
    `${request.method} ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    ...request.headers.filter(isShown).map(line),
  ];
  if (response === undefined) return block(asked);
  return block([...asked, "", `HTTP/1.1 ${response.status} ${response.statusText}`, ...response.headers.map(line)]);
}

function isShown([name, value]: HeaderLine): boolean {
  return SHOWN.includes(name.toLowerCase()) || (name === "Sec-Fetch-Mode" && value === "no-cors");
}

function line([name, value]: HeaderLine): string {
  return `${name}: ${value}`;
}

function block(lines: readonly string[]): string {
  return lines.map((text) => `${text}\n`).join("");
}

/** What the engines print for a code, as its page shows it. */
export function printed(code: ReasonCode): string {
  const { chromium, firefox, webkit } = MESSAGES[code];
  return [`- Chromium: ${quoted(chromium)}`, `- Firefox: ${quoted(firefox)}`, `- WebKit: ${quoted(webkit)}`].join("\n");
}

function quoted(lines: readonly string[] | null): string {
  if (lines === null) return "not measured.";
  return lines.length === 0 ? "nothing." : lines.map((text) => `\`${text}\``).join(", then ");
}
