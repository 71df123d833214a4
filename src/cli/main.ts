import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addCheck } from "./check.ts";
import { EXIT } from "./exit-code.ts";
import { addExplain } from "./explain.ts";
import { addPlay } from "./play.ts";
import { RunError, UsageError } from "./usage-error.ts";

/**
 * Runs the command.
 *
 * @param args what stands behind the command's name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.fine;
  const program = new Command("crossorigin")
    .description("CORS, both halves of it: make a cross-origin call work, keep it safe, and see why a browser refused.")
    .version(version())
    .exitOverride();
  addCheck(program, (code) => (exitCode = code));
  addExplain(program, (code) => (exitCode = code));
  addPlay(program, (code) => (exitCode = code));
  try {
    await program.parseAsync(args.flatMap(splitAssignment), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof UsageError || error instanceof RunError) {
      console.error(`error: ${error.message}`);
      return error instanceof UsageError ? EXIT.usage : EXIT.failed;
    }
    if (!(error instanceof CommanderError)) throw error;
    // Commander has told the user already; help and version that were asked for are no mistake.
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}

/** `--port=1` as `--port 1`: then a wrong name is compared without the value behind it. */
function splitAssignment(argument: string): string[] {
  const [, flag, value] = /^(--[a-z][a-z-]*)=(.*)$/s.exec(argument) ?? [];
  return flag === undefined || value === undefined ? [argument] : [flag, value];
}

/** Both the sources and the built command are two folders below the package's root. */
function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
