import type { HeaderLine } from "../browser/wire.ts";
import { isToken } from "../standard/token.ts";
import { JsonSieve, type JsonFault, type Shape } from "./json-sieve.ts";

/** One request of a HAR file, as far as it is about who may read what. */
export interface HarEntry {
  /** Its place in the file; the first is 0. */
  readonly index: number;
  readonly pageref: string | undefined;
  /** What the program that wrote the file calls the request: `fetch`, `xhr`, `preflight`, `document`, `script`. */
  readonly resourceType: string | undefined;
  /** When it began, in milliseconds since 1970; `undefined` where the file does not say. */
  readonly startedAt: number | undefined;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
  };
  /** Absent: there was no answer, or the file has nothing of it. */
  readonly response:
    | { readonly status: number; readonly statusText: string; readonly headers: readonly HeaderLine[] }
    | undefined;
  /** Where the answer redirects to; empty where it does not. */
  readonly redirectUrl: string;
  /** Why there is no answer, or why the page got none, such as `net::ERR_FAILED`. */
  readonly error: string | undefined;
}

/** What a HAR file says of itself. */
export interface HarSummary {
  /** Whether it is a HAR file at all: an object with `log`, and entries in it. */
  readonly isHar: boolean;
  /** The program that wrote it, such as `WebInspector` or `Firefox`. */
  readonly creator: string | undefined;
  readonly browser: string | undefined;
  /** How many entries were read. */
  readonly entries: number;
  /** The title of each page by its name; Chrome writes its URL there. */
  readonly pages: ReadonlyMap<string, string>;
  /** Why it could not be read to its end. */
  readonly fault: JsonFault | undefined;
}

const NAMED: Shape = { members: { name: "value", version: "value" } };
const HEADERS: Shape = { each: { members: { name: "value", value: "value" } } };
const ENTRY: Shape = {
  members: {
    pageref: "value",
    startedDateTime: "value",
    _resourceType: "value",
    request: { members: { method: "value", url: "value", headers: HEADERS } },
    response: {
      members: {
        status: "value",
        statusText: "value",
        headers: HEADERS,
        redirectURL: "value",
        _error: "value",
        _failureText: "value",
      },
    },
  },
};

/** Any object that came through the sieve. */
type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a HAR file in pieces: each entry is handed over when it is complete, and nothing of the bodies is kept, so memory
 * does not grow with the file. Never throws; a file that is cut off, or is none, has a fault in {@link end}.
 *
 * @example
 * const entries: HarEntry[] = [];
 * const reader = new HarReader((entry) => entries.push(entry));
 * for await (const piece of pieces) reader.write(piece);
 * const { creator, fault } = reader.end();
 */
export class HarReader {
  readonly #sieve: JsonSieve;
  #entries = 0;

  /** @param onEntry is handed each entry when it is complete */
  constructor(onEntry: (entry: HarEntry) => void) {
    const hand = (element: unknown): void => {
      const entry = toEntry(element as Members, this.#entries);
      this.#entries += 1;
      if (entry !== undefined) onEntry(entry);
    };
    const log: Shape = {
      members: {
        creator: NAMED,
        browser: NAMED,
        pages: { each: { members: { id: "value", title: "value" } } },
        entries: { each: ENTRY, hand },
      },
    };
    this.#sieve = new JsonSieve({ members: { log } });
  }

  /** Whether reading on is of no use: it is no JSON, or went too deep. */
  get isLost(): boolean {
    return this.#sieve.fault !== undefined;
  }

  /** Characters read so far. */
  get read(): number {
    return this.#sieve.read;
  }

  /**
   * Most characters of texts that were held at once.
   *
   * @internal
   */
  get mostKept(): number {
    return this.#sieve.mostKept;
  }

  write(piece: string): void {
    this.#sieve.write(piece);
  }

  /** What the file says of itself, as far as it was read. */
  end(): HarSummary {
    const fault = this.#sieve.end();
    const log = membersOf(membersOf(this.#sieve.value)["log"]);
    return {
      isHar: this.#entries > 0 || "entries" in log,
      creator: textOf(membersOf(log["creator"])["name"]),
      browser: textOf(membersOf(log["browser"])["name"]),
      entries: this.#entries,
      pages: pagesOf(log["pages"]),
      fault,
    };
  }
}

function toEntry(element: Members, index: number): HarEntry | undefined {
  const request = membersOf(element["request"]);
  const response = membersOf(element["response"]);
  const [method, url] = [textOf(request["method"]), textOf(request["url"])];
  if (method === undefined || url === undefined) return undefined;
  const { status } = response;
  // 0 and -1 stand for an answer that there was not, or that the file does not have.
  const hasAnswer = typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 999;
  const started = Date.parse(textOf(element["startedDateTime"]) ?? "");
  return {
    index,
    pageref: textOf(element["pageref"]),
    resourceType: textOf(element["_resourceType"]),
    startedAt: Number.isNaN(started) ? undefined : started,
    request: { method, url, headers: linesOf(request["headers"]) },
    response: hasAnswer
      ? { status, statusText: textOf(response["statusText"]) ?? "", headers: linesOf(response["headers"]) }
      : undefined,
    redirectUrl: textOf(response["redirectURL"]) ?? "",
    error: textOf(response["_error"]) ?? textOf(response["_failureText"]),
  };
}

/** Header lines as they were on the wire: programs put several of one name into one value, on lines of their own. */
function linesOf(list: unknown): HeaderLine[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((element): HeaderLine[] => {
    const { name, value } = membersOf(element);
    // HTTP/2 has the request line among the headers, under names with a colon, which are no tokens.
    if (typeof name !== "string" || typeof value !== "string" || !isToken(name)) return [];
    return value.split("\n").map((one) => [name, toBytes(one)]);
  });
}

/** One character a byte, as on the wire; what no value can hold is left out. */
function toBytes(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/[\0\r]/g, "");
  return /[^\0-\u{ff}]/u.test(plain) ? String.fromCharCode(...new TextEncoder().encode(plain)) : plain;
}

function pagesOf(list: unknown): Map<string, string> {
  const pages = (Array.isArray(list) ? list : []).map(membersOf);
  return new Map(pages.map(({ id, title }) => [textOf(id) ?? "", textOf(title) ?? ""]));
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
