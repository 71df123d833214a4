import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

import { locate, type Fault } from "../mutation/fault.ts";
import { CHECK_FAULTS } from "../mutation/faults/browser-checks.ts";

import type { EngineName } from "./engine.ts";
import { writeFaults } from "./faults-report.ts";
import { readRecording, type Recorded } from "./recording.ts";
import { departingRules, findShowing, type RuleName } from "./replay.ts";
import { UNSEEN_FAULTS } from "./unseen-faults.ts";
import { UNSEEN } from "./written-scenarios.ts";

/** How much has to be noticed of what a page can see. */
const ENOUGH = 0.95;

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How many faults there were, and how many of them the recordings noticed. */
export interface Count {
  readonly tried: number;
  readonly noticed: number;
}

/**
 * Puts faults into the profiles and into the algorithms, one at a time, sees whether the recordings notice, and writes down
 * how many: each row in which an engine departs, taken back to the standard, and the faults of tests/mutation.
 *
 * @returns 0 when they notice enough of those that a page can see
 */
export async function tryFaults(engines: readonly EngineName[]): Promise<number> {
  const rows = await tryRows(engines.flatMap((engine) => visibleRows(engine).map((rule) => [engine, rule] as const)));
  console.log(`${rows.noticed} of ${rows.tried} rows noticed`);
  const code = await tryCode(engines, writtenFaults());
  console.log(`${code.noticed} of ${code.tried} faults of the algorithms noticed`);
  writeFaults({ date: new Date().toISOString().slice(0, 10), engines, rows, code });
  return isEnough(rows) && isEnough(code) ? 0 : 1;
}

/** The rows in which an engine departs and a page can see it. */
export function visibleRows(engine: EngineName): RuleName[] {
  return departingRules(engine).filter((rule) => UNSEEN[rule]?.[engine] === undefined);
}

/** Takes rows back to the standard, one after the other. */
export async function tryRows(rows: readonly (readonly [EngineName, RuleName])[]): Promise<Count> {
  let noticed = 0;
  for (const [engine, rule] of rows) {
    if ((await findShowing(engine, scenariosOf(engine), rule, 1)).length > 0) noticed += 1;
    else console.log(`not noticed: ${engine} ${rule}`);
  }
  return { tried: rows.length, noticed };
}

/** The faults that are written down where a response is judged, and that a page can see in an engine. */
export function writtenFaults(): Fault[] {
  return Object.entries(CHECK_FAULTS).flatMap(([file, written]) => {
    const source = readFileSync(ROOT + file, "utf8");
    return written
      .filter(([name]) => UNSEEN_FAULTS[file]?.[name] === undefined)
      .map((fault) => {
        const located = locate(file, source, fault);
        if (typeof located === "string") throw new Error(located);
        return located;
      });
  });
}

/** Replays the recordings on the algorithms with a fault in them, one after the other. */
export async function tryCode(engines: readonly EngineName[], faults: readonly Fault[]): Promise<Count> {
  let noticed = 0;
  for (const fault of faults) {
    if (await isNoticed(engines, fault)) noticed += 1;
    else console.log(`not noticed: ${fault.file}: ${fault.name}`);
  }
  return { tried: faults.length, noticed };
}

/** Whether a scenario of the recordings differs, or nothing runs any more. */
async function isNoticed(engines: readonly EngineName[], { file, text }: Fault): Promise<boolean> {
  const { module } = await runnerImport<typeof import("./replay.ts")>(`${ROOT}tests/engines/replay.ts`, {
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins: [
      {
        name: "fault",
        enforce: "pre",
        transform: (_code, id) => (id === ROOT + file ? { code: text, map: null } : undefined),
      },
    ],
  });
  for (const engine of engines) {
    for (const recorded of scenariosOf(engine)) {
      try {
        if ((await module.replay(engine, recorded)).length > 0) return true;
      } catch (error) {
        // What throws where the browser went on is noticed too.
        if (error instanceof Error) return true;
        throw error;
      }
    }
  }
  return false;
}

/** Whether enough was noticed. */
export function isEnough({ tried, noticed }: Count): boolean {
  return noticed >= ENOUGH * tried;
}

const recordings = new Map<EngineName, readonly Recorded[]>();

function scenariosOf(engine: EngineName): readonly Recorded[] {
  const known = recordings.get(engine) ?? readRecording(engine).scenarios;
  recordings.set(engine, known);
  return known;
}
