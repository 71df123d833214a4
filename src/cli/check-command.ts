import { writeFileSync } from "node:fs";
import { checkJson } from "./check-json.ts";
import { checkJunit, type Timed } from "./check-junit.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_TIMEOUT, openNetwork, type NetworkFlags } from "./check-network.ts";
import { PROFILE_NAMES, reportLines, summaryLine, type ReportOptions } from "./check-report.ts";
import type { CheckRequest } from "./check-request.ts";
import type { RequestFlags } from "./check-flags.ts";
import { exitOf } from "./exit-of.ts";
import { printable } from "./printable.ts";
import { Progress } from "./progress.ts";
import { proxyOf } from "./proxy-environment.ts";
import { readWhole } from "./read-file.ts";
import { readRequest } from "./read-request.ts";
import { readRequestFile } from "./request-file.ts";
import { runCheck, type CheckResult, type CheckTools, type Outcome } from "./run-check.ts";
import { Redactor } from "./secrets.ts";
import { terminalOf } from "./terminal.ts";
import { RunError, UsageError } from "./usage-error.ts";

/** Everything that can be said of a check. */
export interface CheckFlags extends RequestFlags, NetworkFlags {
  readonly file?: string;
  readonly junit?: string;
  readonly json?: boolean;
  readonly probe: boolean;
  readonly showSecrets?: boolean;
  readonly verbose?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks requests, and says what came of them.
 *
 * @returns the exit code: the worst of all
 * @throws UsageError, RunError when it cannot begin
 */
export async function check(urls: readonly string[], flags: CheckFlags, environment: Environment): Promise<number> {
  const requests = readRequests(urls, flags);
  await checkStacks(requests);
  for (const { url } of requests) proxyOf(new URL(url), environment);
  const terminal = terminalOf(process.stdout, environment);
  const redactor = new Redactor(flags.showSecrets === true);
  const report: ReportOptions = { terminal, redactor, isVerbose: flags.verbose === true, curl: flags };
  const transport = openNetwork(flags, environment);
  const progress = new Progress(process.stderr);
  const tools: CheckTools = {
    transport,
    // A little more than the network takes, whose own words say more.
    timeout:
      (flags.timeout ?? DEFAULT_TIMEOUT) * 1000 + (flags.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT) * 1000 + 1000,
    probes: flags.probe,
    onProgress: (what, profile) =>
      progress.say(
        `${printable(redactor.text(what), 200)}${profile === undefined ? "" : ` as ${PROFILE_NAMES[profile]}`}`,
      ),
  };
  const timed: Timed[] = [];
  try {
    for (const request of requests) {
      const before = performance.now();
      // In turn: a server in trouble is not to be flooded.
      // oxlint-disable-next-line no-await-in-loop
      const result = withoutSecrets(await runCheck(request, tools), redactor);
      timed.push({ result, seconds: (performance.now() - before) / 1000 });
      progress.clear();
      if (flags.json !== true) printReport(result, requests.length > 1, report);
    }
  } finally {
    progress.stop();
    await transport.close();
  }
  const results = timed.map(({ result }) => result);
  if (flags.json === true) console.log(checkJson(results, flags.file !== undefined || urls.length > 1, redactor));
  if (flags.junit !== undefined) writeJunit(flags.junit, timed, report);
  return Math.max(...results.map(exitOf));
}

/** The same, with diagnoses that are fit to be shown: lines of the wire are made so where they are printed. */
function withoutSecrets(result: CheckResult, redactor: Redactor): CheckResult {
  const shown = (one: Outcome): Outcome =>
    one.diagnosis === undefined ? one : { ...one, diagnosis: redactor.diagnosis(one.diagnosis) };
  return { ...result, outcomes: result.outcomes.map(shown), deciding: shown(result.deciding) };
}

function readRequests(urls: readonly string[], flags: CheckFlags): CheckRequest[] {
  const readBody = bodyReader();
  if (flags.file === undefined) {
    if (urls.length === 0) throw new UsageError("Say what is asked: a URL, or --file with one request a line.");
    return urls.map((url) => readRequest(url, flags, readBody));
  }
  if (urls.length > 0) throw new UsageError("Either URLs or --file, not both: write the URLs into the file.");
  const name = flags.file === "-" ? "standard input" : flags.file;
  return readRequestFile(new TextDecoder().decode(readWhole(flags.file)), name, flags, readBody);
}

/** Reads each file once. */
function bodyReader(): (data: string) => string | Uint8Array<ArrayBuffer> {
  const known = new Map<string, string | Uint8Array<ArrayBuffer>>();
  return (data) => {
    if (!data.startsWith("@")) return data;
    const body = known.get(data) ?? textOrBytes(readWhole(data.slice(1)));
    known.set(data, body);
    return body;
  };
}

/** A text where it is one, as pages send texts. */
function textOrBytes(bytes: Uint8Array<ArrayBuffer>): string | Uint8Array<ArrayBuffer> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Bytes that are no UTF-8 are sent as they are.
    return bytes;
  }
}

/** @throws UsageError that lists the stacks there are */
async function checkStacks(requests: readonly CheckRequest[]): Promise<void> {
  const wanted = requests.map(({ stack }) => stack).filter((stack) => stack !== undefined);
  if (wanted.length === 0) return;
  const { diagnoseCode } = await import("../diagnosis/index.ts");
  const stacks = diagnoseCode({ code: "MissingAllowOriginHeader" }).fixes.map(({ stack }) => stack as string);
  const names = stacks.filter((stack) => stack !== "page" && stack !== "server");
  const unknown = wanted.find((stack) => !names.includes(stack));
  if (unknown === undefined) return;
  throw new UsageError(`There is no stack ${JSON.stringify(unknown)}; there are ${names.join(", ")}.`);
}

/** One of several is a line when there is nothing to say of it. */
function printReport(result: CheckResult, isOneOfMany: boolean, report: ReportOptions): void {
  const isQuiet =
    exitOf(result) === 0 && (result.deciding.diagnosis === undefined || result.request.expect !== undefined);
  if (isOneOfMany && isQuiet && !report.isVerbose) {
    console.log(summaryLine(result, report));
    return;
  }
  // What is moved in has less room.
  const width = report.terminal.width - (isOneOfMany ? 2 : 0);
  const lines = reportLines(result, { ...report, terminal: { ...report.terminal, width } });
  console.log(
    (isOneOfMany
      ? [summaryLine(result, report), "", ...lines.map((line) => (line === "" ? "" : `  ${line}`)), ""]
      : lines
    ).join("\n"),
  );
}

function writeJunit(path: string, timed: readonly Timed[], report: ReportOptions): void {
  const plain: ReportOptions = { ...report, terminal: { width: 120, paint: (_style, text) => text } };
  try {
    writeFileSync(path, checkJunit(timed, plain));
  } catch (error) {
    throw new RunError(`--junit ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
