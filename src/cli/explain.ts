import { Option, type Command } from "commander";

/** Everything that can be said of an explanation. */
export interface ExplainFlags {
  readonly from?: string;
  readonly browser?: "chromium" | "firefox" | "webkit";
  readonly stack?: string;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

const EXAMPLES = `
It reads, and asks no server:
  a code                PreflightMissingAllowOriginHeader, or Firefox's CORSMissingAllowOrigin
  lines of a console    of Chrome, Edge, Firefox or Safari, with whatever stands around them
  a HAR file            saved from the network panel of Chrome or Firefox, up to 512 MB
  curl, or fetch(...)   as "Copy as cURL (bash)" and "Copy as fetch" write it, or your own code

Examples:
  crossorigin explain PreflightMissingAllowOriginHeader
  crossorigin explain app.example.com.har --stack nginx
  pbpaste | crossorigin explain
  crossorigin explain            (paste, then Ctrl-D; on Windows Ctrl-Z and Enter)

Of a text the first 1,000,000 characters are read, of a HAR file the first 512 MB; bodies are passed over.
Cookies, Authorization, keys and passwords are shown as <redacted>.

Exit code: 0 explained, or nothing to explain in a HAR file, 2 wrong usage or a text that it does not know,
3 could not be read.`;

/**
 * Adds `explain`: what a console printed, a HAR file, or a copied request, in words.
 *
 * @param done is told the exit code
 */
export function addExplain(program: Command, done: (exitCode: number) => void): void {
  program
    .command("explain")
    .description("say what a console's message, a HAR file or a copied request means, and what mends it")
    .argument("[input]", "a code, a file, or - for standard input (default)")
    .option("--origin, --from <origin>", "the page's origin, or its URL, where the text does not say it")
    .addOption(
      new Option("--browser <name>", "whose text or file it is, where that cannot be told").choices([
        "chromium",
        "firefox",
        "webkit",
      ]),
    )
    .option("--stack <name>", "whose code mends it, such as express, nginx or spring")
    .option("--json", "one JSON document on standard output, and nothing else")
    .option("--show-secrets", "show cookies, Authorization and keys, which are <redacted> otherwise")
    .addHelpText("after", EXAMPLES)
    .action(async (input: string | undefined, flags: ExplainFlags) => {
      // Loaded on demand: `crossorigin --help` needs no browser.
      const { explain } = await import("./explain-command.ts");
      done(await explain(input, flags));
    });
}
