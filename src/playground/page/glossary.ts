/** What the words mean that not everybody knows, as they are spelled; in texts also in the plural. */
export const WORDS: Readonly<Record<string, string>> = {
  API: "A server that answers programs. Here it is a second server on this machine, on a port of its own.",
  CDN: "A network of caches near the visitors, between them and the server.",
  CORS: "Cross-Origin Resource Sharing: headers by which a server says whose pages may read its answers.",
  DevTools: "What a browser shows to developers: F12, or Ctrl-Shift-I.",
  JSON: "Data as text. Its content type, application/json, is none that a plain form can send.",
  OPTIONS: "The method of the preflight. With it the browser asks, and nothing is to be changed.",
  SameSite: "A part of a cookie: whether it goes along with requests that come from other sites.",
  Vary: "A header by which a server tells caches which headers of the request its answer depends on.",
  Authorization: "The header that carries a password or a token.",
  console: "Where a browser prints errors for developers: F12, then Console.",
  credentials: "What tells a server who the user is: cookies, or a password that the browser keeps.",
  model:
    "A simulated browser, which runs in this page. It says what will happen before your own browser does it, so that the two can be compared.",
  "no-cors": "A mode of fetch: the request is sent, and the page may not read the answer.",
  opaque: "An answer of which the page may see nothing: no status, no headers, no body.",
  origin:
    "Scheme, host and port of an address together, such as http://localhost:8081. If one of them differs, it is another origin.",
  policy:
    "What a server allows to pages of other origins: which origins, which methods, which headers, with cookies or without.",
  preflight:
    "The question that a browser asks before a request that no form could send: an OPTIONS that names the page's origin, the method and the headers. Only after a yes is the request itself sent.",
  site: "Scheme and domain, without the port. Several origins can be one site. Cookies ask for the site, CORS for the origin.",
  "third-party cookies": "Cookies of another site than the one in the address bar.",
  token: "A text that a server gives out at login. Whoever sends it along is that user.",
  wildcard: "The * that stands for everybody, or for everything.",
  withCredentials: "A switch of XMLHttpRequest: send cookies to other origins too.",
};

/** Headers of CORS, and of what is near to it. */
export const HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-credentials": "true: the page may read the answer although cookies went along.",
  "access-control-allow-headers": "The request headers that a page of this origin may set.",
  "access-control-allow-methods": "The methods that a page of this origin may use.",
  "access-control-allow-origin": "The origin whose pages may read this answer, or * for everybody.",
  "access-control-expose-headers": "The response headers that the page may read, besides seven that it always may.",
  "access-control-max-age": "For how many seconds the browser may remember this permission.",
  "access-control-request-headers": "In a preflight: the headers that the page wants to send.",
  "access-control-request-method": "In a preflight: the method that the page wants to use.",
  age: "For how many seconds a cache has had this answer.",
  host: "The server that the request is meant for.",
  location: "Where to ask instead.",
  origin: "The origin of the page that asks. The browser writes it; no page can change it.",
  "set-cookie": "A cookie for the browser to keep.",
  vary: "The request headers on which this answer depends. A cache keeps one answer for each of their values.",
  "www-authenticate": "How to log in.",
  "x-cache": "Written by the playground's cache. HIT: the answer came from it. MISS: it asked the server.",
};

/** A word of a text that is explained. */
export interface ExplainedWord {
  /** As `WORDS` has it. */
  readonly name: string;
  /** As the text has it. */
  readonly word: string;
  /** What stands right behind it, such as a comma. */
  readonly after: string;
  readonly meaning: string;
}

const NAMES = Object.keys(WORDS).toSorted((one, other) => other.length - one.length);

/** A word, the word without an s of the plural, and what stands right behind it. */
const ANY_WORD = new RegExp(`(?<![\\w-])((${NAMES.join("|")})s?)(?![\\w-])(\\S*)`, "g");

/**
 * Divides a text where a word stands that not everybody knows: each of them once, where it comes first.
 *
 * @param before what was read before it, whose words need not be explained again
 */
export function partsOf(text: string, before = ""): readonly (string | ExplainedWord)[] {
  const parts: (string | ExplainedWord)[] = [];
  const explained = new Set([...before.matchAll(ANY_WORD)].map(([, , name = ""]) => name));
  let end = 0;
  for (const { 0: whole, 1: word = "", 2: name = "", 3: after = "", index } of text.matchAll(ANY_WORD)) {
    const meaning = WORDS[name];
    if (meaning === undefined || explained.has(name)) continue;
    explained.add(name);
    if (index > end) parts.push(text.slice(end, index));
    parts.push({ name, word, after, meaning });
    end = index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
