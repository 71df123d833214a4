import { Browser, type CredentialsMode, type Exchange, type ProfileName } from "../browser/index.ts";
import {
  diagnose,
  diagnoseCode,
  harRequests,
  parseConsole,
  type Diagnosis,
  type EngineName,
  type FailureCode,
  type HarEntry,
  type HarRequest,
  type HarSummary,
} from "../diagnosis/index.ts";
import { checkLine } from "./explain-check-line.ts";
import type { ExplainFlags } from "./explain.ts";
import { MOST_HAR, type HarLimit } from "./explain-input.ts";
import { replay, type Replayed } from "./explain-replay.ts";
import { explained, firstThings, possibleCodes, type Explained, type Explanation } from "./explained.ts";

/** What a HAR file came to. */
export interface HarFile {
  readonly entries: readonly HarEntry[];
  readonly summary: HarSummary;
  readonly limit: HarLimit | undefined;
}

/** Most requests that are made again. */
const MOST_REQUESTS = 5000;

/** Who wrote the file, and what it is called. */
const CREATORS: Readonly<Record<string, readonly [engine: EngineName, title: string]>> = {
  WebInspector: ["chromium", "Chrome's"],
  Firefox: ["firefox", "Firefox's"],
  "WebKit Web Inspector": ["webkit", "Safari's"],
};

/** How requests went, by what was found of each. */
interface Counts {
  failed: number;
  through: number;
  unclear: number;
  /** Of those that came through: how many only if no credentials were asked for. */
  unlessCredentials: number;
  abandoned: number;
}

/** What a HAR file shows of requests to other origins: each is made again by a simulated browser, with the answers of the file. */
export async function explainHar(file: HarFile, flags: ExplainFlags, from: string | undefined): Promise<Explanation> {
  const { requests, others } = harRequests(file.entries, file.summary, from);
  const counts: Counts = { failed: 0, through: 0, unclear: 0, unlessCredentials: 0, abandoned: 0 };
  const entries: Explained[] = [];
  for (const request of requests.slice(0, MOST_REQUESTS)) {
    // One after the other: nothing here waits for a network.
    // oxlint-disable-next-line no-await-in-loop
    const entry = await explainRequest(request, file.summary, flags, counts);
    if (entry !== undefined) entries.push(entry);
  }
  return {
    entries,
    summary: summarySentences(file, requests.length, others, counts),
    remarks: remarksOn(file, requests, counts),
  };
}

/** Whose behaviour decides: of the program that wrote the file, or of what the request says of itself. */
function engineOf(
  { creator, browser }: HarSummary,
  request: HarRequest,
  told: ExplainFlags["browser"],
): EngineName | undefined {
  if (told !== undefined) return told;
  const known = Object.hasOwn(CREATORS, creator ?? "") ? CREATORS[creator ?? ""]?.[0] : undefined;
  if (known !== undefined) return known;
  if (browser === "chromium" || browser === "firefox" || browser === "webkit") return browser;
  const agent = request.hops
    .flatMap(({ entry, preflight }) => [...(entry?.request.headers ?? []), ...(preflight?.request.headers ?? [])])
    .find(([name]) => name.toLowerCase() === "user-agent")?.[1];
  if (agent === undefined) return undefined;
  if (/ Chrome\//.test(agent)) return "chromium";
  if (/ Firefox\//.test(agent)) return "firefox";
  return / Safari\//.test(agent) ? "webkit" : undefined;
}

async function explainRequest(
  request: HarRequest,
  summary: HarSummary,
  flags: ExplainFlags,
  counts: Counts,
): Promise<Explained | undefined> {
  const { origin } = request;
  const engine = engineOf(summary, request, flags.browser);
  if (request.error === "net::ERR_ABORTED") {
    counts.abandoned += 1;
    return undefined;
  }
  const context: Context = { request, engine, flags };
  if (origin === undefined) {
    if (request.succeeded !== false) return undefined;
    counts.unclear += 1;
    return unclear(context, "Nothing in the file says which page asked. Say it with --from, and the answer is judged.");
  }
  const runs = await runAll(request, origin, engine ?? "standard");
  const fitting = runs.filter((run) => agrees(run, request));
  if (fitting.length === 0) return noneFits(context, runs, counts);
  if (fitting.some(({ isMissing }) => isMissing)) {
    if (request.succeeded === undefined && request.hops.at(-1)?.entry !== undefined) return undefined;
    const entry = unknownCause(context);
    // What the browser noted may name it all the same.
    counts[entry.code === null ? "unclear" : "failed"] += 1;
    return entry;
  }
  const failed = fitting.filter(({ exchange }) => exchange.code !== undefined);
  if (failed.length < fitting.length) return cameThrough(context, fitting, failed.length > 0, counts);
  counts.failed += 1;
  return failure(context, failed, runs.length > failed.length);
}

/** What is known of one request. */
interface Context {
  readonly request: HarRequest;
  readonly engine: EngineName | undefined;
  readonly flags: ExplainFlags;
}

/** With and without credentials, where the file does not show whether they were asked for. */
async function runAll(request: HarRequest, origin: string, profile: ProfileName): Promise<Replayed[]> {
  const modes: CredentialsMode[] = request.hasCredentials ? ["include"] : ["same-origin", "include"];
  const runs: Replayed[] = [];
  for (const credentials of modes) {
    // oxlint-disable-next-line no-await-in-loop
    runs.push(await replay(request, origin, profile, credentials, (options) => new Browser(options)));
  }
  return runs;
}

/** Whether what was assumed fits what the file shows: how it ended, and how far it came. */
function agrees({ exchange, isMissing }: Replayed, { succeeded, hops }: HarRequest): boolean {
  if (isMissing) return true;
  const { code, hop = 0, phase } = exchange;
  if (succeeded !== undefined && succeeded !== (code === undefined)) return false;
  if (code === undefined) return true;
  // What failed there would not have come as far as the file shows it.
  const wentOn = hop < hops.length - 1;
  const wasSent = phase === "preflight" && hops[hop]?.entry?.response !== undefined;
  return !wentOn && !wasSent;
}

/** The file says otherwise than the simulated browser, whatever is assumed. */
function noneFits(context: Context, runs: readonly Replayed[], counts: Counts): Explained | undefined {
  const { request } = context;
  // The page got an answer that is not allowed by what the file has of it: a service worker, an extension, a cache.
  if (request.succeeded === true) {
    counts.through += 1;
    return undefined;
  }
  counts.unclear += 1;
  const assumed = runs.some(({ isAssumed }) => isAssumed);
  const error = request.error ?? "no answer";
  return unknownCause(
    context,
    `The answer is one that the page may read${assumed ? ", as far as the file shows it" : ""}. What failed is something else: ${error}.`,
  );
}

function failure(context: Context, failed: readonly Replayed[], isByCredentials: boolean): Explained {
  const { request, engine } = context;
  // Without credentials first: what fails then fails with them too, if not on something else before.
  const [first, second] = failed;
  const exchange = first?.exchange;
  const diagnosis = exchange === undefined ? undefined : diagnosisOf(exchange, request, engine);
  const codes = [...new Set(failed.map((run) => run.exchange.code))].filter((code) => code !== undefined);
  const isCertain = codes.length === 1;
  const withCredentials = first?.credentials === "include";
  return {
    ...base(context),
    code: exchange?.code ?? null,
    alternatives: isCertain ? [] : codes,
    phase: exchange?.phase ?? null,
    parameter: exchange?.parameter ?? null,
    certain: isCertain,
    diagnosis: diagnosis ?? null,
    check: line(context, withCredentials),
    notes: [
      ...firstThings(codes, request.origin, request.url),
      ...(isByCredentials && withCredentials && !request.hasCredentials ? [WITH_CREDENTIALS] : []),
      ...(isCertain ? [] : [unlessAsked(second?.exchange.code)]),
    ],
  };
}

function unlessAsked(code: string | undefined): string {
  return `Had the page asked with credentials, which the file does not say, the browser would have named ${code ?? "something else"} before this.`;
}

const WITH_CREDENTIALS = "The page asked with credentials: without, the browser would have let this answer through.";

/** The page got its answer, and something may hide in it. */
function cameThrough(
  context: Context,
  fitting: readonly Replayed[],
  isUnlessCredentials: boolean,
  counts: Counts,
): Explained | undefined {
  counts.through += 1;
  if (isUnlessCredentials) counts.unlessCredentials += 1;
  const { request, engine } = context;
  const found = fitting
    .filter(({ exchange }) => exchange.code === undefined)
    .map(({ exchange }) => diagnosisOf(exchange, request, engine));
  const [first] = found;
  // What holds only if credentials were, or were not, asked for, is not known.
  if (first === undefined || !found.every((one) => one?.code === first.code)) return undefined;
  return {
    ...base(context),
    certain: first.certainty === "certain",
    diagnosis: first,
    check: line(context, request.hasCredentials),
    notes: ["The page got this answer, and something hides in it."],
  };
}

function diagnosisOf(
  exchange: Exchange,
  { origin, url, headers }: HarRequest,
  engine: EngineName | undefined,
): Diagnosis | undefined {
  const names = headers.map(([name]) => name);
  const found = diagnose(exchange, { url, headerNames: names, ...(origin === undefined ? {} : { origin }) });
  if (found === undefined || engine === undefined) return found;
  // Of the network's failures the file has a finer name than the simulated browser.
  const message = exchange.verdict === "network-error" ? undefined : found.messages[engine];
  return { ...found, messages: message === undefined ? {} : { [engine]: message } };
}

/** Something failed, and what the browser wrote into the file is all that is known. */
function unknownCause(context: Context, note?: string): Explained {
  const { request, engine } = context;
  const { error, hops } = request;
  const [told] = error === undefined ? [] : parseConsole(`${request.method} ${request.url} ${error}`);
  if (told?.code != null) {
    return {
      ...base(context),
      code: told.code,
      certain: told.certain,
      diagnosis: { ...diagnoseCode({ ...told, code: told.code }), messages: {} },
      check: line(context, request.hasCredentials),
    };
  }
  if (engine === "firefox" && note === undefined) return withoutAnswer(context);
  const needsPreflight =
    hops[0]?.preflight !== undefined || request.headers.length > 0 || !/^(GET|HEAD|POST)$/.test(request.method);
  const codes = possibleCodes({
    preflight: needsPreflight
      ? { method: !/^(GET|HEAD|POST)$/.test(request.method), headers: request.headers.length > 0 }
      : undefined,
    credentials: request.hasCredentials ? true : undefined,
  });
  const whose = engine === undefined ? "the program that wrote it" : "its browser";
  const why = `The file says that the request failed (${error ?? "no answer"}), and has no answer of the server: ${whose} leaves it out. So what failed cannot be told from it.`;
  return { ...unclear(context, note ?? why), alternatives: note === undefined ? codes : [] };
}

/** Firefox keeps answers that it refused, so where it has none, none came. */
function withoutAnswer(context: Context): Explained {
  return {
    ...unclear(
      context,
      "The file has no answer to it. Firefox writes answers into a HAR file that it keeps from the page too, so none came: this is hardly CORS.",
    ),
    alternatives: ["NoAnswer", ...NO_ANSWER],
  };
}

const NO_ANSWER: readonly FailureCode[] = [
  "ConnectionRefused",
  "NameNotResolved",
  "TlsFailed",
  "ConnectionReset",
  "TimedOut",
  "BlockedByClient",
  "BlockedByContentSecurityPolicy",
];

function unclear(context: Context, note: string): Explained {
  return { ...base(context), check: line(context, context.request.hasCredentials), notes: [note] };
}

function base({ request, engine }: Context): Explained {
  const { method, url, origin } = request;
  return explained({
    browser: engine ?? null,
    origin: origin ?? null,
    url,
    about: `${method} ${url}${origin === undefined ? "" : ` from ${origin}`}`,
  });
}

function line({ request, engine, flags }: Context, credentials: boolean): string | null {
  const { method, url, origin, headers, mode, hops } = request;
  const xhr = hops[0]?.entry?.resourceType === "xhr";
  const known = { url, origin, method, headers, credentials, mode, xhr, browser: engine ?? null, stack: flags.stack };
  return checkLine(known, flags.showSecrets === true);
}

function summarySentences({ summary }: HarFile, count: number, others: number, counts: Counts): string[] {
  const { creator } = summary;
  const title =
    (Object.hasOwn(CREATORS, creator ?? "") ? CREATORS[creator ?? ""]?.[1] : undefined) ?? `${creator ?? "Somebody"}'s`;
  const { failed, through, unclear: open, abandoned } = counts;
  const parts = [
    `${failed} refused or without an answer`,
    ...(open > 0 ? [`${open} failed, the file does not say why`] : []),
    `${through} came through`,
    ...(abandoned > 0 ? [`${abandoned} given up by the page`] : []),
  ];
  const read = `${title} HAR file, ${summary.entries} ${summary.entries === 1 ? "entry" : "entries"}.`;
  if (count === 0)
    return [
      `${read} No page's program asked another origin in it${others > 0 ? "" : ", or nothing of it is in the file"}.`,
    ];
  return [`${read} To other origins: ${count} ${count === 1 ? "request" : "requests"}. ${parts.join(", ")}.`];
}

function remarksOn({ summary, limit, entries }: HarFile, requests: readonly HarRequest[], counts: Counts): string[] {
  const { fault, creator } = summary;
  const showsCookies = entries.some(({ request, response }) =>
    [...request.headers, ...(response?.headers ?? [])].some(([name]) =>
      /^(cookie|set-cookie|authorization)$/i.test(name),
    ),
  );
  return [
    ...(fault === undefined ? [] : [faultSentence(fault)]),
    ...(limit === "bytes" ? [`Only the first ${MOST_HAR / 1024 / 1024} MB were read.`] : []),
    ...(limit === "entries" || requests.length > MOST_REQUESTS
      ? ["There are more requests than are looked at. Save a shorter recording."]
      : []),
    ...(counts.unlessCredentials > 0
      ? [
          `${counts.unlessCredentials} of those that came through would be refused if the page had asked with credentials, which a HAR file does not say.`,
        ]
      : []),
    ...(creator === "WebInspector" && !showsCookies && requests.length > 0
      ? [
          "Chrome leaves cookies and Authorization out of a HAR file unless it is exported with sensitive data, so a login that is missing cannot be seen in it.",
        ]
      : []),
    ...(creator === "Playwright" && counts.unclear > 0
      ? ["Playwright writes no preflights into a HAR file, and no answers that the browser refused."]
      : []),
  ];
}

/** Where a file ends too soon. */
export function faultSentence({ kind, at, path }: NonNullable<HarSummary["fault"]>): string {
  const where = `at character ${at.toLocaleString("en-US")}${path === "" ? "" : `, in ${path}`}`;
  switch (kind) {
    case "cut-off":
      return `The file is cut off ${where}. Everything before that was read.`;
    case "not-json":
      return `The file is no JSON from ${where.slice(3)} on. Everything before that was read.`;
    case "too-deep":
      return `The file has more brackets within brackets than any HAR file, ${where}. Everything before that was read.`;
  }
}
