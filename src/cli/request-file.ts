import { Command, CommanderError } from "commander";
import { addRequestFlags, type RequestFlags } from "./check-flags.ts";
import type { CheckRequest } from "./check-request.ts";
import { readRequest, type ReadBody } from "./read-request.ts";
import { shellWords } from "./shell-words.ts";
import { UsageError } from "./usage-error.ts";

/** Most mistakes that are told at once. */
const MOST_MISTAKES = 20;

/**
 * The requests of a file: one a line, a URL and flags as on the command line, quoted as in a shell. Empty lines and what stands behind
 * a `#` are passed over, and `crossorigin check` may stand before it.
 *
 * @param name of the file, for messages
 * @param common flags that hold where a line does not say otherwise
 * @throws UsageError with every mistake, by line
 */
export function readRequestFile(text: string, name: string, common: RequestFlags, readBody: ReadBody): CheckRequest[] {
  const requests: CheckRequest[] = [];
  const mistakes: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const words = shellWords(line);
    if (words?.length === 0) continue;
    try {
      requests.push(readLine(words, common, readBody, index + 1));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(`${name}:${index + 1}: ${error.message}`);
    }
  }
  const [first, ...others] = mistakes.slice(0, MOST_MISTAKES);
  if (first !== undefined) {
    const rest = mistakes.length > MOST_MISTAKES ? [`(and ${mistakes.length - MOST_MISTAKES} more)`] : [];
    throw new UsageError([first, ...others, ...rest].join("\n       "));
  }
  if (requests.length === 0) throw new UsageError(`${name} holds no request: write a URL and flags on each line.`);
  return requests;
}

function readLine(words: string[] | undefined, common: RequestFlags, readBody: ReadBody, line: number): CheckRequest {
  if (words === undefined) throw new UsageError("A quotation mark is not closed, or nothing follows a backslash.");
  const [first, second] = words;
  const rest = first === "crossorigin" && second === "check" ? words.slice(2) : words;
  const { url, flags } = parseWords(rest);
  return readRequest(url, { ...common, ...flags }, readBody, line);
}

/** What commander makes of the words; what it says goes into the error. */
function parseWords(words: string[]): { readonly url: string; readonly flags: RequestFlags } {
  const command = addRequestFlags(new Command("line").argument("<url>"))
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  try {
    command.parse(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError(error.message.replace(/^error: /, "").replaceAll("\n", " "));
  }
  const { profile, ...flags } = command.opts<RequestFlags>();
  return { url: command.args[0] ?? "", flags: profile === undefined ? flags : { ...flags, profile } };
}
