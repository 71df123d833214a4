import type { HeaderLine } from "../browser/wire.ts";
import { copiedHeader, LONGEST_COPY, MOST_COPIES, type CopiedRequest, type CopyProblem } from "./copied-request.ts";
import { withoutCarets } from "./caret-text.ts";
import { bashCommands, type BashCommand } from "./bash-commands.ts";

/** What an option of curl does to the request. */
type Effect =
  | "method"
  | "header"
  | "data"
  | "json"
  | "form"
  | "upload"
  | "url"
  | "cookie"
  | "user"
  | "bearer"
  | "agent"
  | "referrer"
  | "head"
  | "get"
  | "insecure";

/** Options that matter here, by their long names. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  request: "method",
  header: "header",
  data: "data",
  "data-ascii": "data",
  "data-binary": "data",
  "data-raw": "data",
  "data-urlencode": "data",
  json: "json",
  form: "form",
  "form-string": "form",
  "upload-file": "upload",
  url: "url",
  cookie: "cookie",
  user: "user",
  "oauth2-bearer": "bearer",
  "user-agent": "agent",
  referer: "referrer",
  head: "head",
  get: "get",
  insecure: "insecure",
};

/** Effects of options without a value. */
const FLAGS: ReadonlySet<Effect> = new Set(["head", "get", "insecure"]);

/** Short names, of those that matter and of those that take a value. */
const SHORT: Readonly<Record<string, string>> = {
  A: "user-agent",
  b: "cookie",
  d: "data",
  e: "referer",
  F: "form",
  G: "get",
  H: "header",
  I: "head",
  k: "insecure",
  T: "upload-file",
  u: "user",
  X: "request",
  C: "continue-at",
  c: "cookie-jar",
  D: "dump-header",
  E: "cert",
  h: "help",
  K: "config",
  m: "max-time",
  o: "output",
  P: "ftp-port",
  Q: "quote",
  r: "range",
  t: "telnet-option",
  U: "proxy-user",
  w: "write-out",
  x: "proxy",
  Y: "speed-limit",
  y: "speed-time",
  z: "time-cond",
};

/** Options that change nothing here and take a value, which is passed over. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at
  cookie-jar create-file-mode crlfile curves delegation dns-interface dns-servers doh-url dump-header egd-file engine
  etag-compare etag-save expect100-timeout ftp-port happy-eyeballs-timeout-ms haproxy-clientip help hostpubmd5 hsts interface
  ip-tos ipfs-gateway keepalive-cnt keepalive-time key key-type libcurl limit-rate local-port login-options mail-from
  mail-rcpt max-filesize max-redirs max-time netrc-file noproxy output output-dir parallel-max pass pinnedpubkey preproxy
  proto proto-default proto-redir proxy proxy-header proxy-user proxy1.0 pubkey quote random-file range rate resolve retry
  retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr
  telnet-option time-cond tls-max tls13-ciphers tlspassword tlsuser trace trace-ascii unix-socket url-query variable
  vlan-priority write-out`
    .split(/\s+/)
    .filter((name) => name !== ""),
);

/** A request while its words are read. */
interface Draft {
  readonly urls: string[];
  readonly headers: HeaderLine[];
  readonly removed: Set<string>;
  readonly notes: string[];
  method: string | undefined;
  body: "data" | "json" | "form" | "upload" | undefined;
  head: boolean;
  get: boolean;
  cookies: boolean;
  user: boolean;
  insecure: boolean;
}

/**
 * Reads `curl` commands as DevTools copies them for bash, or as people write them; those for the Windows command line too.
 * Nothing is run. Never throws.
 *
 * @returns the requests; a problem when it cannot be told where a word ends, or there is no URL; `undefined` when the text
 *   is no curl command
 * @example
 * parseCurl("curl 'https://api.example.com/orders' -X PUT -H 'content-type: application/json'");
 */
export function parseCurl(text: string): readonly CopiedRequest[] | CopyProblem | undefined {
  const start = /^\s*(?:[$>%#]\s+|[A-Z]:[^\n>]{0,200}>\s*)?curl(?:\.exe)?\s/.exec(text.slice(0, 2000));
  if (start === null) return undefined;
  const from = start[0].lastIndexOf("curl");
  const command = text.slice(from, from + LONGEST_COPY);
  const commands = bashCommands(isForWindows(command) ? withoutCarets(command) : command);
  if ("quote" in commands) {
    return { problem: `The quotation that begins with ${commands.quote} does not end.`, at: from + commands.at };
  }
  const requests: CopiedRequest[] = [];
  for (const one of commands) {
    const [name = ""] = one.words;
    if (!/^curl(\.exe)?$/.test(name)) continue;
    const found = readCommand(one);
    if (found.length === 0) return { problem: "This curl command has no URL.", at: from + one.start };
    requests.push(...found);
    if (requests.length >= MOST_COPIES) break;
  }
  return requests.slice(0, MOST_COPIES);
}

function isForWindows(command: string): boolean {
  return /\s\^["']|\^\r?\n/.test(command);
}

function readCommand({ words, expands }: BashCommand): CopiedRequest[] {
  const draft: Draft = {
    urls: [],
    headers: [],
    removed: new Set(),
    notes: expands ? ["What a shell would fill in, such as $TOKEN, is taken as it is written."] : [],
    method: undefined,
    body: undefined,
    head: false,
    get: false,
    cookies: false,
    user: false,
    insecure: false,
  };
  const rest = words.slice(1).values();
  for (const word of rest) readWord(word, () => rest.next().value ?? "", draft);
  return draft.urls.map((url) => finish(url, draft));
}

/** @param value gives the next word, for an option that takes one */
function readWord(word: string, value: () => string, draft: Draft): void {
  if (word.startsWith("--") && word.length > 2) {
    const [name = "", ...more] = word.slice(2).split("=");
    readOption(name, more.length > 0 ? () => more.join("=") : value, draft);
  } else if (word.startsWith("-") && word.length > 1) {
    readShort(word, value, draft);
  } else if (word !== "--" && word !== "-") {
    draft.urls.push(word);
  }
}

/** `-sXPUT` is `-s` and `-X PUT`: what takes a value takes the rest of the word. */
function readShort(word: string, value: () => string, draft: Draft): void {
  for (let at = 1; at < word.length; at += 1) {
    const name = SHORT[word.charAt(at)];
    if (name === undefined) continue;
    const rest = word.slice(at + 1);
    const effect = EFFECTS[name];
    readOption(name, rest === "" ? value : () => rest, draft);
    if (effect === undefined || !FLAGS.has(effect)) return;
  }
}

function readOption(name: string, value: () => string, draft: Draft): void {
  const effect = Object.hasOwn(EFFECTS, name) ? EFFECTS[name] : undefined;
  if (effect !== undefined) apply(effect, FLAGS.has(effect) ? "" : value(), draft);
  else if (WITH_VALUE.has(name)) value();
}

function apply(effect: Effect, value: string, draft: Draft): void {
  switch (effect) {
    case "method":
      draft.method = value;
      break;
    case "header":
      addHeader(value, draft);
      break;
    case "data":
    case "json":
    case "form":
    case "upload":
      draft.body = effect;
      break;
    case "url":
      draft.urls.push(value);
      break;
    case "cookie":
      draft.cookies = true;
      // Without a = it is the name of a file.
      if (value.includes("=")) draft.headers.push(["Cookie", value]);
      break;
    case "user":
      draft.user = true;
      break;
    case "bearer":
      draft.headers.push(["Authorization", `Bearer ${value}`]);
      break;
    case "agent":
      draft.headers.push(["User-Agent", value]);
      break;
    case "referrer":
      draft.headers.push(["Referer", value]);
      break;
    case "head":
    case "get":
    case "insecure":
      draft[effect] = true;
      break;
  }
}

/** `name: value` sets a header, `name;` one without a value, and `name:` takes one away. */
function addHeader(text: string, draft: Draft): void {
  if (text.startsWith("@")) {
    draft.notes.push("The headers that stand in a file are not read.");
    return;
  }
  const colon = text.indexOf(":");
  if (colon === -1) {
    if (text.endsWith(";")) draft.headers.push([text.slice(0, -1).trim(), ""]);
    return;
  }
  const [name, value] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  if (value === "") draft.removed.add(name.toLowerCase());
  else draft.headers.push([name, value]);
}

/** What curl adds to a request with a body. */
const TYPES = {
  data: "application/x-www-form-urlencoded",
  json: "application/json",
  form: "multipart/form-data",
  upload: undefined,
} as const;

const METHODS = { data: "POST", json: "POST", form: "POST", upload: "PUT" } as const;

function finish(url: string, draft: Draft): CopiedRequest {
  const { body, headers, removed, get, head, notes, insecure, user } = draft;
  const hasBody = body !== undefined && !get;
  const implied = hasBody ? METHODS[body] : head ? "HEAD" : "GET";
  const type = hasBody ? TYPES[body] : undefined;
  const needsType = type !== undefined && copiedHeader({ headers }, "content-type") === undefined;
  return {
    form: "curl",
    // As curl does.
    url: /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`,
    method: draft.method ?? implied,
    headers: [...headers, ...(needsType && !removed.has("content-type") ? [["Content-Type", type] as const] : [])],
    hasBody,
    hasCookies: draft.cookies || copiedHeader({ headers }, "cookie") !== undefined,
    hasUser: user,
    insecure,
    notes,
  };
}
