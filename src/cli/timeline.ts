import type { Exchange, Step, StepName, WireEntry } from "../browser/index.ts";
import { printable } from "./printable.ts";
import type { Redactor } from "./secrets.ts";
import type { Terminal, TextStyle } from "./terminal.ts";
import { shownUrl, wireLines } from "./wire-text.ts";
import { wrap } from "./wrap.ts";

/** How a timeline is shown. */
export interface TimelineOptions {
  readonly terminal: Terminal;
  readonly redactor: Redactor;
  /** All header lines, and all steps with the section of the standard. */
  readonly isVerbose: boolean;
}

/** Comparisons that are worth a line also when they pass. */
const TELLING: ReadonlySet<StepName> = new Set<StepName>([
  "allow-origin",
  "allow-credentials",
  "preflight-status",
  "allow-methods",
  "allow-headers",
  "resource-policy",
]);

const INDENT = "   ";

/** Most characters of a value that was compared. */
const LONGEST = 300;

/**
 * An exchange step by step: what was sent, what came back, what was compared.
 *
 * @param method as it was asked for, for what was never sent
 */
export function timelineLines(exchange: Exchange, method: string, options: TimelineOptions): string[] {
  const { wire, steps } = exchange;
  const blocks = wire.map((entry, index) => entryLines(entry, index, wire, steps, options));
  const last = wire.at(-1);
  const early = steps.filter((step) => step.phase === "request" && step.result === "failed");
  const lines = [...blocks, ...early.map((step) => checkLines(step, options))];
  if (last?.preflight === true && exchange.code !== undefined)
    lines.push(neverSent(last, wire.length, method, options));
  return lines.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

function entryLines(
  entry: WireEntry,
  index: number,
  wire: readonly WireEntry[],
  steps: readonly Step[],
  options: TimelineOptions,
): string[] {
  const { terminal, redactor } = options;
  const { preflight, hop, request, fromCache } = entry;
  const title = `${String(index + 1).padEnd(2)} ${request.method} ${shownUrl(request.url, redactor)}`;
  const mine = steps.filter((step) => step.hop === hop && isOf(step, entry));
  const before = steps.filter((step) => step.hop === hop && step.phase === "request");
  const isFirst = wire.findIndex((one) => one.hop === hop) === index;
  const text = (words: string): string[] => wrap(words, terminal.width, { rest: INDENT });
  if (fromCache) {
    return [terminal.paint("bold", title), ...text("Not sent: the permission of an earlier preflight is still kept.")];
  }
  return [
    terminal.paint("bold", title),
    ...(preflight ? text(whyAsked(before)) : []),
    ...(!preflight && hop > 0 && isFirst ? text("The redirect is followed.") : []),
    ...(options.isVerbose && isFirst ? before.flatMap((step) => stepLines(step, options)) : []),
    ...wireLines(entry, options).map((line) => INDENT + paintWire(line, terminal)),
    ...mine.flatMap((step) => {
      if (options.isVerbose) return stepLines(step, options);
      return step.result === "failed" || (step.result === "passed" && TELLING.has(step.name))
        ? checkLines(step, options)
        : noteLines(step, options);
    }),
  ];
}

function isOf({ phase }: Step, { preflight }: WireEntry): boolean {
  return preflight ? phase === "preflight" : phase === "response" || phase === "redirect";
}

function paintWire(line: string, { paint }: Terminal): string {
  return line.startsWith("<") ? paint("cyan", line) : paint("dim", line);
}

function whyAsked(before: readonly Step[]): string {
  const method = before.find(({ name, expected }) => name === "safelisted-method" && expected === "permission needed");
  const headers = before.find(({ name, found }) => name === "safelisted-headers" && (found ?? "") !== "");
  const uploads = before.find(({ name }) => name === "upload-flag");
  const reasons = [
    ...(method === undefined ? [] : [`the method ${printable(method.found ?? "", 40)}`]),
    ...(headers === undefined ? [] : [headerWords(printable(headers.found ?? "", 200))]),
    ...(uploads === undefined ? [] : ["a body that is a stream, or listened to"]),
  ];
  return reasons.length === 0
    ? "The browser asks first."
    : `The browser asks first (a preflight), because of ${reasons.join(" and ")}.`;
}

function headerWords(names: string): string {
  return names.includes(",") ? `the headers ${names}` : `the header ${names}`;
}

/** Comparisons with a list, of which it is told what was looked for. */
const OF_LISTS: ReadonlySet<StepName> = new Set<StepName>(["allow-methods", "allow-headers"]);

function checkLines({ name, result, title, found, expected }: Step, { terminal, redactor }: TimelineOptions): string[] {
  // That no answer came is no question.
  if (!title.endsWith("?")) return paintedLines(`✗ ${title}: ${valueText(found, redactor)}`, "red", terminal);
  const isGood = result === "passed";
  const sign = isGood ? "✓" : "✗";
  const value = valueText(found, redactor);
  const sought = OF_LISTS.has(name) && expected !== undefined ? `, ${printable(expected, LONGEST)}` : "";
  const said = isGood
    ? ` Yes${sought}: ${value}`
    : ` No: ${value}${expected === undefined ? "" : `; needed is ${printable(redactor.text(expected), LONGEST)}`}`;
  return paintedLines(`${sign} ${title}${said}`, isGood ? "green" : "red", terminal);
}

function paintedLines(text: string, style: TextStyle, { width, paint }: Terminal): string[] {
  return wrap(text, width, { first: INDENT, rest: `${INDENT}  ` }).map((line) => paint(style, line));
}

function valueText(found: string | null | undefined, redactor: Redactor): string {
  if (found === undefined) return "";
  if (found === null) return "there is no such line";
  return found === "" ? "an empty value" : printable(redactor.text(found), LONGEST);
}

/** What was only noted, and is worth a sentence. */
const NOTES: Partial<Record<StepName, (step: Step) => string | undefined>> = {
  "max-age": ({ found, expected }) =>
    found === null
      ? `The permission is kept for ${expected ?? "5"} seconds, as there is no Access-Control-Max-Age.`
      : `The permission is kept for ${expected ?? found ?? ""} seconds.`,
  "cookies-sent": ({ found, expected }) =>
    found === null ? `No cookie goes along${expected === undefined ? "" : `: ${expected}`}.` : undefined,
  "cookies-stored": ({ found }) => `Cookies that are kept: ${found ?? "none"}.`,
  "redirect-method": () => "The redirect turns the request into a GET.",
  "redirect-authorization": () => "Authorization is not sent on to another origin.",
};

function noteLines(step: Step, { terminal, redactor }: TimelineOptions): string[] {
  const note = NOTES[step.name]?.(redactor.step(step));
  if (note === undefined) return [];
  return paintedLines(`- ${printable(note, LONGEST)}`, "dim", terminal);
}

/** A step in full: what was looked at, what was there, and where the standard says so. */
function stepLines(step: Step, options: TimelineOptions): string[] {
  const { terminal, redactor } = options;
  const { result, title, found, expected, section } = redactor.step(step);
  const compared = [
    ...(found === undefined ? [] : [`found ${found === null ? "nothing" : valueText(found, redactor)}`]),
    ...(expected === undefined ? [] : [`expected ${printable(expected, LONGEST)}`]),
  ].join("; ");
  const sign = { passed: "✓", failed: "✗", noted: "-" }[result];
  return [
    ...wrap(`${sign} ${title}${compared === "" ? "" : ` (${compared})`}`, terminal.width, {
      first: INDENT,
      rest: `${INDENT}  `,
    }),
    terminal.paint("dim", `${INDENT}  ${section}`),
  ];
}

function neverSent(
  { request, hop }: WireEntry,
  index: number,
  method: string,
  { terminal, redactor }: TimelineOptions,
): string[] {
  const asked = request.headers.find(([name]) => name.toLowerCase() === "access-control-request-method")?.[1];
  const title = `${String(index + 1).padEnd(2)} ${printable(asked ?? method, 40)} ${shownUrl(request.url, redactor)}`;
  const where = hop > 0 ? " there" : "";
  return [terminal.paint("bold", title), `${INDENT}Never sent${where}: the server has not seen this request.`];
}
