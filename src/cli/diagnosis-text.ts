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
  const blocks: string[][] = [
    causeLines(diagnosis, terminal),
    section("Evidence", evidenceLines(diagnosis.evidence, terminal), terminal),
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

function causeLines({ cause, certainty }: Finding, terminal: Terminal): string[] {
  const how = certainty === "certain" ? "" : ` (${certainty})`;
  return section(`Cause${how}`, paragraph(cause, terminal), terminal);
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
    const sign = `${INDENT}${SIGNS[from]} `;
    const shown = `${sign}${line}`;
    if (note === undefined) return [shown];
    const beside = `${shown}  (${note})`;
    const deeper = `${INDENT}${INDENT}  `;
    return columnsOf(beside) <= width
      ? [`${shown}  ${paint("dim", `(${note})`)}`]
      : [shown, ...wrap(`(${note})`, width, { rest: deeper }).map((text) => paint("dim", text))];
  });
}

/** The page's side, the server's, and code for one stack: the one that is named, or the first that was seen. */
function fixLines(fixes: readonly Fix[], terminal: Terminal, named: string | undefined): string[] {
  const general = fixes.filter(({ stack }) => stack === "page" || stack === "server");
  const stacks = fixes.filter((fix) => !general.includes(fix));
  const wanted =
    named === undefined
      ? stacks.filter(({ detected }) => detected === true)
      : stacks.filter(({ stack }) => stack === named);
  const sentences = general.flatMap(({ stack, sentence }) => {
    const who = stack === "page" ? "In the page" : "At the server";
    return paragraph(`${who}: ${sentence}`, terminal);
  });
  if (stacks.length === 0) return sentences;
  const code = wanted.flatMap((fix) => stackLines(fix, terminal));
  return [...sentences, ...code, ...(wanted.length > 0 ? [] : otherStacks(stacks, terminal))];
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
    const message = messages[engine];
    if (message === undefined) return [];
    const lines = message
      .trimEnd()
      .split("\n")
      .map((line) => printable(line, 1000));
    return lines.flatMap((line, index) => {
      const first = `${INDENT}${index === 0 ? BROWSERS[engine] : ""}`.padEnd(12);
      return wrap(line, terminal.width, { first, rest: " ".repeat(12) });
    });
  });
}
