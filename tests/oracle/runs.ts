import { setImmediate } from "node:timers/promises";
import { vi } from "vitest";

const wanted = process.env["CROSSORIGIN_RUNS"];

/**
 * How many cases a law is tried on; `CROSSORIGIN_RUNS` asks for another number. A law that fails prints its seed.
 *
 * @param usual the number when nobody asks
 */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: wanted === undefined ? usual : Number(wanted) };
}

/** What most laws are tried on. */
export const RUNS: { readonly numRuns: number } = runs(20_000);

/**
 * Before each case of a law that waits for nothing but promises: whatever a WeakRef has given out is kept until the event loop
 * turns, which it never would, and a million cases would not fit into memory.
 */
export function turn(): Promise<void> {
  return setImmediate();
}

/** Long enough for every case, also on a machine that is busy with something else. */
vi.setConfig({ testTimeout: 20_000 + 30 * RUNS.numRuns });
