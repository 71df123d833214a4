import type { HeaderLine } from "../browser/index.ts";
import type { CheckRequest } from "./check-request.ts";
import { EVERY_BROWSER, type RequestFlags } from "./check-flags.ts";
import { readOrigin, readUrl } from "./read-place.ts";
import { UsageError } from "./usage-error.ts";

/** Characters of tokens: RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\da-z]+$/i;

/** Methods that no page can send, and those that are in use: the registry of RFC 9110, and WebDAV's. */
const FORBIDDEN_METHODS = ["CONNECT", "TRACE", "TRACK"];
const COMMON_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
const RARE_METHODS =
  "ACL BIND CHECKOUT COPY LINK LOCK MKCALENDAR MKCOL MOVE PROPFIND PROPPATCH PURGE REPORT SEARCH UNLINK UNLOCK VIEW";

/** Hands over a body by what `--data` says. */
export type ReadBody = (data: string) => string | Uint8Array<ArrayBuffer>;

/**
 * A request by the flags that describe it.
 *
 * @param readBody reads `@file`
 * @param line where it stands in a file
 * @throws UsageError for what no page can ask
 */
export function readRequest(url: string, flags: RequestFlags, readBody: ReadBody, line?: number): CheckRequest {
  const from = readOrigin(flags.from);
  const method = readMethod(flags.request ?? (flags.data === undefined ? "GET" : "POST"));
  const headers = (flags.header ?? []).map(readHeader);
  const { data, credentials = "same-origin", mode = "cors", redirect = "follow", xhr = false, repeat = 1 } = flags;
  checkTogether(flags, method);
  checkNames(flags);
  const body = data === undefined ? undefined : readBody(data);
  return {
    ...(line === undefined ? {} : { line }),
    url: readUrl(url, from.value),
    from: from.value,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(data?.startsWith("@") === true ? { bodyFile: data } : {}),
    credentials,
    mode,
    redirect,
    xhr,
    profiles: [...new Set(flags.profile ?? EVERY_BROWSER)],
    cookies: flags.cookie ?? [],
    ...(flags.user === undefined ? {} : { user: flags.user }),
    reads: flags.read ?? [],
    repeat,
    pause: flags.pause ?? 0,
    ...(flags.expect === undefined ? {} : { expect: flags.expect }),
    ...(flags.stack === undefined ? {} : { stack: flags.stack }),
    notes: [
      ...(from.note === undefined ? [] : [from.note]),
      ...methodNotes(method),
      ...bodyNotes(body, headers),
      ...credentialNotes(flags, credentials),
    ],
  };
}

/** What cannot be said together. */
function checkTogether(flags: RequestFlags, method: string): void {
  const isSafe = ["GET", "HEAD"].includes(method.toUpperCase());
  if (flags.data !== undefined && isSafe) {
    throw new UsageError(`A page cannot send a body with ${method}. Leave --data out, or say -X POST.`);
  }
  if (flags.mode === "no-cors" && !["GET", "HEAD", "POST"].includes(method.toUpperCase())) {
    throw new UsageError(`In mode no-cors a page can send GET, HEAD and POST, not ${method}. Leave --mode out.`);
  }
  if (flags.xhr === true && (flags.mode ?? flags.redirect) !== undefined) {
    throw new UsageError("An XMLHttpRequest has no mode and no redirect mode: leave out --xhr, or the other.");
  }
  if (flags.xhr === true && flags.credentials === "omit") {
    throw new UsageError("An XMLHttpRequest cannot leave credentials out: say --credentials include, or nothing.");
  }
  if (flags.pause !== undefined && (flags.repeat ?? 1) === 1) throw new UsageError("--pause needs --repeat 2 or more.");
}

/** What `--user` and `--read` need to be. */
function checkNames({ user, read = [] }: RequestFlags): void {
  // What was written may be the password itself.
  if (user?.includes(":") === false) throw new UsageError("--user has to be name:password, with a colon between.");
  const wrong = read.find((name) => !TOKEN.test(name));
  if (wrong === undefined) return;
  throw new UsageError(
    `--read ${JSON.stringify(wrong.slice(0, 100))} is no name of a header: write one name, such as X-Total-Count.`,
  );
}

function readMethod(text: string): string {
  const shown = JSON.stringify(text.slice(0, 100));
  if (!TOKEN.test(text)) throw new UsageError(`${shown} is no method: a method is one word, such as PUT.`);
  if (!FORBIDDEN_METHODS.includes(text.toUpperCase())) return text;
  throw new UsageError(`No page can send ${text}: browsers keep ${FORBIDDEN_METHODS.join(", ")} to themselves.`);
}

/** @throws UsageError when it is no line of a name and a value */
function readHeader(line: string): HeaderLine {
  const [, name = "", value = ""] = /^([^:]*):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  if (!TOKEN.test(name)) {
    const shown = JSON.stringify(line.slice(0, 60).replace(/:.*/s, ": ..."));
    throw new UsageError(`-H ${shown} is no header: write 'name: value', such as 'X-Api-Key: 1234'.`);
  }
  if (/[\0\r\n]/.test(value) || /[^\0-\u{ff}]/u.test(value)) {
    throw new UsageError(`The value of ${name} has a line end or a character that no header can carry.`);
  }
  return [name, value];
}

function methodNotes(method: string): string[] {
  const upperCase = method.toUpperCase();
  if ([...COMMON_METHODS, ...RARE_METHODS.split(" ")].includes(upperCase)) return [];
  const meant = COMMON_METHODS.find((known) => isNear(known, upperCase));
  const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return [`${method} is a method that few servers know.${question} It is sent as it is written.`];
}

/** Whether two words differ by one letter, or two that have changed places. */
function isNear(one: string, other: string): boolean {
  if (sorted(one) === sorted(other)) return true;
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at);
}

function sorted(text: string): string {
  return text.split("").sort().join("");
}

function bodyNotes(body: CheckRequest["body"], headers: readonly HeaderLine[]): string[] {
  const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
  if (hasType || typeof body !== "string" || !/^\s*[[{]/.test(body)) return [];
  return [
    "The body looks like JSON and has no type: a browser sends a text as text/plain;charset=UTF-8. Where the page says that it is JSON, add -H 'Content-Type: application/json', which needs a preflight.",
  ];
}

function credentialNotes({ cookie = [], user }: RequestFlags, credentials: string): string[] {
  if (credentials === "include" || (cookie.length === 0 && user === undefined)) return [];
  const what = cookie.length === 0 ? "--user is" : user === undefined ? "--cookie is" : "--cookie and --user are";
  return [`${what} not sent across origins without --credentials include.`];
}
