import type { CredentialsMode, Mode } from "../browser/init-types.ts";
import type { HeaderLine } from "../browser/wire.ts";
import { copiedHeader, LONGEST_COPY, MOST_COPIES, type CopiedRequest, type CopyProblem } from "./copied-request.ts";
import { LiteralReader, UNKNOWN, type Literal } from "./script-literal.ts";

type Members = ReadonlyMap<string, Literal>;

const MODES: ReadonlySet<unknown> = new Set<Mode>(["cors", "no-cors", "same-origin"]);
const CREDENTIALS: ReadonlySet<unknown> = new Set<CredentialsMode>(["omit", "same-origin", "include"]);

/**
 * Reads calls of `fetch()`, as DevTools copies them, for a page or for Node.js, or as people write them. The code is read
 * and never run: what is no literal is left out, and said in `notes`. Never throws.
 *
 * @returns the requests; a problem when a call does not end; `undefined` when there is no call in the text
 * @example
 * parseFetch('await fetch("https://api.example.com/orders", { method: "PUT", credentials: "include" });');
 */
export function parseFetch(text: string): readonly CopiedRequest[] | CopyProblem | undefined {
  const code = text.slice(0, LONGEST_COPY);
  const requests: CopiedRequest[] = [];
  const calls = /(?<![\p{ID_Continue}$])fetch\s*\(/gu;
  for (let call = calls.exec(code); call !== null; call = calls.exec(code)) {
    const reader = new LiteralReader(code, calls.lastIndex);
    const args = reader.args();
    if (reader.isCut) return { problem: "This call of fetch does not end.", at: call.index };
    requests.push(toRequest(args));
    if (requests.length >= MOST_COPIES) break;
    calls.lastIndex = reader.at;
  }
  return requests.length === 0 ? undefined : requests;
}

function toRequest([input, init]: readonly Literal[]): CopiedRequest {
  const members = membersOf(init);
  const notes: string[] = [];
  const url = typeof input === "string" ? input : undefined;
  if (url === undefined) notes.push("The URL is an expression, which is not run.");
  if (init === UNKNOWN)
    notes.push("The options are an expression, which is not run: method and headers are not known.");
  const method = members.get("method");
  if (method === UNKNOWN) notes.push("The method is an expression, which is not run; GET is taken.");
  const body = members.get("body");
  const hasBody = body !== undefined && body !== null;
  const headers = headersOf(members.get("headers"), notes);
  const isText = typeof body === "string";
  const needsType = isText && copiedHeader({ headers }, "content-type") === undefined;
  const [mode, credentials, referrer] = ["mode", "credentials", "referrer"].map((name) => members.get(name));
  return {
    form: "fetch",
    url,
    method: typeof method === "string" ? method : "GET",
    // A text that is given no type gets this one.
    headers: needsType ? [...headers, ["Content-Type", "text/plain;charset=UTF-8"]] : headers,
    hasBody,
    ...(isMode(mode) ? { mode } : {}),
    ...(isCredentials(credentials) ? { credentials } : {}),
    ...(typeof referrer === "string" ? { referrer } : {}),
    hasCookies: copiedHeader({ headers }, "cookie") !== undefined,
    hasUser: false,
    insecure: false,
    notes,
  };
}

function headersOf(source: Literal, notes: string[]): HeaderLine[] {
  if (source === undefined || source === null) return [];
  const pairs = pairsOf(source);
  if (pairs === undefined) {
    notes.push("The headers are an expression, which is not run.");
    return [];
  }
  return pairs.map(([name, value]): HeaderLine => [name, typeof value === "object" ? "" : textOf(value)]);
}

/** An object of headers, or a list of pairs. */
function pairsOf(source: Literal): readonly (readonly [string, Literal])[] | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  if ("members" in source) return source.members;
  return source.list.flatMap((pair): (readonly [string, Literal])[] => {
    const [name, value] = typeof pair === "object" && pair !== null && "list" in pair ? pair.list : [];
    return typeof name === "string" ? [[name, value]] : [];
  });
}

function textOf(value: Exclude<Literal, object>): string {
  return value === UNKNOWN ? "" : String(value);
}

function membersOf(init: Literal): Members {
  return new Map(typeof init === "object" && init !== null && "members" in init ? init.members : []);
}

function isMode(value: Literal): value is Mode {
  return MODES.has(value);
}

function isCredentials(value: Literal): value is CredentialsMode {
  return CREDENTIALS.has(value);
}
