import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { collectFaults, type WrittenFaults } from "./collect-faults.ts";
import type { Fault } from "./fault.ts";
import { LaneProcess } from "./lane-process.ts";
import { readMutationOptions } from "./mutation-options.ts";
import { createPrivateCopy, type PrivateCopy } from "./private-copy.ts";
import { isBeside, relatedTests } from "./related-tests.ts";
import { describeFault, summarize, type Trial } from "./report.ts";
import { tryFault } from "./try-fault.ts";

/** More lanes than this wait for one another's memory. */
const MOST_LANES = 4;

/** How long a lane's share of the tests may take when there is no fault, in milliseconds. */
const CONTROL_LIMIT = 900_000;

/** What faults are tried on, and by what. */
export interface MutationSetup {
  /** The root of the project. */
  readonly project: string;
  /** The faults that are written down. */
  readonly written: WrittenFaults;
  /** The script that runs a lane when it is given `--lane`, a root and a seed. */
  readonly program: string;
}

/** The tests that are asked about a file, the likeliest first. */
type TestsOf = (file: string) => readonly string[];

/**
 * Tries faults, and tells which ones no test notices.
 *
 * @param args what stands behind `npm run test:mutation --`
 * @returns the exit code: 0 when enough are caught, 1 when not, 2 when it is not clear what to try, 3 when nothing could be
 *   proved
 */
export async function testMutation(
  { project, written, program }: MutationSetup,
  args: readonly string[],
): Promise<number> {
  const copy = createPrivateCopy(project);
  process.once("exit", copy.remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const lanes: LaneProcess[] = [];
  try {
    const options = readMutationOptions(args);
    const faults = collectFaults(options, copy.sources, written);
    if (faults.length === 0) throw new TypeError("There is no such fault.");
    const start = performance.now();
    const count = Math.min(availableParallelism(), MOST_LANES, faults.length);
    for (let index = 0; index < count; index += 1) {
      lanes.push(new LaneProcess(program, ["--lane", copy.root, String(options.seed)]));
    }
    const testsOf: TestsOf = (file) => relatedTests(file, copy.sources).filter((test) => test.includes(options.by));
    const durations = await control(lanes, copy, faults, testsOf);
    if (durations === undefined) return 3;
    const trials = await tryAll(faults, lanes, testsOf, durations);
    const { text, code } = summarize(trials, (performance.now() - start) / 1_000, options.seed);
    console.log(text);
    return code;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`error: ${error.message}`);
    return 2;
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    copy.remove();
    process.off("exit", copy.remove);
  }
}

/**
 * Without a fault every test passes, the lanes sharing them; and with a file that cannot even be read a test fails, in every
 * lane. Otherwise what follows would prove nothing.
 *
 * @returns how long each file of tests takes, in milliseconds
 */
async function control(
  lanes: readonly LaneProcess[],
  { sources }: PrivateCopy,
  faults: readonly Fault[],
  testsOf: TestsOf,
): Promise<Readonly<Record<string, number>> | undefined> {
  const files = [...new Set(faults.map(({ file }) => file))];
  const tests = [...new Set(files.flatMap(testsOf))];
  const answers = await Promise.all(
    lanes.map((lane, index) => {
      const share = tests.filter((_, place) => place % lanes.length === index);
      return lane.ask({ tests: share, fault: undefined }, CONTROL_LIMIT);
    }),
  );
  for (const answer of answers) {
    if (answer !== undefined && answer.failed.length === 0) continue;
    const failed = answer?.failed.map(({ file, test }) => `${file}: ${test}`).join("; ");
    console.error(`Without any fault the tests do not pass: ${failed ?? "they do not end"}`);
    return undefined;
  }
  for (const [index, lane] of lanes.entries()) {
    const file = files[index % files.length] ?? "";
    const text = `throw new Error("broken on purpose");\n${sources.get(file)}`;
    const answer = await lane.ask({ tests: testsOf(file), fault: { file, text } }, CONTROL_LIMIT);
    if (answer?.served === true && answer.failed.length > 0) continue;
    console.error(`${file} throws as soon as it is read, and no test fails: the faults do not reach the tests.`);
    return undefined;
  }
  return Object.assign({}, ...answers.map((answer) => answer?.durations));
}

/** Every lane takes the next fault as soon as it is free. Tests that caught a fault of the same folder before are asked early. */
async function tryAll(
  faults: readonly Fault[],
  lanes: readonly LaneProcess[],
  testsOf: TestsOf,
  durations: Readonly<Record<string, number>>,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const catchers = new Map<string, Set<string>>();
  const waiting = faults.entries();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [, fault] of waiting) {
        const folder = dirname(fault.file);
        const caughtBefore = catchers.get(folder) ?? new Set();
        catchers.set(folder, caughtBefore);
        const tests = inOrder(fault.file, testsOf(fault.file), caughtBefore, durations);
        const outcome = await tryFault(fault, tests, durations, (question, limit) => lane.ask(question, limit));
        trials.push({ fault, outcome });
        if (outcome.kind === "caught") caughtBefore.add(outcome.by.file);
        else console.log(describeFault(fault, outcome));
        if (trials.length % 50 === 0) console.log(`${trials.length} of ${faults.length} tried`);
      }
    }),
  );
  return trials;
}

/** The test beside the file, then those that have caught faults of its folder before, then the quickest. */
function inOrder(
  file: string,
  tests: readonly string[],
  caughtBefore: ReadonlySet<string>,
  durations: Readonly<Record<string, number>>,
): string[] {
  const rankOf = (test: string): number => (isBeside(test, file) ? 0 : caughtBefore.has(test) ? 1 : 2);
  const compare = (one: string, other: string): number =>
    rankOf(one) - rankOf(other) || (durations[one] ?? 0) - (durations[other] ?? 0);
  return [...tests].sort(compare);
}
