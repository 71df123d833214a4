import { fileURLToPath } from "node:url";
import type { Diagnosis, Evidence, Finding, Fix } from "../diagnosis/index.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { columnsOf, wrap } from "./wrap.ts";

/** What of a diagnosis is shown. */
export interface DiagnosisTextOptions {
  /** Whose fix is wanted, such as `nginx`. Default: that of the stacks whose marks were seen. */
  readonly stack?: string | undefined;
  /** Whether it says what each browser prints. Default: true. */
  readonly messages?: boolean;
  /** What stands above the cause. Default: `Cause`. */
  readonly heading?: string;
  /** Whether the cause and its evidence are all. Default: false. */
  readonly isBrief?: boolean;
}

/** How far everything below a heading is moved in. */
const INDENT = "  ";

/** The root of the package, two folders above the sources as above the built command. */
const ROOT = new URL("../../", import.meta.url);

/**
 * A diagnosis for people: cause, evidence, what mends it, what consoles print, and where there is more. Without a line end at its lines.
 *
 * @example
 * for (const line of diagnosisLines(diagnosis, terminal, { stack: "nginx" })) console.log(line);
 */
export function diagnosisLines(diagnosis: Diagnosis, terminal: Terminal, options: DiagnosisTextOptions = {}): string[] {
  const { heading = "Cause", isBrief = false } = options;
  const beginning = [
    causeLines(diagnosis, heading, terminal),
    section("Evidence", evidenceLines(diagnosis.evidence, terminal), terminal),
  ];
  if (isBrief) return joined(beginning);
  const blocks = [
    ...beginning,
    section("Fix", fixLines(diagnosis.fixes, terminal, options.stack), terminal),
    section(
      "Also",
      diagnosis.also.flatMap((finding) => alsoLines(finding, terminal)),
      terminal,
    ),
    section("In the console", options.messages === false ? [] : messageLines(diagnosis, terminal), terminal),
    section("More", [`${INDENT}${docsFile(diagnosis.docs)}`], terminal),
  ];
  return joined(blocks);
}

/** The lines of blocks that have any, with an empty line between two. */
export function joined(blocks: readonly (readonly string[])[]): string[] {
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** Where a page about a finding lies on this machine. */
export function docsFile(docs: string): string {
  return fileURLToPath(new URL(docs, ROOT));
}

/** A heading and what stands under it; nothing when there is nothing. */
export function section(title: string, lines: readonly string[], { paint }: Terminal): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines];
}

function causeLines({ cause, certainty }: Finding, heading: string, terminal: Terminal): string[] {
  const how = certainty === "certain" ? "" : ` (${certainty})`;
  return section(`${heading}${how}`, paragraph(cause, terminal), terminal);
}

function paragraph(text: string, { width }: Terminal, indent: string = INDENT): string[] {
  return wrap(text, width, { rest: indent });
}

/** Whose words a line of evidence is, in the signs of curl where it was on the wire. */
const SIGNS: Readonly<Record<Evidence["from"], string>> = {
  request: ">",
  response: "<",
  transport: "!",
  probe: "?",
  page: "-",
  console: "-",
};

function evidenceLines(evidence: readonly Evidence[], { width, paint }: Terminal): string[] {
  return evidence.flatMap(({ from, line, note }) => {
    const deeper = `${INDENT}${INDENT}  `;
    const shown = wrap(line, width, { first: `${INDENT}${SIGNS[from]} `, rest: deeper });
    if (note === undefined) return shown;
    const [only = "", ...others] = shown;
    const isShort = others.length === 0 && columnsOf(`${only}  (${note})`) <= width;
    if (isShort) return [`${only}  ${paint("dim", `(${note})`)}`];
    return [...shown, ...wrap(`(${note})`, width, { rest: deeper }).map((text) => paint("dim", text))];
  });
}

/** The page's side, the server's, and code for one stack: that which is named, or the first of those that were seen. */
function fixLines(fixes: readonly Fix[], terminal: Terminal, named: string | undefined): string[] {
  const general = fixes.filter(({ stack }) => stack === "page" || stack === "server");
  const stacks = fixes.filter((fix) => !general.includes(fix));
  const [seen, ...alsoSeen] = named === undefined ? stacks.filter(({ detected }) => detected === true) : [];
  const wanted = seen ?? stacks.find(({ stack }) => stack === named);
  const sentences = general.flatMap(({ stack, sentence }) => {
    const who = stack === "page" ? "In the page" : "At the server";
    return paragraph(`${who}: ${sentence}`, terminal);
  });
  if (stacks.length === 0) return sentences;
  if (wanted === undefined) return [...sentences, ...otherStacks(stacks, terminal)];
  return [...sentences, ...stackLines(wanted, terminal), ...alsoSeenLines(alsoSeen, terminal)];
}

function stackLines({ sentence, snippet, link, detected }: Fix, terminal: Terminal): string[] {
  const how = detected === true ? " (its marks are in the answer)" : "";
  return [
    "",
    ...paragraph(`${sentence}${how}`, terminal),
    ...(link === undefined ? [] : [`${INDENT}${terminal.paint("cyan", link)}`]),
    // Code is to be copied: nothing of it is wrapped.
    ...(snippet === undefined
      ? []
      : [
          "",
          ...snippet.code
            .trimEnd()
            .split("\n")
            .map((line) => (line === "" ? "" : `${INDENT}${INDENT}${line}`)),
        ]),
  ];
}

/** Two layers that both set the headers would be the next failure. */
function alsoSeenLines(fixes: readonly Fix[], terminal: Terminal): string[] {
  const names = fixes.map(({ stack }) => stack);
  if (names.length === 0) return [];
  const flags = names.map((name) => `--stack ${name}`).join(", ");
  const text = `${names.join(" and ")} left marks in the answer too (${flags}). Let one layer set the headers, never two.`;
  return ["", ...paragraph(text, terminal)];
}

function otherStacks(stacks: readonly Fix[], terminal: Terminal): string[] {
  const names = stacks.map(({ stack }) => stack).join(", ");
  return ["", ...paragraph(`For your server's own code or configuration add --stack and one of: ${names}.`, terminal)];
}

function alsoLines({ code, cause }: Finding, terminal: Terminal): string[] {
  return paragraph(`${cause} (${code})`, terminal);
}

const BROWSERS = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" } as const;

function messageLines({ messages }: Diagnosis, terminal: Terminal): string[] {
  return (Object.keys(BROWSERS) as (keyof typeof BROWSERS)[]).flatMap((engine) => {
    // What follows the first line is much the same for every failure.
    const [line = ""] = (messages[engine] ?? "").split("\n");
    if (line === "") return [];
    const first = `${INDENT}${BROWSERS[engine]}`.padEnd(12);
    return wrap(printable(line, 1000), terminal.width, { first, rest: " ".repeat(12) });
  });
}
