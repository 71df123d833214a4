import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  BaseSequencer,
  createVitest,
  type Reporter,
  type TestModule,
  type TestSpecification,
  type Vitest,
} from "vitest/node";
import { CANDIDATES } from "./related-tests.ts";

/** What a lane is asked: to run some tests, in this order, until one fails. Paths are from the root. */
export interface Question {
  readonly tests: readonly string[];
  /** The file that is read with another text than it has. */
  readonly fault: { readonly file: string; readonly text: string } | undefined;
}

/** A test that failed, or what else went wrong in a file of tests. */
export interface Failure {
  readonly file: string;
  readonly test: string;
  /** Whether nothing was found wrong, but the test did not end in time. */
  readonly timedOut?: boolean;
}

/** What came of it. */
export interface Answer {
  readonly failed: readonly Failure[];
  /** Whether the text with the fault was handed out at all. */
  readonly served: boolean;
  /** How long each file took, in milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
}

/** How many cases the oracle tries: enough to notice, few enough to wait for. */
const RUNS = "200";

/**
 * A process that keeps one vitest warm and answers questions over its channel, one at a time. A new worker reads every
 * module anew, so no fault outlives its question.
 *
 * @param root a copy of the project
 * @param seed of the cases that are generated, so that the same faults are caught in every run
 */
export async function runLane(root: string, seed: string): Promise<void> {
  const lane = await startLane(resolve(root), seed);
  process.on("message", (question: Question) => {
    void answer(lane, question).then(
      (reply) => process.send?.(reply),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.("ready");
}

/** A warm vitest, and what the run that is under way has brought so far. */
interface Lane {
  readonly root: string;
  readonly vitest: Vitest;
  readonly specifications: readonly TestSpecification[];
  readonly now: { question: Question; failed: Failure[]; served: boolean; durations: Record<string, number> };
}

async function startLane(root: string, seed: string): Promise<Lane> {
  const now: Lane["now"] = { question: { tests: [], fault: undefined }, failed: [], served: false, durations: {} };
  const pathOf = (id: string): string => id.slice(root.length + 1);
  const orderOf = ({ moduleId }: TestSpecification): number => now.question.tests.indexOf(pathOf(moduleId));

  const reporter: Reporter = {
    onTestCaseResult(test) {
      const { state, errors } = test.result();
      if (state !== "failed") return;
      const timedOut = errors.every(({ message }) => message.startsWith("Test timed out in"));
      now.failed.push({ file: pathOf(test.module.moduleId), test: test.fullName, timedOut });
    },
    onTestModuleEnd(module: TestModule) {
      if (module.errors().length > 0) now.failed.push({ file: pathOf(module.moduleId), test: "the file as a whole" });
      const { collectDuration, duration } = module.diagnostic();
      now.durations[pathOf(module.moduleId)] = collectDuration + duration;
    },
    onTestRunEnd(_modules, errors) {
      const { question } = now;
      if (errors.length > 0)
        now.failed.push({ file: question.tests[0] ?? "", test: `beside its tests: ${errors[0]?.message}` });
    },
  };
  class AsAsked extends BaseSequencer {
    override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
      return specifications.sort((one, other) => orderOf(one) - orderOf(other));
    }
  }
  const faulty = {
    name: "fault",
    enforce: "pre" as const,
    transform(_code: string, id: string) {
      const { fault } = now.question;
      if (fault === undefined || id !== join(root, fault.file)) return undefined;
      now.served = true;
      return { code: fault.text, map: null };
    },
  };

  const vitest = await createVitest(
    "test",
    {
      root,
      config: false,
      watch: false,
      include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
      setupFiles: [fileURLToPath(new URL("seed.ts", import.meta.url))],
      env: { CROSSORIGIN_RUNS: RUNS, CROSSORIGIN_SEED: seed },
      // One worker for all the files of a question: modules are read once, and that is most of the time.
      pool: "threads",
      isolate: false,
      maxWorkers: 1,
      bail: 1,
      testTimeout: 60_000,
      cache: false,
      sequence: { sequencer: AsAsked },
      reporters: [reporter],
    },
    { plugins: [faulty], server: { watch: null } },
  );
  const found = await vitest.globTestSpecifications();
  const specifications = found.filter(({ moduleId }) => CANDIDATES.some((pattern) => pattern.test(pathOf(moduleId))));
  return { root, vitest, specifications, now };
}

async function answer({ root, vitest, specifications, now }: Lane, question: Question): Promise<Answer> {
  Object.assign(now, { question, failed: [], served: false, durations: {} });
  const asked = specifications.filter(({ moduleId }) => question.tests.includes(moduleId.slice(root.length + 1)));
  const { fault } = question;
  if (fault !== undefined) vitest.invalidateFile(join(root, fault.file));
  await vitest.runTestSpecifications([...asked]);
  if (fault !== undefined) vitest.invalidateFile(join(root, fault.file));
  return { failed: now.failed, served: now.served, durations: now.durations };
}
