import { describe, expect, it } from "vitest";
import { HarReader, type HarEntry } from "./har-reader.ts";
import { harRequests, type HarRequests } from "./har-requests.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.com/orders";

interface Told {
  readonly method?: string;
  readonly url?: string;
  readonly sent?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly got?: Readonly<Record<string, string>>;
  readonly more?: object;
  readonly error?: string;
}

function entry({ method = "GET", url = API, sent = {}, status = 200, got = {}, more = {}, error }: Told): object {
  const lines = (one: object): object[] =>
    Object.entries(one).map(([name, value]) => ({ name, value: value as string }));
  return {
    request: { method, url, headers: lines(sent) },
    response: { status, statusText: "", headers: lines(got), ...(error === undefined ? {} : { _error: error }) },
    ...more,
  };
}

function read(told: readonly Told[], creator = "WebInspector", from?: string): HarRequests {
  const entries: HarEntry[] = [];
  const reader = new HarReader((one) => entries.push(one));
  const pages = [{ id: "page_1", title: `${PAGE}/orders.html` }];
  reader.write(JSON.stringify({ log: { creator: { name: creator }, pages, entries: told.map(entry) } }));
  return harRequests(entries, reader.end(), from);
}

const ORIGIN = { Origin: PAGE };
const ASKS = {
  ...ORIGIN,
  "Access-Control-Request-Method": "PUT",
  "Access-Control-Request-Headers": "content-type,x-a",
};

/** Places of preflight and request in the file, hop by hop. */
function places({ requests }: HarRequests): string[] {
  return requests.map(({ hops }) =>
    hops.map(({ preflight, entry: one }) => `${preflight?.index ?? "-"}/${one?.index ?? "-"}`).join(" "),
  );
}

describe("harRequests", () => {
  it("finds the preflight of a request before it, as Chrome may write it, and behind it, as Firefox does", () => {
    const preflight = { method: "OPTIONS", sent: ASKS, status: 204 };
    const request = { method: "PUT", sent: ORIGIN };
    expect(places(read([preflight, request]))).toEqual(["0/1"]);
    expect(places(read([request, preflight]))).toEqual(["1/0"]);
    expect(places(read([request, preflight, request, preflight]))).toEqual(["1/0", "3/2"]);
    expect(places(read([preflight]))).toEqual(["0/-"]);
  });

  it("gives a preflight to no other method and to no other URL", () => {
    const preflight = { method: "OPTIONS", sent: ASKS, status: 204 };
    expect(places(read([preflight, { method: "DELETE", sent: ORIGIN }]))).toEqual(["0/-", "-/1"]);
    expect(places(read([preflight, { method: "PUT", url: `${API}/2`, sent: ORIGIN }]))).toEqual(["0/-", "-/1"]);
  });

  it("follows redirects, by Location or by what the file says of it", () => {
    const other = "https://other.example/";
    const first = { sent: ORIGIN, status: 302, got: { Location: `${other}#top` } };
    const [request] = read([first, { url: other, sent: { Origin: "null" } }]).requests;
    expect(request).toMatchObject({ url: API, origin: PAGE });
    expect(request?.hops.map((hop) => hop.entry?.request.url)).toEqual([API, other]);
    expect(places(read([first, { url: "https://else.example/", sent: ORIGIN }]))).toEqual(["-/0", "-/1"]);
  });

  it("knows the page by Origin, by Referer, by the page's title, and else by what it is told", () => {
    const failed = { error: "net::ERR_FAILED", status: 0 };
    const fetch = { _resourceType: "fetch" };
    const originOf = (told: Told, from?: string): string | undefined =>
      read([told], undefined, from).requests[0]?.origin;
    expect(originOf({ sent: ORIGIN })).toBe(PAGE);
    expect(originOf({ ...failed, sent: { Referer: "https://b.example/x" }, more: fetch })).toBe("https://b.example");
    expect(originOf({ ...failed, more: { ...fetch, pageref: "page_1" } })).toBe(PAGE);
    expect(originOf({ ...failed, more: fetch })).toBeUndefined();
    expect(originOf({ ...failed, more: fetch }, "https://c.example")).toBe("https://c.example");
  });

  it("tells the page's own headers from the browser's, and what a preflight asked for is the page's", () => {
    const sent = {
      ...ORIGIN,
      "User-Agent": "Mozilla/5.0",
      "sec-ch-ua": "x",
      Pragma: "no-cache",
      "Content-Type": "text/plain",
    };
    const [request] = read([
      { method: "PUT", sent },
      { method: "OPTIONS", sent: ASKS, status: 204 },
    ]).requests;
    expect(request?.headers).toEqual([
      ["Content-Type", "text/plain"],
      ["x-a", "unknown"],
    ]);
  });

  it("says whether the page got its answer, as far as the program tells", () => {
    const outcome = (told: Told, creator: string): boolean | undefined =>
      read([{ sent: ORIGIN, ...told }], creator).requests[0]?.succeeded;
    expect(outcome({}, "WebInspector")).toBe(true);
    expect(outcome({ error: "net::ERR_FAILED" }, "WebInspector")).toBe(false);
    expect(outcome({ status: 0 }, "WebInspector")).toBeUndefined();
    expect(outcome({}, "Firefox")).toBeUndefined();
    expect(outcome({ status: 0 }, "Firefox")).toBe(false);
  });

  it("passes over pages, sockets, what only shows, and what is of the page's own origin", () => {
    const { requests, others } = read([
      { sent: { "Sec-Fetch-Mode": "navigate" } },
      { url: "wss://api.example.com/", sent: ORIGIN },
      { sent: { "Sec-Fetch-Mode": "no-cors" } },
      { url: `${PAGE}/own`, sent: ORIGIN },
      { url: "about:blank", sent: ORIGIN },
    ]);
    expect([requests.length, others]).toEqual([0, 5]);
  });

  it("keeps an embedded file that the browser refused, as its server says who may embed it", () => {
    const error = "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin";
    const sent = { "Sec-Fetch-Mode": "no-cors", Referer: `${PAGE}/` };
    expect(read([{ sent, error }]).requests).toMatchObject([{ mode: "no-cors", error }]);
  });
});
