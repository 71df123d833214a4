import { parseArgs } from "node:util";

import { DEPARTURES } from "../../src/browser/departures.ts";

import { ENGINE_NAMES, type EngineName } from "./engine.ts";
import type { RuleName } from "./replay.ts";

/** What `npm run test:engines` is asked to do. */
export interface Options {
  readonly engines: readonly EngineName[];
  readonly count: number;
  readonly seed: number;
  readonly scenario: string | undefined;
  /** Whether the scenarios are those of the grid, instead of any. */
  readonly grid: boolean;
  /** How many kinds of mismatch are shrunk and shown. */
  readonly show: number;
  /** Where scenarios that differ are written, for `--scenario`. */
  readonly save: string | undefined;
  /** How many of the scenarios that agree are written, with what the browser did, for the tests to replay. */
  readonly record: number | undefined;
  /** Whether a line about the run is added to those that docs/conformance.md counts. */
  readonly log: boolean;
  /** The rule to see in the browser, and nothing else. */
  readonly row: RuleName | undefined;
  /** Whether rules are taken back to the standard, to see that the recordings notice. */
  readonly faults: boolean;
  /** Whether other implementations in JavaScript are given the recorded scenarios. */
  readonly others: boolean;
}

const USAGE = `npm run test:engines -- [--engine chromium|firefox|webkit|all] with one of
  [--count N] [--seed S] [--scenario FILE] [--show N] [--save FILE] [--log]   runs scenarios in the browsers
  --count N --record K   runs those of the grid too, and writes the first K that agree for the tests to replay
  --grid       runs the scenarios in which every three levels of any three dimensions meet
  --row RULE   shows in the browsers in which a row of the departures is seen
  --faults     takes each of those rows back to the standard, and tells which the recordings do not notice
  --others     gives the recorded scenarios to jsdom, happy-dom and Node.js`;

/** @throws TypeError for what is none of its options */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string", default: "all" },
      count: { type: "string", default: "300" },
      seed: { type: "string", default: String(Math.floor(Date.now() / 1000) % 1_000_000) },
      scenario: { type: "string" },
      grid: { type: "boolean", default: false },
      show: { type: "string", default: "8" },
      save: { type: "string" },
      record: { type: "string" },
      log: { type: "boolean", default: false },
      row: { type: "string" },
      faults: { type: "boolean", default: false },
      others: { type: "boolean", default: false },
    },
  });
  const engines = ENGINE_NAMES.filter((name) => values.engine === "all" || values.engine === name);
  if (engines.length === 0) throw new TypeError(`--engine takes ${ENGINE_NAMES.join(", ")} or all: ${USAGE}`);
  const { scenario, grid, save, record, log, row, faults, others } = values;
  if (scenario !== undefined && (log || record !== undefined)) {
    throw new TypeError(`--log and --record are about scenarios that a seed stands for: ${USAGE}`);
  }
  if (record !== undefined && (log || grid)) {
    throw new TypeError(`--record runs the grid and others, which --log and --grid count apart: ${USAGE}`);
  }
  return {
    engines,
    count: toNumber("--count", values.count),
    seed: toNumber("--seed", values.seed),
    scenario,
    grid,
    show: toNumber("--show", values.show),
    save,
    record: record === undefined ? undefined : toNumber("--record", record),
    log,
    row: row === undefined ? undefined : toRule(row),
    faults,
    others,
  };
}

function toNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`${name} takes a whole number, and "${text}" is none: ${USAGE}`);
  return Number(text);
}

function toRule(text: string): RuleName {
  const names = Object.keys(DEPARTURES);
  if (!names.includes(text)) throw new TypeError(`--row takes one of ${names.join(", ")}: ${USAGE}`);
  return text as RuleName;
}
