import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Which of the three engines. */
export type EngineName = "chromium" | "firefox" | "webkit";

export const ENGINE_NAMES = ["chromium", "firefox", "webkit"] as const satisfies readonly EngineName[];

/** What an engine says about a failure, where only developers look. */
export interface Reason {
  /** Of the scenario. */
  readonly id: string;
  /** In the engine's own words: a member of Chromium's enumeration, Firefox's category, a class of WebKit's sentences. */
  readonly code: string;
  readonly parameter?: string;
}

/** A browser that runs, with one page in it. */
export interface Engine {
  readonly version: string;
  /** What it has said about failures since it was asked last; waits for what is still on its way. */
  reasons(): Promise<Reason[]>;
  /** Resolves when it is gone, however that came. */
  readonly gone: Promise<void>;
  /** Ends it and everything that it started, and removes its profile. */
  close(): Promise<void>;
}

/** Milliseconds that an engine is given to say why something failed after the page has heard that it did. */
export const SETTLING = 100;

/** A process, its descendants and its folder, which all end together. */
export class Tenant {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly gone: Promise<void>;

  constructor(
    program: string,
    args: (folder: string) => readonly string[],
    stdio: StdioOptions,
    env: NodeJS.ProcessEnv = {},
  ) {
    this.folder = mkdtempSync(join(tmpdir(), "crossorigin-engine-"));
    this.child = spawn(program, [...args(this.folder)], {
      stdio,
      // A group of its own, so that its descendants can be ended with it.
      detached: true,
      env: { ...process.env, HOME: this.folder, ...env },
    });
    this.gone = new Promise((resolve) => {
      this.child.once("error", () => resolve());
      this.child.once("exit", () => resolve());
    });
    process.once("exit", this.#kill);
  }

  async close(): Promise<void> {
    this.#kill();
    await this.gone;
    process.removeListener("exit", this.#kill);
    // Descendants may write until they have noticed.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  readonly #kill = (): void => {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // The whole group is gone already.
    }
  };
}

/** Waits. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
