import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

import { comparedNames } from "./compare.ts";
import type { EngineName } from "./engine.ts";
import type { Observed } from "./runner.ts";
import type { Scenario } from "./scenario.ts";
import type { Simulated } from "./simulate.ts";

/** A scenario and what a browser did with it, at the addresses of the servers in memory. */
export interface Recorded extends Pick<Observed, "outcomes" | "log" | "reasons"> {
  readonly scenario: Scenario;
}

/** What one version of an engine did. */
export interface Recording {
  readonly engine: EngineName;
  readonly version: string;
  readonly date: string;
  /** The scenarios are some of those that this seed stands for. */
  readonly seed: number;
  readonly count: number;
  readonly scenarios: readonly Recorded[];
}

/** Where the recording of an engine is, from the root of the project. */
function recordingPath(engine: EngineName): string {
  return `tests/engines/recordings/${engine}.json.br`;
}

/** The bytes of a recording: JSON, compressed. */
export function packRecording(recording: Recording): Buffer {
  const text = JSON.stringify({ sha256: digestOf(recording.scenarios), ...recording });
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } });
}

/**
 * The recording that some bytes hold.
 *
 * @throws Error that names the file, says what is wrong with it, and how it is recorded anew
 */
export function unpackRecording(engine: EngineName, bytes: Buffer): Recording {
  return orRefuse(engine, () => {
    const { sha256, ...recording } = JSON.parse(brotliDecompressSync(bytes).toString("utf8")) as Recording & {
      readonly sha256: string;
    };
    if (!Array.isArray(recording.scenarios)) throw new Error("it holds no recording");
    if (recording.engine !== engine) throw new Error(`it is one of ${recording.engine}`);
    const { count, scenarios } = recording;
    if (scenarios.length !== count) {
      throw new Error(`it holds ${scenarios.length} of the ${count} scenarios that it promises`);
    }
    if (digestOf(scenarios) !== sha256) throw new Error("its scenarios are not those that were written");
    return recording;
  });
}

/** @throws Error when there is no whole recording of the engine */
export function readRecording(engine: EngineName): Recording {
  return unpackRecording(
    engine,
    orRefuse(engine, () => readFileSync(fileOf(engine))),
  );
}

/** Writes a recording into its file. @returns its length in bytes */
export function writeRecording(recording: Recording): number {
  const bytes = packRecording(recording);
  writeFileSync(fileOf(recording.engine), bytes);
  return bytes.length;
}

/** What is kept of an observation: at the simulation's addresses, with the lines that are compared. */
export function toRecorded(
  scenario: Scenario,
  { id, origins, outcomes, log, reasons }: Observed,
  model: Simulated,
): Recorded {
  const names = new Set(comparedNames(scenario));
  const [first] = outcomes;
  const kept = {
    outcomes: outcomes.map((outcome) => ({ ...outcome, at: Math.round(outcome.at - (first?.at ?? 0)) })),
    log: log.map(({ host, method, target, headers, body, step }) => ({
      host,
      method,
      target,
      body,
      step,
      headers: headers.filter(([name]) => names.has(name.toLowerCase())),
    })),
    reasons,
  };
  let text = JSON.stringify(kept)
    .replaceAll(`/s/${id}/`, `/s/${model.id}/`)
    .replaceAll(/\/page\?k=\w+/g, "/page?k=");
  for (const [host, origin] of Object.entries(origins)) {
    text = text.replaceAll(new URL(origin).host, new URL(model.origins[host as keyof typeof origins]).host);
  }
  return { scenario, ...(JSON.parse(text) as typeof kept) };
}

function orRefuse<Result>(engine: EngineName, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${recordingPath(engine)} is missing, truncated or damaged: ${why}. Record it anew: npm run test:engines -- --engine ${engine} --count 2000 --record 2500`,
      { cause: error },
    );
  }
}

function fileOf(engine: EngineName): string {
  return fileURLToPath(new URL(`recordings/${engine}.json.br`, import.meta.url));
}

function digestOf(scenarios: readonly Recorded[]): string {
  return createHash("sha256").update(JSON.stringify(scenarios)).digest("hex");
}
