import { fork, type ChildProcess } from "node:child_process";
import type { Answer, Question } from "./lane.ts";

/** A lane in a process of its own, which is started anew when it gives no answer. */
export class LaneProcess {
  readonly #start: () => Promise<ChildProcess>;
  #process: Promise<ChildProcess>;

  /**
   * @param program what runs a lane
   * @param args for the program
   */
  constructor(program: string, args: readonly string[]) {
    this.#start = () => startProcess(program, args);
    this.#process = this.#start();
  }

  /**
   * Asks, and waits.
   *
   * @param limit in milliseconds
   * @returns `undefined` when there was no answer in time, or the process broke down: an endless loop, most likely
   */
  async ask(question: Question, limit: number): Promise<Answer | undefined> {
    const lane = await this.#process;
    const answer = await answerOf(lane, question, limit);
    if (answer === undefined) {
      lane.kill("SIGKILL");
      this.#process = this.#start();
    }
    return answer;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const lane = await this.#process;
    if (lane.connected) lane.disconnect();
  }
}

function answerOf(lane: ChildProcess, question: Question, limit: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const end = (answer?: Answer): void => {
      clearTimeout(timer);
      lane.off("exit", onExit);
      lane.off("message", end);
      resolve(answer);
    };
    const onExit = (): void => end();
    const timer = setTimeout(end, limit);
    lane.once("exit", onExit);
    lane.once("message", end);
    lane.send(question);
  });
}

/** What a lane prints is about faults, and would only confuse, unless it cannot even be started. */
function startProcess(program: string, args: readonly string[]): Promise<ChildProcess> {
  const lane = fork(program, args, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let said = "";
  lane.stderr?.on("data", (chunk) => {
    if (said.length < 2_000) said += String(chunk);
  });
  return new Promise((resolve, reject) => {
    lane.once("message", () => resolve(lane));
    lane.once("exit", (code) => reject(new Error(`The process that runs the tests ended with code ${code}: ${said}`)));
  });
}
