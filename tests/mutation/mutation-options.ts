import { parseArgs } from "node:util";

/** What is to be tried. */
export interface MutationOptions {
  /** Folders below `src`; empty: those that have a list of faults. */
  readonly folders: readonly string[];
  /** Only faults with this in their name or their file. */
  readonly only: string;
  /** Only tests with this in their path are asked. */
  readonly by: string;
  /** Chooses the generated faults, and the cases that the tests generate. */
  readonly seed: number;
  /** How many generated faults there are, besides all that are written down. */
  readonly count: number;
}

/**
 * The options as they are written after `npm run test:mutation --`.
 *
 * @throws TypeError for what is none
 */
export function readMutationOptions(args: readonly string[]): MutationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: "string", multiple: true, default: [] },
      only: { type: "string", default: "" },
      by: { type: "string", default: "" },
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "150" },
    },
  });
  return {
    folders: values.folder.map((folder) => folder.replace(/^src\/|\/$/g, "")),
    only: values.only,
    by: values.by,
    seed: toNumber("--seed", values.seed),
    count: values.count === "all" ? Infinity : toNumber("--count", values.count),
  };
}

function toNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`${name} takes a whole number, and "${text}" is none.`);
  return Number(text);
}
