import type { EngineName, FindingCode } from "../diagnosis/index.ts";
import { FINDINGS } from "../diagnosis/index.ts";
import { diagnosisLines, joined, section } from "./diagnosis-text.ts";
import type { Explained, ExplainedSection, Explanation } from "./explained.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** How an explanation is told. */
export interface ExplainReportOptions {
  readonly terminal: Terminal;
  readonly stack?: string | undefined;
}

const ENGINES: Readonly<Record<EngineName, string>> = {
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "Safari",
};

const INDENT = "  ";

/** Most things that are told one by one. */
const MOST_TOLD = 30;

/** Most alternatives that are told with what they mean. */
const MOST_TITLES = 8;

/** Most characters of a line that strangers had a hand in. */
const LONGEST = 2000;

/** An explanation for people. */
export function explanationLines(explanation: Explanation, options: ExplainReportOptions): string[] {
  const { terminal, stack } = options;
  const { entries, summary, remarks, page } = explanation;
  if (page !== undefined) return page.split("\n");
  const groups = grouped(entries);
  const isOne = groups.length === 1;
  const blocks = groups.slice(0, MOST_TOLD).map((group, index) => {
    const entry = index === 0 ? group.entry : withoutStackList(group.entry, stack);
    return entryLines({ ...group, entry }, isOne ? "" : `${index + 1}. `, options);
  });
  const rest = groups.length - blocks.length;
  return joined([
    summary.flatMap((text) => wrap(printable(text, LONGEST), terminal.width)),
    overview(groups, terminal),
    ...blocks,
    rest > 0 ? wrap(`And ${rest} more; --json lists all of them.`, terminal.width) : [],
    remarks.flatMap((text) => wrap(printable(`Note: ${text}`, LONGEST), terminal.width, { first: "", rest: INDENT })),
  ]);
}

/** Most entries that need no list of contents. */
const FEW = 3;

/** What was found, in a line each. */
function overview(groups: readonly Group[], { paint }: Terminal): string[] {
  if (groups.length <= FEW) return [];
  return groups.slice(0, MOST_TOLD).map(({ entry, all }, index) => {
    const { about, code, diagnosis } = entry;
    const [method = "", url = ""] = (about ?? "").split(" ");
    const name = diagnosis?.code ?? code ?? "?";
    const times = all.length === 1 ? "" : isUnknown(entry) ? ` and ${all.length - 1} more` : ` (${all.length} times)`;
    return `${String(index + 1).padStart(3)}. ${paint("bold", name)}  ${printable(`${method} ${url}`, 200)}${times}`;
  });
}

/** Without the list of stacks, which is told once. */
function withoutStackList(entry: Explained, stack: string | undefined): Explained {
  const { diagnosis } = entry;
  if (diagnosis === null || stack !== undefined || diagnosis.fixes.some(({ detected }) => detected === true))
    return entry;
  const fixes = diagnosis.fixes.filter((fix) => fix.stack === "page" || fix.stack === "server");
  return { ...entry, diagnosis: { ...diagnosis, fixes } };
}

/** The same thing found several times. */
interface Group {
  readonly entry: Explained;
  /** All of them, with the first. */
  readonly all: readonly Explained[];
}

/** What differs only in its query is told once, and so is what cannot be told. */
function grouped(entries: readonly Explained[]): Group[] {
  const groups = new Map<string, Explained[]>();
  for (const entry of entries) {
    const key = JSON.stringify(isUnknown(entry) ? unknownKey(entry) : knownKey(entry));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].flatMap((all) => all.slice(0, 1).map((entry) => ({ entry, all })));
}

function knownKey({
  browser,
  code,
  alternatives,
  parameter,
  origin,
  url,
  diagnosis,
  about,
  notes,
}: Explained): unknown[] {
  const [place] = (url ?? about ?? "").split(/[?#]/);
  return [browser, code, alternatives, parameter, origin, place, about?.split(" ", 1)[0], diagnosis?.code, notes];
}

function unknownKey({ browser, alternatives, notes }: Explained): unknown[] {
  return [browser, alternatives, notes];
}

/** Whether nothing is known but that it failed. */
function isUnknown({ code, diagnosis, title }: Explained): boolean {
  return code === null && diagnosis === null && title === undefined;
}

/** Most requests of which the same is said that are listed. */
const MOST_LISTED = 20;

function entryLines({ entry, all }: Group, number: string, { terminal, stack }: ExplainReportOptions): string[] {
  const { diagnosis, sections, notes } = entry;
  const { width, paint } = terminal;
  const title = `${number}${titleOf(entry)}`;
  return joined([
    [
      ...wrap(title, width, { first: "", rest: INDENT }).map((line) => paint("bold", line)),
      ...aboutLines(all, terminal),
      ...told(notes, terminal),
    ],
    alternativeLines(entry, terminal),
    ...sections.map((one) => sectionLines(one, terminal)),
    diagnosis === null ? [] : diagnosisLines(diagnosis, terminal, { stack }),
    checkLines(all, terminal),
  ]);
}

/** What a group is about: each request once, with how often it was made. */
function aboutLines(all: readonly Explained[], { width }: Terminal): string[] {
  const times = new Map<string, number>();
  const isUnknownGroup = all.every(isUnknown);
  for (const { about } of isUnknownGroup ? all : all.slice(0, 1)) {
    if (about !== undefined) times.set(about, (times.get(about) ?? 0) + (isUnknownGroup ? 1 : all.length));
  }
  const shown = [...times].slice(0, MOST_LISTED);
  const rest = times.size - shown.length;
  return [
    ...shown.flatMap(([about, count]) =>
      wrap(printable(count === 1 ? about : `${about} (${count} times)`, LONGEST), width, { rest: INDENT }),
    ),
    ...(rest > 0 ? [`${INDENT}and ${rest} more`] : []),
  ];
}

function checkLines(all: readonly Explained[], terminal: Terminal): string[] {
  const [first] = all;
  const checks = all.every(isUnknown) ? all.map(({ check }) => check) : [first?.check ?? null];
  const lines = [...new Set(checks)].filter((check) => check !== null).slice(0, MOST_LISTED);
  const title = first?.certain === true ? "To see it again, and whether a fix holds" : "To be certain";
  return section(
    title,
    lines.map((check) => `${INDENT}${printable(check, 8000)}`),
    terminal,
  );
}

function titleOf({ title, browser, code, alternatives, diagnosis, certain }: Explained): string {
  const who = browser === null ? "" : `${ENGINES[browser]}: `;
  if (title !== undefined) return title;
  if (code !== null) return `${who}${code}${certain ? "" : " (likely)"}`;
  if (alternatives.length > 0) return `${who}one of ${alternatives.length} reasons, and it is not said which`;
  return diagnosis === null ? `${who}a failure, and not its reason` : `${who}${diagnosis.code}`;
}

function alternativeLines({ title, alternatives, code }: Explained, terminal: Terminal): string[] {
  // Of a request that nobody has made, everything could be.
  if (alternatives.length === 0 || title !== undefined) return [];
  const others = alternatives.filter((one) => one !== code);
  if (others.length > MOST_TITLES) {
    const names = wrap(`${others.join(", ")}.`, terminal.width, { rest: INDENT });
    return section("What it may be", names, terminal);
  }
  const lines = others
    .filter((one) => !isDoublet(one, others))
    .flatMap((one) => {
      const also = others.find((other) => other === `Preflight${one}`);
      const name = also === undefined ? one : `${one}, or ${also}`;
      return wrap(`${name}: ${FINDINGS[one].title}`, terminal.width, { first: INDENT, rest: INDENT + INDENT });
    });
  return section(code === null ? "What it may be" : "What it may be as well", lines, terminal);
}

/** Whether the same is said of the answer itself. */
function isDoublet(code: FindingCode, codes: readonly FindingCode[]): boolean {
  return codes.some((one) => code === `Preflight${one}`);
}

function sectionLines(
  { title, sentences = [], lines = [], remarks = [] }: ExplainedSection,
  terminal: Terminal,
): string[] {
  return section(
    title,
    [
      ...told(sentences, terminal),
      ...lines.map((line) => `${INDENT}${printable(line, LONGEST)}`),
      ...told(remarks, terminal),
    ],
    terminal,
  );
}

function told(sentences: readonly string[], { width }: Terminal): string[] {
  return sentences.flatMap((text) => wrap(printable(text, LONGEST), width, { rest: INDENT }));
}
