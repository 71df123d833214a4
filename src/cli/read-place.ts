import { UsageError } from "./usage-error.ts";

/** Where something is, and what was made of it. */
interface Place {
  readonly value: string;
  readonly note?: string;
}

/** Most characters of what somebody wrote that a message repeats. */
const LONGEST = 200;

/** Schemes whose documents have an origin of their own that is like no other. */
const OPAQUE: readonly string[] = ["about:", "data:", "file:", "javascript:"];

/**
 * The URL that is to be asked.
 *
 * @param from the page's origin, for what is relative to it
 * @throws UsageError with the right spelling, where there is one
 */
export function readUrl(text: string, from: string): string {
  const url = parsed(text);
  if (url === undefined) throw new UsageError(`${quoted(text)} is not a URL.${suggestion(text, from)}`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    const said = looksLikeHost(text)
      ? `has no scheme.${suggestion(text, from)} (A page that asks for it as it stands fails too: CorsDisabledScheme.)`
      : `has the scheme ${url.protocol} A page can ask http: and https: across origins, and nothing else.`;
    throw new UsageError(`${quoted(text)} ${said}`);
  }
  if (url.username !== "" || url.password !== "") {
    url.username = url.password = "";
    throw new UsageError(
      `The URL holds a user name or a password, and no page can fetch such a URL. Write ${url.href} and --user name:password, or -H 'Authorization: ...' where the page sets it.`,
    );
  }
  return url.href;
}

/**
 * The origin of the page that asks.
 *
 * @throws UsageError with the right spelling, where there is one
 */
export function readOrigin(text: string | undefined): Place {
  if (text === undefined) {
    throw new UsageError("Say which page asks: --from https://app.example.com (its origin, or the page's URL).");
  }
  if (text.trim() === "null") return { value: "null" };
  const url = parsed(text);
  if (url?.hostname.includes(",") === true) {
    throw new UsageError(`--from ${quoted(text)} names several origins: a page has one. Ask for each by itself.`);
  }
  const isHost = url !== undefined && !text.includes("://") && !OPAQUE.includes(url.protocol) && looksLikeHost(text);
  if (url === undefined || isHost) {
    throw new UsageError(`--from ${quoted(text)} is no origin and no URL of a page.${suggestion(text, undefined)}`);
  }
  if (OPAQUE.includes(url.protocol) || (url.origin === "null" && url.host === "")) {
    return { value: "null", note: `A page at ${url.protocol} has no origin of its own: it asks as Origin: null.` };
  }
  // The pages of applications, such as capacitor://localhost, have the origin that their scheme and host make.
  const value = url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
  const rest = url.pathname !== "/" && url.pathname !== "" ? url.pathname : url.search + url.hash;
  if (rest !== "") return { value, note: `Of the page only its origin counts: ${value}.` };
  const isSame = text.trim().replace(/\/$/, "") === value;
  return isSame ? { value } : { value, note: `A browser writes this origin as ${value}.` };
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** `localhost:8080/a` and `api.example.com`: URLs in which the scheme was forgotten. */
function looksLikeHost(text: string): boolean {
  return /^(localhost|[\w-]+(\.[\w-]+)+|\[[0-9a-f:.]+\])(:\d+)?([/?#]|$)|^[\w-]+:\d+([/?#]|$)/i.test(text.trim());
}

function suggestion(text: string, from: string | undefined): string {
  const written = text.trim();
  if (looksLikeHost(written)) {
    const isLocal = /^(localhost|127\.|\[|[\w-]+:\d+)/i.test(written);
    return ` Did you mean ${isLocal ? "http" : "https"}://${written}?`;
  }
  if (written.startsWith("//")) return ` Did you mean https:${written}?`;
  const isPath = written.startsWith("/") || written.startsWith("./");
  if (isPath && from !== undefined && from !== "null")
    return ` Write the whole of it, such as ${from}${written.replace(/^\./, "")}.`;
  return ` Write it with its scheme, such as ${from === undefined ? "https://app.example.com" : "https://api.example.com/orders"}.`;
}

/** What somebody wrote, in a message: without a password, and not without end. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, LONGEST).replace(/\/\/[^/?#@\s]*@/g, "//(hidden)@"));
}
