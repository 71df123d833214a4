import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { EngineName } from "./engine.ts";

/** How many faults the recordings were tried on, and how many they noticed. */
export interface FaultsReport {
  readonly date: string;
  readonly engines: readonly EngineName[];
  /** Rows of the profiles, taken back to the standard. */
  readonly rows: { readonly tried: number; readonly noticed: number };
  /** Faults of the algorithms. */
  readonly code: { readonly tried: number; readonly noticed: number };
}

const FILE = fileURLToPath(new URL("faults.json", import.meta.url));

export function readFaults(): FaultsReport {
  return JSON.parse(readFileSync(FILE, "utf8")) as FaultsReport;
}

export function writeFaults(report: FaultsReport): void {
  writeFileSync(FILE, `${JSON.stringify(report, undefined, 2)}\n`);
}
