import type { HeaderLine } from "../browser/index.ts";
import type { EngineName } from "../diagnosis/index.ts";
import { withoutSecret } from "./explain-redaction.ts";
import { shellQuoted } from "./shell-words.ts";

/** What is known of a request that is to be checked. */
export interface CheckLine {
  /** Without it there is no line. */
  readonly url: string | undefined;
  readonly origin: string | undefined;
  /** `null`: there was one that needs permission, and nobody knows which. */
  readonly method: string | null | undefined;
  readonly headers?: readonly HeaderLine[];
  readonly credentials?: boolean;
  readonly mode?: string | undefined;
  readonly xhr?: boolean;
  readonly insecure?: boolean;
  readonly browser?: EngineName | null;
  readonly stack?: string | undefined;
}

/** Most headers that a line repeats. */
const MOST_HEADERS = 30;

/** Stands for what is not known; no shell and no `check` takes it for the thing itself. */
const PAGE = "<origin of the page>";
const METHOD = "<method>";

/** The line for a shell that settles what a text leaves open. */
export function checkLine(known: CheckLine, showSecrets: boolean): string | null {
  const { url, origin, method, headers = [], browser, mode } = known;
  if (url === undefined || !URL.canParse(url)) return null;
  const shown = headers.slice(0, MOST_HEADERS).map((line) => (showSecrets ? line : withoutSecret(line)));
  const words = [
    "crossorigin",
    "check",
    url,
    "--from",
    origin ?? PAGE,
    ...(method === undefined || method === "GET" ? [] : ["-X", method ?? METHOD]),
    ...shown.flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(known.credentials === true ? ["--credentials", "include"] : []),
    ...(mode === undefined || mode === "cors" ? [] : ["--mode", mode]),
    ...(known.xhr === true ? ["--xhr"] : []),
    ...(known.insecure === true ? ["--insecure"] : []),
    ...(browser === undefined || browser === null ? [] : ["--profile", browser]),
    ...(known.stack === undefined ? [] : ["--stack", known.stack]),
  ];
  return words.map(shellQuoted).join(" ");
}
