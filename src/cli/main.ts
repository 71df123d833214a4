import { Command, CommanderError } from "commander";
import { EXIT } from "./exit-code.ts";
import { playCommand } from "./play.ts";

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
    .exitOverride()
    .showSuggestionAfterError()
    .addCommand(playCommand((code) => (exitCode = code)).copyInheritedSettings(new Command().exitOverride()));
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has told the user already; help that was asked for is no mistake.
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}
