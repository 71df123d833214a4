import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the project. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** The built command. */
export const COMMAND: string = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));

/** A program that runs, with what it has said. */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Standard output and standard error together, so far. */
  output(): string;
  /** Waits until the output holds this; rejects with the output when the program ends or the time is over first. */
  says(text: RegExp, milliseconds?: number): Promise<RegExpExecArray>;
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a program. Whoever starts one ends it. */
export function start(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; detached?: boolean } = {},
): Running {
  const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended: Running["ended"] = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    pid: child.pid ?? Number.NaN,
    output: () => output,
    ended,
    says: (text, milliseconds = 10_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = text.exec(output);
          if (found === null) return;
          clearTimeout(timer);
          resolve(found);
        };
        const fail = (why: string): void => reject(new Error(`${why} before it said ${text}:\n${output}`));
        const timer = setTimeout(() => fail(`${milliseconds} ms passed`), milliseconds);
        listeners.add(look);
        ended.then(
          () => fail("It ended"),
          (error: unknown) => fail(String(error)),
        );
        look();
      }),
  };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH: it is gone.
    return false;
  }
}

/** Waits until something holds; rejects when it does not in time. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  milliseconds: number,
  what: string,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
