// Programs of this folder as processes of their own: one that runs to its end, and one that answers questions.
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Runs a program and takes what it prints, one JSON document: what it measures is not disturbed by what was measured before.
 *
 * @param {string} file
 * @param {readonly string[]} [args]
 * @param {readonly string[]} [flags] of Node.js, besides --expose-gc
 * @returns {unknown}
 */
export function inChild(file, args = [], flags = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", ...flags, pathOf(file), ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Whether processes are kept on a processor each: where there is `taskset`, and more than one. */
export const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

/**
 * Starts a program that answers messages, one at a time and in turn.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {0 | 1} processor that it is kept on
 */
export function startChild(file, args, processor) {
  const pin = isPinned ? ["taskset", "--cpu-list", `${processor}`] : [];
  const [program = "", ...rest] = [...pin, process.execPath, pathOf(file), ...args];
  const child = spawn(program, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return {
    /**
     * What it says next; rejects when it ends before.
     *
     * @returns {Promise<any>}
     */
    says: () =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`${[file, ...args].join(" ")} has ended.`));
        child.once("exit", onExit);
        child.once("message", (message) => {
          child.off("exit", onExit);
          resolve(message);
        });
      }),
    /**
     * @param {import("node:child_process").Serializable} message
     * @returns {Promise<any>}
     */
    ask(message) {
      const answered = this.says();
      child.send(message);
      return answered;
    },
    end: () => child.kill(),
  };
}

/** @param {string} file */
function pathOf(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}
