import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../support/process.ts";

/** Where the guests are installed: a package of its own. */
export const GUESTS: string = join(ROOT, "tests", "guests");

/** The environment of everything that runs here: a free port, and nothing sent home. */
export const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  PORT: "0",
  HOST: "127.0.0.1",
  NO_COLOR: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  // vitest sets another, which frameworks would build for.
  NODE_ENV: "production",
};

/** A program that a guest brings. */
export function bin(name: string): string {
  return join(GUESTS, "node_modules", ".bin", name);
}

/** A fresh folder from which the guests, and the package among them, are found as in a user's project. */
export function place(name: string): string {
  // Not below node_modules, where frameworks compile nothing; git and the tools that follow it pass over every `dist`.
  const folder = join(GUESTS, "dist", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Bun follows the paths of the nearest one, and in our own they lead to the sources.
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  return folder;
}

/** An example where its framework is installed. */
export function copyExample(name: string): string {
  const folder = place(name);
  cpSync(join(ROOT, "examples", name), folder, { recursive: true });
  return folder;
}

/** Runs a program to its end; rejects with all that it said when it fails. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await promisify(execFile)(program, args, { cwd, env: ENVIRONMENT });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
