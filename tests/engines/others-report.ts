import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { EngineName } from "./engine.ts";

/** How one implementation did. */
export interface OtherResult {
  readonly name: string;
  readonly version: string;
  /** Scenarios that it was given. */
  readonly run: number;
  readonly right: number;
  /** Those in which a page got to read what the browser kept from it. */
  readonly tooOpen: number;
  /** Those in which it got nothing where the browser gave it an answer. */
  readonly tooClosed: number;
  /** Errors that no page could have caught: they end the process of whoever tests with it. */
  readonly uncaught: number;
}

/** How all of them did, and what they were held against. */
export interface OthersReport {
  readonly date: string;
  readonly engine: EngineName;
  readonly version: string;
  readonly results: readonly OtherResult[];
}

const FILE = fileURLToPath(new URL("others.json", import.meta.url));

export function readOthers(): OthersReport {
  return JSON.parse(readFileSync(FILE, "utf8")) as OthersReport;
}

export function writeOthers(report: OthersReport): void {
  writeFileSync(FILE, `${JSON.stringify(report, undefined, 2)}\n`);
}
