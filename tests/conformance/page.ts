import { dirname } from "node:path/posix";
import { PROFILES, type ProfileName } from "../../src/browser/index.ts";
import { FILES } from "./files.ts";
import { CONFLICTS, type ConflictName, type Row } from "./row.ts";
import { dropInSections } from "../compat/page.ts";
import { engineSections } from "../engines/page.ts";
import { runRow } from "./run-row.ts";
import { escape, table } from "./table.ts";
import { REASONS_TO_LEAVE_OUT, type LeftOut, type WptFile } from "./wpt-file.ts";

/** What became of one file. */
interface FileResult {
  readonly file: WptFile;
  /** Rows that the profile `standard` passes. */
  readonly passed: number;
  readonly conflicts: readonly Row[];
}

/** Plays every row in the profile `standard`. */
function playAll(): Promise<FileResult[]> {
  return Promise.all(
    FILES.map(async (file) => {
      const played = await Promise.all(file.rows.map((row) => runRow(row, "standard")));
      const passed = played.filter((differences) => differences.length === 0).length;
      return { file, passed, conflicts: file.rows.filter(({ conflict }) => conflict !== undefined) };
    }),
  );
}

/** `docs/conformance.md`, as it has to be. */
export async function conformancePage(): Promise<string> {
  const results = await playAll();
  const folders = [...new Set(results.map(({ file }) => dirname(file.path)))];
  return [
    INTRODUCTION,
    "## web-platform-tests, by folder\n",
    table(
      ["folder", "files", "cases", "restated", "passed", "left out"],
      [...folders.map((folder) => counts(`\`${folder}\``, inFolder(results, folder))), counts("**all**", results)],
    ),
    "## Named exceptions\n",
    "Where a case, the standard and the engines do not agree. A row here is played in every profile, and passes in just these.\n",
    table(
      ["exception", ...PROFILES, "cases"],
      Object.keys(CONFLICTS).map((name) => exception(name as ConflictName, results)),
    ),
    ...Object.entries(CONFLICTS).map(([name, { reason }]) => `- **${escape(name)}**: ${reason}`),
    "\n## Left out\n",
    ...Object.keys(REASONS_TO_LEAVE_OUT).map((reason) => leftOut(reason as LeftOut["reason"], results)),
    "## By file\n",
    ...folders.map((folder) => byFile(folder, inFolder(results, folder))),
    ...engineSections(),
    ...dropInSections(),
  ].join("\n");
}

const INTRODUCTION = `# Conformance

web-platform-tests is the suite by which browsers test themselves. Its cases about CORS are restated in
[tests/conformance](../tests/conformance) as rows of our own: what a page asks, what servers answer, what the page gets and what went over the
wire. Each row is played against the simulated browser in the profile \`standard\`, with servers in memory.

The folders \`fetch\` and \`xhr\` were gone through as they stood in August 2025, the folder \`cors\` as of its newest public copies. A case is what
that suite calls a subtest, and has one row here or a reason for having none.

The profiles of the three engines are held against the engines themselves: [how far they agree](#agreement-with-the-engines), [where engines
depart from the standard](#where-engines-depart-from-the-standard), and [what others make of the same scenarios](#other-implementations).

Last come [the tests of the libraries](#drop-ins-for-other-libraries) that \`crossorigin/compat\` replaces, run against our drop-ins.

This page is written by \`npm run docs\`; a test fails when it is not what the rows say.
`;

function inFolder(results: readonly FileResult[], folder: string): FileResult[] {
  return results.filter(({ file }) => dirname(file.path) === folder);
}

function counts(name: string, results: readonly FileResult[]): string[] {
  const sum = (of: (result: FileResult) => number): string =>
    String(results.reduce((total, result) => total + of(result), 0));
  return [
    name,
    String(results.length),
    sum(({ file }) => file.subtests),
    sum(({ file }) => file.rows.length),
    sum(({ passed }) => passed),
    sum(({ file }) => (file.leftOut ?? []).reduce((total, { count }) => total + count, 0)),
  ];
}

function exception(name: ConflictName, results: readonly FileResult[]): string[] {
  const passes: Readonly<Record<ProfileName, boolean>> = CONFLICTS[name].passes;
  const cases = results.flatMap(({ file, conflicts }) =>
    conflicts.filter(({ conflict }) => conflict === name).map((row) => `\`${file.path}\`: ${row.name}`),
  );
  return [
    escape(name),
    ...PROFILES.map((profile) => (passes[profile] ? "passes" : "fails")),
    cases.map(escape).join("<br>"),
  ];
}

function leftOut(reason: LeftOut["reason"], results: readonly FileResult[]): string {
  const items = results.flatMap(({ file }) =>
    (file.leftOut ?? []).filter((one) => one.reason === reason).map((one) => ({ path: file.path, ...one })),
  );
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const lines = items.map(({ path, count, what }) => `- \`${path}\`, ${count}: ${what}`);
  return [`### ${heading(reason)}: ${total}\n`, `${REASONS_TO_LEAVE_OUT[reason]}\n`, ...lines, ""].join("\n");
}

function byFile(folder: string, results: readonly FileResult[]): string {
  const rows = results.map(({ file, passed }) => [
    `\`${file.path.slice(folder.length + 1)}\``,
    String(file.subtests),
    String(file.rows.length),
    String(passed),
  ]);
  return `### \`${folder}\`\n\n${table(["file", "cases", "restated", "passed"], rows)}`;
}

function heading(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
