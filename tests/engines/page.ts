import { readFileSync } from "node:fs";

import { DEPARTURES } from "../../src/browser/departures.ts";
import { escape, table } from "../conformance/table.ts";

import { ENGINE_NAMES, type EngineName } from "./engine.ts";
import { readFaults } from "./faults-report.ts";
import { readOthers } from "./others-report.ts";
import type { RuleName } from "./replay.ts";
import { readRuns, sumUp, type Agreement, type LiveRun } from "./run-log.ts";
import { UNMODELLED } from "./unmodelled.ts";

/** What `docs/conformance.md` says about the three engines. */
export function engineSections(): string[] {
  return [
    "## Agreement with the engines\n",
    AGREEMENT,
    agreementTable(readRuns()),
    "### Where engines depart from the standard\n",
    DEPARTING,
    departureTable(),
    "### What the simulation leaves out\n",
    LEFT_OUT,
    table(
      ["engine", "what it does", "evidence"],
      UNMODELLED.map(({ engine, what, evidence }) => [engine, escape(what), escape(evidence)]),
    ),
    ...faultSections(),
    ...otherSections(),
  ];
}

function faultSections(): string[] {
  const { date, engines, rows, code } = readFaults();
  return [
    "### What the recordings notice\n",
    `What three engines did is recorded and replayed by \`npm test\`. To see that this can fail, faults were put into the simulation on ${date}, one at a time, and
the recordings of ${engines.join(", ")} replayed: ${rows.noticed} of ${rows.tried} rows of departures.ts that were taken back to the standard were noticed, and ${code.noticed} of ${code.tried} faults of
the algorithms. Those that no page of a scenario can see are left out, each with the reason. \`npm run test:engines -- --faults\` does it again.
`,
  ];
}

const AGREEMENT = `Generated scenarios, and before them some that are written down, are run in a browser and in the simulation, which then have to agree in what the page sees, in every request, line by line,
and in the reason that is given for a failure. A seed stands for a row of scenarios; run twice, it counts once. A run that found a difference is followed by a new
row below, or by a mended one.

\`\`\`sh
npm run test:engines -- --engine chromium --count 2000 --seed 1   # the scenarios of a seed once more
npm run test:engines -- --engine all --count 2000                 # others
npm run test:engines -- --grid                                    # every three levels of any three dimensions together
\`\`\`
`;

const DEPARTING = `One row of [departures.ts](../src/browser/departures.ts) each. An empty cell is the standard's. \`npm run test:engines -- --row
preflightSticks\` runs recorded scenarios in which that row is seen, in the browsers, and says whether they still do so; \`--engine\` chooses one.
`;

const LEFT_OUT = `What engines do for reasons that are none of the protocol's, or that no rule describes: the comparison lets it pass.
`;

function agreementTable(runs: readonly LiveRun[]): string {
  const rows = sumUp(runs).map((agreement) => [
    agreement.engine,
    agreement.version,
    grouped(agreement.scenarios),
    String(agreement.seeds),
    lastFinding(agreement),
    grouped(agreement.since),
  ]);
  const head = ["engine", "version", "scenarios", "seeds", "last run with something new", "scenarios since then"];
  return table(head, rows);
}

function lastFinding({ lastFinding }: Agreement): string {
  if (lastFinding === undefined) return "none";
  const { date, grid, seed, count, different, kinds } = lastFinding;
  return `${date.slice(0, 10)}, ${grid ? "grid, " : ""}seed ${seed}: ${different} of ${grouped(count)}, of ${kinds} ${kinds === 1 ? "kind" : "kinds"}`;
}

function departureTable(): string {
  const meanings = readMeanings();
  const names = (Object.keys(DEPARTURES) as RuleName[]).filter((name) => DEPARTURES[name].evidence !== undefined);
  const rows = names.map((name) => {
    const row = DEPARTURES[name];
    return [
      `\`${name}\``,
      escape(meanings.get(name) ?? ""),
      ...[row.standard, ...ENGINE_NAMES.map((engine) => row[engine])].map(cell),
      escape(row.evidence ?? ""),
    ];
  });
  return table(["rule", "what it is about", "standard", ...ENGINE_NAMES, "evidence"], rows);
}

function cell(value: unknown): string {
  if (value === undefined) return "";
  if (value === Infinity) return "no limit";
  return escape(`\`${JSON.stringify(value)}\``);
}

/** What `rules.ts` says of each rule. */
function readMeanings(): Map<string, string> {
  const source = readFileSync(new URL("../../src/browser/rules.ts", import.meta.url), "utf8");
  const comments = source.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*readonly (\w+):/g);
  return new Map(
    [...comments].map(([, comment = "", name = ""]) => [name, comment.replaceAll(/\s*\n\s*\*?\s*/g, " ").trim()]),
  );
}

function otherSections(): string[] {
  const { date, engine, version, results } = readOthers();
  return [
    "### Other implementations\n",
    `How many of the recorded scenarios of ${engineName(engine)} ${version}, those of one call, others get right: whether the page gets an answer, and if so which status
and headers it sees. Each was run against the same servers on ${date}; \`npm run test:engines -- --others\` runs them again. Node.js has no page, and does not
say that it knows of CORS; it is here since tests run in it.
`,
    table(
      [
        "implementation",
        "version",
        "run",
        "right",
        "gives an answer where the browser fails",
        "fails where the browser gives an answer",
        "errors that no page can catch",
      ],
      results.map(({ name, version: its, run, right, tooOpen, tooClosed, uncaught }) => [
        name,
        its,
        String(run),
        `${right} (${((100 * right) / run).toFixed(0)} %)`,
        String(tooOpen),
        String(tooClosed),
        String(uncaught),
      ]),
    ),
  ];
}

function engineName(engine: EngineName): string {
  return engine === "webkit" ? "WebKit" : engine.charAt(0).toUpperCase() + engine.slice(1);
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
