import {
  diagnoseCode,
  isCopyProblem,
  parseConsole,
  parseCurl,
  parseFetch,
  type ConsoleFailure,
  type CopiedRequest,
  type CopyProblem,
  type Diagnosis,
  type EngineName,
  type FindingCode,
} from "../diagnosis/index.ts";
import { checkLine } from "./explain-check-line.ts";
import { explainCode } from "./explain-code.ts";
import { explainCopies } from "./explain-copy.ts";
import type { ExplainFlags } from "./explain.ts";
import { explained, firstThings, isOfPreflight, mergedFixes, type Explained, type Explanation } from "./explained.ts";
import { UsageError } from "./usage-error.ts";

/** A call of fetch at the beginning of a text: then nothing else is looked for in it. */
const FETCH_FIRST =
  /^\s*(?:(?:const|let|var)\s+[\w${}, ]{1,80}=\s*)?(?:await\s+|return\s+)?(?:window\.|globalThis\.)?fetch\s*\(/;

/**
 * What a text says that somebody pasted.
 *
 * @returns `undefined` when nothing here understands it
 * @throws UsageError for a command or a call that does not end
 */
export async function explainText(
  text: string,
  flags: ExplainFlags,
  from: string | undefined,
): Promise<Explanation | undefined> {
  const word = text.trim();
  if (/^[\w.:]{1,64}$/.test(word)) {
    const code = explainCode(word, flags, from);
    if (code !== undefined) return code;
  }
  const curl = copiesOf(parseCurl(text) ?? parseCurl(lineOf(text, /^\s*(?:[$>%#]\s+)?curl(?:\.exe)?\s/m)));
  if (curl !== undefined) return explainCopies(curl, flags, from);
  const isCode = FETCH_FIRST.test(text.slice(0, 500));
  const failures = isCode ? [] : parseConsole(text).filter(({ known, browser }) => known || browser !== null);
  if (failures.length > 0) return explainConsole(failures, flags, from);
  const fetches = copiesOf(parseFetch(text));
  return fetches === undefined ? undefined : explainCopies(fetches, flags, from);
}

/** The text from a line on that fits. */
function lineOf(text: string, form: RegExp): string {
  const at = text.search(form);
  return at === -1 ? "" : text.slice(at);
}

function copiesOf(read: readonly CopiedRequest[] | CopyProblem | undefined): readonly CopiedRequest[] | undefined {
  if (read === undefined || !isCopyProblem(read)) return read?.length === 0 ? undefined : read;
  throw new UsageError(`${read.problem} It begins at character ${read.at + 1}. Was all of it copied?`);
}

function explainConsole(
  failures: readonly ConsoleFailure[],
  flags: ExplainFlags,
  from: string | undefined,
): Explanation {
  return { entries: failures.map((failure) => ofConsole(failure, flags, from)), summary: [], remarks: [] };
}

/** Codes that say that no answer came. */
const NETWORK = /^(ConnectionRefused|NameNotResolved|ConnectionReset|TlsFailed|TimedOut|NoAnswer)$/;

const NO_ANSWER = "No answer came, so this is hardly CORS. Does the URL open in a tab of its own?";

/** Codes of requests with credentials. */
const CREDENTIALED = /WildcardOriginNotAllowed|InvalidAllowCredentials/;

function ofConsole(failure: ConsoleFailure, flags: ExplainFlags, from: string | undefined): Explained {
  const { code, alternatives, certain, phase, parameter, url, note } = failure;
  const browser: EngineName | null = failure.browser ?? flags.browser ?? null;
  // After some redirects Safari names what was sent, which is no page's origin.
  const told = failure.origin === "null" && browser === "webkit" ? undefined : failure.origin;
  const origin = told ?? from;
  const first = code ?? alternatives[0];
  const codes = first === undefined ? [] : [first, ...alternatives];
  const meant = code === null ? codes : [code];
  const isPreflight = phase === "preflight" || (meant.length > 0 && meant.every(isOfPreflight));
  const unknownMethod = isPreflight && failure.method === undefined && parameterMethod(failure) === undefined;
  const header = first === "HeaderDisallowedByPreflightResponse" ? parameter : undefined;
  const check = checkLine(
    {
      url,
      origin,
      method: failure.method ?? parameterMethod(failure) ?? (unknownMethod && header === undefined ? null : undefined),
      headers:
        header === undefined ? [] : [[header, header.toLowerCase() === "content-type" ? "application/json" : "1"]],
      credentials: codes.some((one) => CREDENTIALED.test(one)),
      browser,
      stack: flags.stack,
    },
    flags.showSecrets === true,
  );
  return explained({
    browser,
    code,
    alternatives,
    phase: phase ?? null,
    parameter: parameter ?? null,
    origin: origin ?? null,
    url: url ?? null,
    certain,
    diagnosis: first === undefined ? null : diagnosisOf(failure, first, origin),
    check,
    about: aboutOf(failure, origin),
    notes: [
      ...(note === undefined ? [] : [note]),
      ...firstThings(codes, origin, url),
      ...(first !== undefined && NETWORK.test(first) ? [NO_ANSWER] : []),
      ...missing(failure, origin, first),
    ],
  });
}

/** The method, where it is what the text names. */
function parameterMethod({ code, alternatives, parameter }: ConsoleFailure): string | undefined {
  return (code ?? alternatives[0]) === "MethodDisallowedByPreflightResponse" ? parameter : undefined;
}

/** In words, and no surer than the text: where that leaves several, what mends the first two. */
function diagnosisOf(failure: ConsoleFailure, code: FindingCode, origin: string | undefined): Diagnosis {
  const { origin: told, ...rest } = failure;
  const known = told ?? origin;
  const inWords = (one: FindingCode): Diagnosis =>
    diagnoseCode({ ...rest, ...(known === undefined ? {} : { origin: known }), code: one });
  const diagnosis = { ...inWords(code), messages: {} };
  if (failure.certain || failure.code !== null) return diagnosis;
  const second = failure.alternatives.find((one) => one !== code);
  const fixes = second === undefined ? diagnosis.fixes : mergedFixes(diagnosis.fixes, inWords(second).fixes);
  return { ...diagnosis, certainty: "possible", fixes };
}

function aboutOf({ method, url, redirectedFrom }: ConsoleFailure, origin: string | undefined): string | undefined {
  if (url === undefined) return origin === undefined ? undefined : `A request from ${origin}`;
  const verb = method === undefined ? "" : `${method} `;
  const by = redirectedFrom === undefined ? "" : `, redirected from ${redirectedFrom}`;
  return `${verb}${url}${by}${origin === undefined ? "" : ` from ${origin}`}`;
}

/** What the text leaves out, and how to say it. */
function missing(failure: ConsoleFailure, origin: string | undefined, code: FindingCode | undefined): string[] {
  if (code === undefined)
    return failure.code === null && failure.alternatives.length === 0 && failure.known ? [LOOK] : [];
  return [
    ...(failure.certain ? [] : hintFor(failure)),
    ...(failure.url === undefined
      ? ["The text does not name the URL: paste the line after it too, where the browser says which request failed."]
      : []),
    ...(origin === undefined
      ? ["The text does not name the page: say it with --from, and the fix is written for it."]
      : []),
  ];
}

/** How to tell apart what the same words are said of. */
function hintFor({ code, alternatives }: ConsoleFailure): string[] {
  const isEither = alternatives.some(isOfPreflight) && !alternatives.every(isOfPreflight);
  return code === null && isEither ? [EITHER] : [];
}

const LOOK =
  "Look in the console for a line about the same URL that says more, or save the network panel as a HAR file and explain that.";

const EITHER =
  "Whether it was the preflight shows in the network panel under All: then there is an OPTIONS to this URL, and no answered request after it. If so, add -X and the method to the line below.";
