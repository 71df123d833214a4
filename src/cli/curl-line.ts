import type { WireEntry } from "../browser/index.ts";
import type { CheckRequest } from "./check-request.ts";
import type { Redactor } from "./secrets.ts";
import { shellQuoted } from "./shell-words.ts";

/** Headers that curl sends by itself, or that do not matter here. */
const LEFT_OUT: ReadonlySet<string> = new Set(["accept-encoding", "connection", "content-length", "host"]);

/** Headers that only tell browsers apart. */
const OF_BROWSERS: ReadonlySet<string> = new Set(["accept", "accept-language", "referer", "user-agent"]);

/** Longest body that stands in the line itself. */
const LONGEST_BODY = 500;

/** Flags of the command that are curl's as well. */
export interface CurlFlags {
  readonly insecure?: boolean;
  readonly cacert?: string;
  readonly resolve?: readonly string[];
}

/**
 * A line for a shell that sends one request of an exchange again, as the browser sent it but for what only tells browsers apart.
 *
 * @returns one line; secrets are left out of it as elsewhere
 */
export function curlLine(
  { request }: WireEntry,
  { body, bodyFile }: CheckRequest,
  flags: CurlFlags,
  redactor: Redactor,
): string {
  const { method, url, headers } = request;
  const sent = headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !LEFT_OUT.has(key) && !OF_BROWSERS.has(key) && !key.startsWith("sec-");
  });
  const isHead = method === "HEAD";
  const hasBody = method !== "OPTIONS" && method !== "GET" && !isHead && body !== undefined;
  const words = [
    "curl",
    isHead ? "-I" : "-i",
    ...(isHead || method === "GET" ? [] : ["-X", method]),
    ...(/[[\]{}]/.test(url) ? ["-g"] : []),
    ...(flags.insecure === true ? ["-k"] : []),
    ...(flags.cacert === undefined ? [] : ["--cacert", flags.cacert]),
    ...(flags.resolve ?? []).flatMap((one) => resolveWords(one, new URL(url))),
    redactor.text(url),
    ...sent.flatMap(([name, value]) => ["-H", value === "" ? `${name};` : `${name}: ${redactor.value(name, value)}`]),
    ...(hasBody ? bodyWords(body, bodyFile) : []),
  ];
  return words.map(bashWord).join(" ");
}

/** What moves a cursor or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A word in which nothing unseen stands, and from which bash makes this very text. */
function bashWord(text: string): string {
  if (text.search(UNSEEN) === -1) return shellQuoted(text);
  return `$'${text.replace(/[\\']/g, "\\$&").replace(UNSEEN, escaped)}'`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\n") return "\\n";
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** For curl a port is a number; what is about other hosts and ports is left out. */
function resolveWords(flag: string, { hostname, port, protocol }: URL): string[] {
  const [, host = "", only = "", address = ""] = /^(\[[^\]]+\]|[^:]+):(\d+|\*):(.+)$/.exec(flag) ?? [];
  const number = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  const isMeant = [hostname, "*"].includes(host.toLowerCase()) && [number, "*"].includes(only);
  return isMeant ? ["--resolve", `${host}:${number}:${address}`] : [];
}

function bodyWords(body: NonNullable<CheckRequest["body"]>, file: string | undefined): string[] {
  if (file !== undefined) return ["--data-binary", file];
  return typeof body === "string" && body.length <= LONGEST_BODY ? ["--data-raw", body] : ["--data-binary", "@body"];
}
