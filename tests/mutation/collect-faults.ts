import { equivalenceOf } from "./equivalents.ts";
import { applyEdit, locate, parses, type Fault, type WrittenFault } from "./fault.ts";
import type { MutationOptions } from "./mutation-options.ts";
import { editsOf } from "./operators.ts";
import { sample } from "./sample.ts";

/** The faults that somebody wrote down, by the file that they are in. */
export type WrittenFaults = Readonly<Record<string, readonly WrittenFault[]>>;

/**
 * The faults to be tried: all that are written down, and as many generated ones as are asked for. Those that nobody could
 * notice are left out.
 *
 * @param sources every file by its path
 * @throws TypeError when one of those that are written down is of a text that has changed
 */
export function collectFaults(
  options: MutationOptions,
  sources: ReadonlyMap<string, string>,
  written: WrittenFaults,
): Fault[] {
  const folders = options.folders.length > 0 ? options.folders : foldersOf(written);
  const isMeant = (file: string): boolean => folders.some((folder) => file.startsWith(`src/${folder}/`));
  const isWanted = ({ name, file }: Fault): boolean => name.includes(options.only) || file.includes(options.only);

  const meant = Object.fromEntries(Object.entries(written).filter(([file]) => isMeant(file)));
  const located = locateAll(meant, sources);
  const generated = generateFaults(sources, isMeant).filter((fault) => equivalenceOf(fault) === undefined);
  return [...located.filter(isWanted), ...sample(generated.filter(isWanted), options.count, options.seed)];
}

/** Every fault that is written down, in its file. @throws TypeError when one is of a text that has changed */
export function locateAll(written: WrittenFaults, sources: ReadonlyMap<string, string>): Fault[] {
  const located = Object.entries(written).flatMap(([file, faults]) =>
    faults.map((fault) => locate(file, sources.get(file) ?? "", fault)),
  );
  const wrong = located.filter((fault) => typeof fault === "string");
  if (wrong.length > 0) throw new TypeError(`${wrong.length} faults have to be written anew.\n${wrong.join("\n")}`);
  return located.filter((fault) => typeof fault !== "string");
}

/** Every fault that the operators make of the files that are meant. */
export function generateFaults(sources: ReadonlyMap<string, string>, isMeant: (file: string) => boolean): Fault[] {
  return [...sources]
    .filter(([file]) => isMeant(file) && !file.endsWith(".test.ts"))
    .flatMap(([file, source]) => editsOf(file, source).map((edit) => applyEdit(file, source, edit)))
    .filter(parses);
}

function foldersOf(written: WrittenFaults): string[] {
  return [...new Set(Object.keys(written).map((file) => file.split("/")[1] ?? ""))];
}
