import { tryFaults } from "./faults.ts";
import { testLive } from "./live.ts";
import { readOptions } from "./options.ts";
import { testOthers } from "./others.ts";
import { showRow } from "./row.ts";

/**
 * Holds the profiles of the simulated browser against the browsers themselves.
 *
 * @returns the exit code: 0 when they agree, 1 when they differ
 */
export async function testEngines(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.row !== undefined) return showRow(options.engines, options.row);
  if (options.faults) return tryFaults(options.engines);
  if (options.others) return testOthers();
  return testLive(options);
}
