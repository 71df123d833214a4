import type { ProfileName, WireEntry } from "../browser/index.ts";
import type { Diagnosis, Observation } from "../diagnosis/index.ts";
import type { CheckRequest } from "./check-request.ts";
import { curlLine, type CurlFlags } from "./curl-line.ts";
import { diagnosisLines, joined, section } from "./diagnosis-text.ts";
import { isAsExpected } from "./exit-of.ts";
import { printable } from "./printable.ts";
import type { CheckResult, Outcome, UnsentHeader } from "./run-check.ts";
import { timelineLines, type TimelineOptions } from "./timeline.ts";
import { shownUrl } from "./wire-text.ts";
import { wrap } from "./wrap.ts";

/** How a check is told. */
export interface ReportOptions extends TimelineOptions {
  /** What else the curl line needs. */
  readonly curl: CurlFlags;
}

/** What each profile is called. */
export const PROFILE_NAMES: Readonly<Record<ProfileName, string>> = {
  standard: "the Fetch standard",
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};

/** A check for people: the timeline, the verdict, and what it comes to. */
export function reportLines(result: CheckResult, options: ReportOptions): string[] {
  const { request, deciding, observations } = result;
  const { diagnosis, exchange } = deciding;
  return joined([
    headLines(result, options),
    timelineLines(exchange, request.method, options),
    repeatLines(deciding, options),
    verdictLines(result, options),
    diagnosis === undefined ? [] : causeLines(result, diagnosis, options),
    differenceLines(result, options),
    section(
      "Also asked, to tell look-alikes apart",
      observations.flatMap((one) => observationLines(one, options)),
      options.terminal,
    ),
    section("Again, with curl", curlLines(result, options), options.terminal),
  ]);
}

function causeLines(result: CheckResult, diagnosis: Diagnosis, { terminal }: ReportOptions): string[] {
  const { request, deciding } = result;
  const isFine = deciding.exchange.code === undefined;
  return diagnosisLines(onlyAsked(diagnosis, request), terminal, {
    stack: request.stack,
    heading: isFine ? "Even so" : "Cause",
    // Who expected it has nothing to mend.
    isBrief: !isFine && isAsExpected(result) === true,
  });
}

/** `GET https://api.example.com/ from https://app.example.com`. */
export function requestWords(
  { method, url, from }: CheckRequest,
  { redactor }: Pick<ReportOptions, "redactor">,
): string {
  return `${printable(method, 40)} ${shownUrl(url, redactor)} from ${from === "null" ? "a page without an origin" : from}`;
}

/** One line: what became of it. */
export function summaryLine(result: CheckResult, options: ReportOptions): string {
  const { paint } = options.terminal;
  const { exchange } = result.deciding;
  const expected = isAsExpected(result);
  const isGood = expected ?? (exchange.verdict === "allowed" || exchange.verdict === "opaque");
  const said = expected === false ? `, expected was ${result.request.expect ?? ""}` : "";
  const why = exchange.code === undefined ? "" : ` ${exchange.code}`;
  const line = `${isGood ? "✓" : "✗"} ${requestWords(result.request, options)}: ${exchange.verdict}${why}${said}`;
  return paint(isGood ? "green" : "red", line);
}

/** What was made of the input, in sentences. */
export function notesOf({ request, unsent, shared }: CheckResult): string[] {
  return [
    ...request.notes,
    ...unsent.map((one) => unsentNote(one, request)),
    ...(shared.length === 0 ? [] : [sharedNote(shared)]),
  ];
}

function headLines(result: CheckResult, { terminal, redactor }: ReportOptions): string[] {
  const { request } = result;
  const { width, paint } = terminal;
  const how = request.xhr ? "an XMLHttpRequest" : "fetch()";
  const page = request.from === "null" ? "a page without an origin of its own (null)" : `a page on ${request.from}`;
  return [
    paint("bold", `${printable(request.method, 40)} ${shownUrl(request.url, redactor)}`),
    ...wrap(`Asked by ${how} of ${page}, as in ${namesOf(request.profiles)}.`, width),
    ...notesOf(result).flatMap((note) => wrap(`Note: ${printable(note)}`, width, { first: "", rest: "  " })),
  ];
}

/** What to do in place of a header that a page cannot set. */
const INSTEAD: Readonly<Record<string, string>> = {
  cookie: " The browser's own cookies: --cookie 'name=value' with --credentials include.",
  host: " To reach another address: --resolve host:port:address.",
  origin: " It is the page's: --from.",
};

function unsentNote({ name, profiles }: UnsentHeader, request: CheckRequest): string {
  const who =
    profiles.length === request.profiles.length ? "A page cannot set" : `In ${namesOf(profiles)} a page cannot set`;
  return `${who} ${name}: it is dropped in silence.${INSTEAD[name.toLowerCase()] ?? ""}`;
}

function sharedNote(methods: readonly string[]): string {
  return `${methods.join(" and ")} was sent once; the other browsers were shown the same answer.`;
}

function namesOf(profiles: readonly ProfileName[]): string {
  const names = profiles.map((profile) => PROFILE_NAMES[profile]);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** What became of it in one browser of several that differ. */
const SHORT_VERDICTS = {
  allowed: "allowed",
  opaque: "opaque",
  blocked: "blocked",
  "network-error": "no answer",
} as const;

const VERDICTS = {
  allowed: "Allowed: the page reads the answer",
  opaque: "Opaque: the page gets an answer that it cannot read",
  blocked: "Blocked",
  "network-error": "No answer",
} as const;

function outcomeWords({ exchange: { verdict, code, response } }: Outcome): string {
  if (code !== undefined) return `${VERDICTS[verdict]}: ${code}`;
  // The page may read an error, too, and it is one still.
  const status = verdict === "allowed" && response !== undefined && !response.ok ? `, a ${response.status}` : "";
  return VERDICTS[verdict] + status;
}

function verdictLines(result: CheckResult, { terminal }: ReportOptions): string[] {
  const { outcomes, deciding, request } = result;
  const words = outcomes.map(outcomeWords);
  const isSame = new Set(words).size === 1;
  const lines = isSame
    ? [
        sentence(
          deciding,
          `${outcomeWords(deciding)}${outcomes.length > 1 ? `, in ${namesOf(request.profiles)}` : ""}.`,
        ),
      ]
    : outcomes.map((one) => sentence(one, `${PROFILE_NAMES[one.profile]}: ${shortWords(one)}.`));
  const expected = isAsExpected(result);
  const said = expected === undefined ? [] : [expected ? "✓ As expected." : `✗ Expected was: ${request.expect ?? ""}.`];
  const verdicts = [...lines, ...said].flatMap((line) =>
    wrap(line, terminal.width, { first: "", rest: "  " }).map((one) =>
      terminal.paint("bold", terminal.paint(line.startsWith("✓") ? "green" : "red", one)),
    ),
  );
  const left = cookieNotes(result).flatMap((note) => wrap(note, terminal.width, { first: "", rest: "  " }));
  return [...verdicts, ...left.map((line) => terminal.paint("yellow", line))];
}

/** Cookies that the browser has, and that did not go along with a request that was sent. */
function cookieNotes({ request, outcomes }: CheckResult): string[] {
  if (request.credentials !== "include") return [];
  return request.cookies.flatMap((cookie) => {
    const name = cookie.split("=", 1)[0]?.trim() ?? "";
    const without = outcomes.filter(({ exchange }) => {
      const sent = exchange.wire.filter(({ preflight }) => !preflight);
      return sent.length > 0 && !sent.some((entry) => carries(entry, name));
    });
    if (without.length === 0) return [];
    const who = namesOf(without.map(({ profile }) => profile));
    return [
      `- The cookie ${printable(name, 80)} stays behind in ${who}. Between sites a cookie goes along only with SameSite=None; Secure, and only where the browser does not block such cookies altogether.`,
    ];
  });
}

function carries({ request }: WireEntry, name: string): boolean {
  const values = request.headers.filter(([key]) => key.toLowerCase() === "cookie").map(([, value]) => value);
  return values.some((value) => value.split("; ").some((pair) => pair.startsWith(`${name}=`)));
}

function sentence({ exchange: { verdict } }: Outcome, words: string): string {
  return `${verdict === "allowed" || verdict === "opaque" ? "✓" : "✗"} ${words}`;
}

function shortWords({ exchange: { verdict, code } }: Outcome): string {
  return code === undefined ? SHORT_VERDICTS[verdict] : `${SHORT_VERDICTS[verdict]}, ${code}`;
}

/** What the other times were like: the same, but for preflights that were not needed. */
function repeatLines({ exchanges }: Outcome, { terminal }: ReportOptions): string[] {
  if (exchanges.length < 2) return [];
  const lines = exchanges.map(({ wire, verdict, code }, index) => {
    const sent = wire.map(({ request, fromCache }) =>
      fromCache ? `(${request.method} not needed: kept)` : request.method,
    );
    return wrap(
      `${index + 1}. ${sent.length === 0 ? "nothing sent" : sent.join(", ")}: ${code ?? verdict}`,
      terminal.width,
      {
        first: "  ",
        rest: "     ",
      },
    );
  });
  return section(`${exchanges.length} times in one browser`, lines.flat(), terminal);
}

/** Messages of the browsers that were asked; of all where it was the standard alone. */
function onlyAsked(diagnosis: Diagnosis, { profiles }: CheckRequest): Diagnosis {
  if (profiles.every((profile) => profile === "standard")) return diagnosis;
  const messages = Object.fromEntries(
    Object.entries(diagnosis.messages).filter(([engine]) => profiles.some((one) => one === engine)),
  );
  return { ...diagnosis, messages };
}

/** Browsers that fare otherwise than the one that is told, and why. */
function differenceLines({ outcomes, deciding }: CheckResult, { terminal }: ReportOptions): string[] {
  const told = outcomeWords(deciding);
  const others = outcomes.filter((one) => outcomeWords(one) !== told);
  const lines = others.flatMap((one) => {
    const { diagnosis } = one;
    const isSame = diagnosis !== undefined && diagnosis.code === deciding.diagnosis?.code;
    const why = isSame ? ", for the same cause." : `. ${diagnosis?.cause ?? ""}`;
    const words = `${shortWords(one)}${why}`.trimEnd();
    return wrap(`${PROFILE_NAMES[one.profile]}: ${words}`, terminal.width, { rest: "  " });
  });
  if (others.length === 0) return [];
  return section(
    "Where browsers differ",
    [
      ...wrap(`The timeline and the cause are those of ${PROFILE_NAMES[deciding.profile]}.`, terminal.width, {
        rest: "  ",
      }),
      ...lines,
    ],
    terminal,
  );
}

function observationLines(
  { request, response, failure }: Observation,
  { redactor, terminal }: ReportOptions,
): string[] {
  const origin = request.headers.find(([name]) => name.toLowerCase() === "origin")?.[1];
  const as = origin === undefined ? "without Origin" : `as ${printable(origin, 200)}`;
  const came = response?.status ?? failure ?? "no answer";
  const words = `${request.method} ${shownUrl(request.url, redactor)} ${as}: ${came}`;
  return wrap(words, terminal.width, { first: "  ", rest: "    " });
}

/** Of the request that decided. */
function curlLines({ deciding, request }: CheckResult, { curl, redactor }: ReportOptions): string[] {
  const { wire, phase, hop } = deciding.exchange;
  const sent = wire.filter(({ fromCache }) => !fromCache);
  const entry = sent.findLast((one) => one.hop === hop && one.preflight === (phase === "preflight")) ?? sent.at(-1);
  return entry === undefined ? [] : [`  ${printable(curlLine(entry, request, curl, redactor), 4000)}`];
}
