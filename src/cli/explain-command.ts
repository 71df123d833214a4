import { existsSync } from "node:fs";
import { diagnoseCode } from "../diagnosis/index.ts";
import { EXIT } from "./exit-code.ts";
import { explainCode, nearNames } from "./explain-code.ts";
import { explainHar, faultSentence } from "./explain-har.ts";
import { MOST_TEXT, openSource, readInput, type ExplainInput } from "./explain-input.ts";
import { withoutSecretsWithin, withoutUrlSecrets } from "./explain-redaction.ts";
import { explanationLines } from "./explain-report.ts";
import { explainText } from "./explain-text.ts";
import type { ExplainFlags } from "./explain.ts";
import type { Explained, Explanation } from "./explained.ts";
import { jsonText } from "./json-text.ts";
import { printable } from "./printable.ts";
import { readOrigin } from "./read-place.ts";
import { terminalOf } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** What the command understands, for whoever gave it something else. */
const UNDERSTOOD = `It understands
  a code                such as PreflightMissingAllowOriginHeader
  lines of a console    of Chrome, Edge, Firefox or Safari, copied as text
  a HAR file            saved from the network panel of Chrome or Firefox
  curl, or fetch(...)   as "Copy as cURL (bash)" and "Copy as fetch" write it`;

/**
 * Explains a code, a text or a file.
 *
 * @param input a code, a path, `-` or nothing for standard input, or the text itself
 * @returns the exit code
 * @throws UsageError for what it does not understand, RunError for what cannot be read
 */
export async function explain(input: string | undefined, flags: ExplainFlags): Promise<number> {
  const from = flags.from === undefined ? undefined : readOrigin(flags.from).value;
  checkStack(flags.stack);
  const explanation = await explanationOf(input, flags, from);
  if (flags.json === true) console.log(toJson(explanation.entries, flags));
  else console.log(toText(explanation, flags));
  return EXIT.fine;
}

async function explanationOf(
  input: string | undefined,
  flags: ExplainFlags,
  from: string | undefined,
): Promise<Explanation> {
  if (input === undefined || input === "-")
    return ofInput(await readInput(openSource("-")), "Standard input", flags, from);
  if (input.trim() === "") throw new UsageError(`The text is empty.\n${UNDERSTOOD}`);
  const isFile = existsSync(input);
  if (!isFile) {
    // A code goes before a file, which can be named with ./ before it.
    const code = explainCode(input.trim(), flags, from);
    if (code !== undefined) return code;
    if (/^[A-Za-z]\w*$/.test(input.trim())) throw unknownCode(input.trim());
    // A message, a command or code that was handed over as one word.
    if (/\s/.test(input.trim()))
      return ofInput({ kind: "text", text: input.slice(0, MOST_TEXT), isCut: false }, "The text", flags, from);
  }
  return ofInput(await readInput(openSource(input)), printable(input), flags, from);
}

async function ofInput(
  read: ExplainInput,
  name: string,
  flags: ExplainFlags,
  from: string | undefined,
): Promise<Explanation> {
  switch (read.kind) {
    case "binary":
      throw new UsageError(`${name} is ${read.what}.\n${UNDERSTOOD}`);
    case "har": {
      if (!read.summary.isHar) throw notHar(read.summary.fault, name);
      return explainHar(read, flags, from);
    }
    case "text":
      return ofText(read, name, flags, from);
  }
}

async function ofText(
  { text, isCut }: Extract<ExplainInput, { kind: "text" }>,
  name: string,
  flags: ExplainFlags,
  from: string | undefined,
): Promise<Explanation> {
  const cut = `Only the first ${MOST_TEXT.toLocaleString("en-US")} bytes of it were read.`;
  if (text.trim() === "") {
    throw new UsageError(`${name} is empty${isCut ? ` as far as it was read. ${cut}` : "."}\n${UNDERSTOOD}`);
  }
  const explanation = await explainText(text, flags, from);
  if (explanation !== undefined) {
    return isCut ? { ...explanation, remarks: [...explanation.remarks, cut] } : explanation;
  }
  if (/^\s*Invoke-WebRequest\b|^\s*\$session\b/i.test(text)) {
    throw new UsageError('This is "Copy as PowerShell". Copy it as cURL (bash) or as fetch instead.');
  }
  const word = text.trim();
  if (/^[A-Za-z]\w{0,63}$/.test(word)) throw unknownCode(word);
  throw new UsageError(`${name} holds nothing that this command knows.${isCut ? ` ${cut}` : ""}\n${UNDERSTOOD}`);
}

function unknownCode(name: string): UsageError {
  const near = nearNames(name.slice(0, 64));
  const question = near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
  return new UsageError(
    `There is no code and no file ${printable(JSON.stringify(name), 100)}.${question}\n${UNDERSTOOD}`,
  );
}

function notHar(fault: Parameters<typeof faultSentence>[0] | undefined, name: string): UsageError {
  const why =
    fault === undefined
      ? "It is JSON, and has no log with entries."
      : faultSentence(fault).replace(" Everything before that was read.", "");
  return new UsageError(`${name} is no HAR file. ${why}\n${UNDERSTOOD}`);
}

/** @throws UsageError that lists the stacks there are */
function checkStack(stack: string | undefined): void {
  if (stack === undefined) return;
  const names = diagnoseCode({ code: "MissingAllowOriginHeader" })
    .fixes.map((fix) => fix.stack as string)
    .filter((name) => name !== "page" && name !== "server");
  if (!names.includes(stack)) {
    throw new UsageError(`There is no stack ${JSON.stringify(stack)}; there are ${names.join(", ")}.`);
  }
}

function toText(explanation: Explanation, flags: ExplainFlags): string {
  const terminal = terminalOf(process.stdout, process.env);
  const lines = explanationLines(explanation, { terminal, stack: flags.stack });
  return (flags.showSecrets === true ? lines : lines.map(withoutUrlSecrets)).join("\n");
}

function toJson(entries: readonly Explained[], flags: ExplainFlags): string {
  const documents = entries.map(
    ({ browser, code, alternatives, phase, parameter, origin, url, certain, diagnosis, check }) => ({
      browser,
      code,
      alternatives,
      phase,
      parameter,
      origin,
      url,
      certain,
      diagnosis,
      check,
    }),
  );
  return jsonText(flags.showSecrets === true ? documents : withoutSecretsWithin(documents));
}
