import {
  Browser,
  type Exchange,
  type FetchInit,
  type HeaderLine,
  type WireEntry,
  type WireRequest,
} from "../browser/index.ts";
import { diagnose, type CopiedRequest } from "../diagnosis/index.ts";
import { checkLine } from "./explain-check-line.ts";
import type { ExplainFlags } from "./explain.ts";
import {
  explained,
  firstThings,
  possibleCodes,
  type Explained,
  type ExplainedSection,
  type Explanation,
} from "./explained.ts";

/** Headers that no page can set, and what to do in place of it. */
const UNSETTABLE: Readonly<Record<string, string>> = {
  cookie: "the browser sends its own cookies, when the page asks with credentials",
  host: "it follows from the URL",
  origin: "it is the page's",
  referer: "the browser names the page",
};

/** Headers that a browser adds to every request, so that in a copy they are none of the page's. */
const ADDED: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "dnt",
  "pragma",
  "priority",
  "upgrade-insecure-requests",
  "user-agent",
]);

/** Names that no page can set, whatever their value; the command knows them as it loads no standard. */
const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-(headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/;

/** Where the page is looked for when nothing says where it is. */
const SOME_PAGE = "https://app.example.com";

/** Stands for a URL that the code makes. */
const SOME_URL = "https://api.example.com/";

/** What a browser would make of requests that were copied. None was observed, so nothing is claimed about an answer. */
export async function explainCopies(
  copies: readonly CopiedRequest[],
  flags: ExplainFlags,
  from: string | undefined,
): Promise<Explanation> {
  const entries: Explained[] = [];
  for (const copy of copies) {
    // oxlint-disable-next-line no-await-in-loop
    entries.push(await explainCopy(copy, flags, from));
  }
  const what = copies[0]?.form === "curl" ? "A curl command" : "A call of fetch";
  return {
    entries,
    summary: [
      `${copies.length > 1 ? `${copies.length} requests, read` : `${what}, read`} and not sent: nobody has seen an answer, so this says what a browser asks and what the server has to answer.`,
    ],
    remarks: [],
  };
}

async function explainCopy(copy: CopiedRequest, flags: ExplainFlags, from: string | undefined): Promise<Explained> {
  const origin = from ?? originIn(copy);
  const { own, unsettable, added } = sorted(copy);
  const credentials = copy.credentials ?? (copy.hasCookies ? "include" : "same-origin");
  const url = absoluteUrl(copy, origin);
  const { method, mode, insecure } = copy;
  const known = { url, origin, method, headers: own, credentials: credentials === "include", mode, insecure };
  const common = {
    title: "What a browser would do",
    origin: origin ?? null,
    url: url ?? null,
    about: `${method} ${url ?? copy.url ?? "a URL that the code makes"}${origin === undefined ? "" : ` from ${origin}`}`,
    check: checkLine({ ...known, browser: flags.browser ?? null, stack: flags.stack }, flags.showSecrets === true),
    sections: [unsettableSection(unsettable), addedSection(added)].filter((one) => one !== undefined),
  };
  if (url === undefined && copy.url !== undefined) {
    return explained({ ...common, notes: [...copy.notes, RELATIVE] });
  }
  const notes = [
    ...copy.notes,
    ...(url === undefined ? [NO_URL] : []),
    ...originNotes(origin),
    ...(insecure ? [INSECURE] : []),
  ];
  const target = url ?? SOME_URL;
  const init: FetchInit = { method, headers: own, credentials, mode: mode ?? "cors" };
  const asked = await ask(target, origin ?? SOME_PAGE, init, flags);
  if (typeof asked === "string") return explained({ ...common, notes: [...notes, `No browser sends this: ${asked}`] });
  return explained({ ...common, ...whatFollows(asked, copy, notes, target, origin ?? SOME_PAGE, common.sections) });
}

/** What comes of it when the server allows everything. */
function whatFollows(
  asked: Exchange,
  copy: CopiedRequest,
  notes: readonly string[],
  url: string,
  origin: string,
  sections: readonly ExplainedSection[],
): Partial<Explained> {
  if (asked.code !== undefined) {
    const diagnosis = diagnose(asked, { url, origin });
    return {
      alternatives: [asked.code],
      diagnosis: diagnosis === undefined ? null : { ...diagnosis, messages: {} },
      notes: [...notes, "Whatever the server answers, a browser refuses this by itself."],
    };
  }
  if (asked.response?.type === "basic") return { notes: [...notes, SAME_ORIGIN] };
  const credentials = copy.credentials === "include" || (copy.credentials === undefined && copy.hasCookies);
  const alternatives = alternativesOf(asked, credentials);
  return {
    alternatives,
    notes: [...notes, ...firstThings(alternatives, origin, url)],
    sections: [...wireSections(asked, credentials, origin), ...sections, ...curlSections(copy)],
  };
}

const INSECURE =
  "curl takes any certificate here (-k): a browser does not, unless somebody has clicked its warning away.";
const NO_URL = `${SOME_URL} stands for it below; if it is of the page's own origin, CORS has no part in it.`;
const RELATIVE =
  "The URL is relative, so it goes to the page's own origin, where CORS has no part. If it should go elsewhere, write it with its host.";
const SAME_ORIGIN =
  "The URL is of the page's own origin, so CORS has nothing to do with it: no preflight, and no header is needed.";

function originNotes(origin: string | undefined): string[] {
  return origin === undefined
    ? [`The text does not say which page asks. ${SOME_PAGE} stands for it below: say it with --from.`]
    : [];
}

/** The page's origin as the copy tells it. */
function originIn({ headers, referrer }: CopiedRequest): string | undefined {
  const value = (name: string): string | undefined => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const told = value("origin");
  if (told !== undefined && told !== "null" && URL.canParse(told)) return new URL(told).origin;
  const page = referrer ?? value("referer");
  return page !== undefined && URL.canParse(page) ? new URL(page).origin : undefined;
}

function absoluteUrl({ url }: CopiedRequest, origin: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url, origin)) return undefined;
  const absolute = new URL(url, origin);
  return absolute.protocol === "http:" || absolute.protocol === "https:" ? absolute.href : url;
}

interface Sorted {
  /** What the page's program sets. */
  readonly own: readonly HeaderLine[];
  readonly unsettable: readonly string[];
  readonly added: readonly string[];
}

/** Headers of a copy by who can set them. What every browser adds is the page's own only where no browser had a hand in it. */
function sorted({ headers }: CopiedRequest): Sorted {
  const isCopy = headers.some(
    ([name, value]) => /^sec-/i.test(name) || (/^user-agent$/i.test(name) && value.startsWith("Mozilla/")),
  );
  const own: HeaderLine[] = [];
  const unsettable: string[] = [];
  const added: string[] = [];
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (FORBIDDEN.test(key)) (isCopy && !Object.hasOwn(UNSETTABLE, key) ? added : unsettable).push(key);
    else if (isCopy && ADDED.has(key)) added.push(key);
    // What every browser says by itself says nothing.
    else if (key !== "user-agent" && !(key === "accept" && value === "*/*")) own.push([name, value]);
  }
  return { own, unsettable: [...new Set(unsettable)], added: [...new Set(added)] };
}

/** What a browser sends to a server that allows everything; a text says why it sends nothing at all. */
async function ask(url: string, origin: string, init: FetchInit, flags: ExplainFlags): Promise<Exchange | string> {
  const transport = ({
    headers,
  }: WireRequest): Promise<{ status: number; statusText: string; headers: HeaderLine[]; body: null }> => {
    const told = (name: string): string => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
    const lines: HeaderLine[] = [
      ["Access-Control-Allow-Origin", told("origin")],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", told("access-control-request-method")],
      ["Access-Control-Allow-Headers", told("access-control-request-headers")],
    ];
    return Promise.resolve({ status: 200, statusText: "OK", headers: lines, body: null });
  };
  try {
    return await new Browser({ profile: flags.browser ?? "standard", transport }).page(origin).explain(url, init);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function alternativesOf({ wire, verdict }: Exchange, credentials: boolean): Explained["alternatives"] {
  if (verdict === "opaque") return [];
  const preflight = wire.find((entry) => entry.preflight);
  if (preflight === undefined) return possibleCodes({ preflight: undefined, credentials });
  const { method, headers } = askedOf(preflight);
  return possibleCodes({ preflight: { method: needsPermission(method), headers: headers !== "" }, credentials });
}

function needsPermission(method: string): boolean {
  return !["GET", "HEAD", "POST"].includes(method);
}

function askedOf({ request }: WireEntry): { readonly method: string; readonly headers: string } {
  const told = (name: string): string => request.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  return { method: told("access-control-request-method"), headers: told("access-control-request-headers") };
}

/** What goes out, and what has to come back. */
function wireSections({ wire, verdict }: Exchange, credentials: boolean, origin: string): ExplainedSection[] {
  const preflight = wire.find((entry) => entry.preflight);
  const request = wire.find((entry) => !entry.preflight);
  if (verdict === "opaque") {
    const sentence =
      "Mode no-cors: the request goes out unasked, and the page can read nothing of the answer, whatever the server sends.";
    return [{ title: "What a browser does", sentences: [sentence] }];
  }
  const granted = [
    `< Access-Control-Allow-Origin: ${origin}`,
    ...(credentials ? ["< Access-Control-Allow-Credentials: true"] : []),
  ];
  const answer: ExplainedSection = {
    title: `What the server has to answer to the ${request?.request.method ?? "request"} itself, also when it is an error`,
    lines: [...granted, "< Vary: Origin"],
    ...(credentials ? {} : { remarks: ["Access-Control-Allow-Origin: * does too, as no credentials are asked for."] }),
  };
  if (preflight === undefined) {
    return [
      {
        title: "What a browser does",
        sentences: ["It sends the request without asking first: method and headers need no permission."],
      },
      answer,
    ];
  }
  const { method, headers } = askedOf(preflight);
  const reasons = [
    ...(needsPermission(method) ? [`the method ${method}`] : []),
    ...(headers === "" ? [] : [`the ${headers.includes(",") ? "headers" : "header"} ${headers.replaceAll(",", ", ")}`]),
  ];
  const path = new URL(preflight.request.url);
  return [
    {
      title: "What a browser does",
      sentences: [`It asks first, with a preflight, because of ${reasons.join(" and ")}:`],
      lines: [
        `> OPTIONS ${path.pathname}${path.search}`,
        `> Host: ${path.host}`,
        `> Origin: ${origin}`,
        `> Access-Control-Request-Method: ${method}`,
        ...(headers === "" ? [] : [`> Access-Control-Request-Headers: ${headers}`]),
      ],
    },
    {
      title: "What the server has to answer to the OPTIONS",
      lines: [
        "< 204 (or any other status from 200 to 299; no redirect, no login)",
        ...granted,
        ...(needsPermission(method) ? [`< Access-Control-Allow-Methods: ${method}`] : []),
        ...(headers === "" ? [] : [`< Access-Control-Allow-Headers: ${headers.replaceAll(",", ", ")}`]),
      ],
    },
    answer,
  ];
}

function unsettableSection(names: readonly string[]): ExplainedSection | undefined {
  if (names.length === 0) return undefined;
  const sentences = names.map(
    (name) => `${name}: ${UNSETTABLE[name] ?? "a browser keeps it to itself, and drops it in silence"}.`,
  );
  return { title: "What a page cannot send", sentences };
}

function addedSection(names: readonly string[]): ExplainedSection | undefined {
  if (names.length === 0) return undefined;
  return { title: "What the browser adds by itself, and needs no permission", sentences: [`${names.join(", ")}.`] };
}

function curlSections({ form, hasUser }: CopiedRequest): ExplainedSection[] {
  if (form !== "curl") return [];
  const user = hasUser
    ? [
        "What -u sends is Authorization: from a page that is a header of its own, which needs permission, or the browser's own login, with credentials.",
      ]
    : [];
  return [
    {
      title: "About curl",
      sentences: [
        "curl enforces no CORS, so that this command works says nothing about what a browser lets a page read.",
        ...user,
      ],
    },
  ];
}
