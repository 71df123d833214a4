import { describe, expect, it } from "vitest";
import { PreflightWatch, refusedBy } from "./preflight-watch.ts";
import type { HeaderLine, WireEntry } from "./wire-entry.ts";

/** One request: at which second, which method, and what is special about it. */
interface Request {
  readonly at: number;
  readonly method: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer?: readonly HeaderLine[];
  readonly status?: number;
}

const GRANT: readonly HeaderLine[] = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "GET, PUT, DELETE"],
  ["Access-Control-Allow-Headers", "content-type, accept"],
  ["Access-Control-Max-Age", "10"],
];

const ANYTHING: readonly HeaderLine[] = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Methods", "*"],
  ["Access-Control-Allow-Headers", "*"],
];

function preflight(at: number, method = "PUT", names = "content-type", answer = GRANT): Request {
  const headers = { "access-control-request-method": method, "access-control-request-headers": names };
  return { at, method: "OPTIONS", headers, answer };
}

/** What a fresh watch notes of each request in turn. */
function notes(...requests: readonly Request[]): (string | undefined)[] {
  const watch = new PreflightWatch();
  return requests.map(({ at, method, path = "/x", headers = {}, answer = [], status = 200 }, index) => {
    const all = { host: "h", origin: "o", "user-agent": "b", "sec-fetch-mode": "cors", ...headers };
    const entry: WireEntry = {
      id: index + 1,
      server: "api",
      time: at * 1000,
      method,
      path,
      kind: method === "OPTIONS" ? "preflight" : "actual",
      requestHeaders: Object.entries(headers),
      requestLines: Object.entries(all),
      credentials: [],
      status,
      responseHeaders: answer,
      responseLines: answer,
      refused: [],
      preflightCache: undefined,
    };
    return watch.observe(entry, all, at * 1000)?.note;
  });
}

describe("PreflightWatch", () => {
  it.each<[fact: string, requests: Request[], expected: (string | undefined)[]]>([
    [
      "one preflight serves PUT and DELETE",
      [preflight(0), { at: 0, method: "PUT" }, { at: 1, method: "DELETE" }],
      ["stored", undefined, "hit"],
    ],
    [
      "nothing is a hit once the answer has expired",
      [preflight(0), { at: 0, method: "PUT" }, { at: 10, method: "PUT" }],
      ["stored", undefined, undefined],
    ],
    [
      "without a max-age it is five seconds",
      [
        preflight(0, "PUT", "", GRANT.slice(0, 3)),
        { at: 0, method: "PUT" },
        { at: 4, method: "PUT" },
        { at: 5, method: "PUT" },
      ],
      ["stored", undefined, "hit", undefined],
    ],
    [
      "a second preflight is early while the first is good",
      [preflight(0), { at: 0, method: "PUT" }, preflight(9), preflight(19)],
      ["stored", undefined, "early", "stored"],
    ],
    [
      "a preflight for what the first did not cover is not early",
      [preflight(0, "GET", "x-a"), preflight(1)],
      [undefined, "stored"],
    ],
    [
      "an answer that grants nothing is not remembered",
      [preflight(0, "PUT", "", []), { at: 1, method: "PUT" }],
      [undefined, undefined],
    ],
    [
      "a GET with a header that was asked for is a hit",
      [
        preflight(0, "GET"),
        { at: 0, method: "GET", headers: { "content-type": "a/b" } },
        { at: 1, method: "GET", headers: { "content-type": "a/b" } },
      ],
      ["stored", undefined, "hit"],
    ],
    [
      "a simple GET needs no preflight, so it is no hit",
      [preflight(0), { at: 0, method: "PUT" }, { at: 1, method: "GET", headers: { accept: "*/*" } }],
      ["stored", undefined, undefined],
    ],
    [
      "a preflight that is answered with 404 grants nothing, whatever it lists",
      [{ ...preflight(0), status: 404 }, preflight(1)],
      [undefined, "stored"],
    ],
    [
      "a list that is * covers every method and header",
      [preflight(0, "PUT", "x-a", ANYTHING), preflight(1, "DELETE", "x-b", ANYTHING)],
      ["stored", "early"],
    ],
    [
      "a max-age that is no number is none, and one below nothing is nothing",
      [
        preflight(0, "PUT", "", [...GRANT.slice(0, 3), ["Access-Control-Max-Age", "soon"]]),
        { at: 0, method: "PUT" },
        { at: 4, method: "PUT" },
        preflight(6, "PUT", "", [...GRANT.slice(0, 3), ["Access-Control-Max-Age", "-1"]]),
        preflight(6),
      ],
      ["stored", undefined, "hit", "stored", "stored"],
    ],
    [
      "another path, browser or program is none of this",
      [
        preflight(0),
        { at: 0, method: "PUT" },
        { at: 1, method: "PUT", path: "/y" },
        { at: 1, method: "PUT", headers: { "user-agent": "c" } },
      ],
      ["stored", undefined, undefined, undefined],
    ],
  ])("%s", (_fact, requests, expected) => {
    expect(notes(...requests)).toEqual(expected);
  });

  it("takes no curl for a browser with a cache", () => {
    const watch = new PreflightWatch();
    const entry = {
      id: 1,
      server: "api" as const,
      time: 0,
      path: "/x",
      requestHeaders: [],
      requestLines: [],
      responseLines: [],
      credentials: [],
      refused: [],
      status: 200,
      preflightCache: undefined,
    };
    const asked = { host: "h", origin: "o", "access-control-request-method": "PUT" };
    watch.observe(
      { ...entry, method: "OPTIONS", kind: "preflight", requestHeaders: Object.entries(asked), responseHeaders: GRANT },
      asked,
      0,
    );
    const actual: WireEntry = { ...entry, method: "PUT", kind: "actual", responseHeaders: [] };
    expect(watch.observe(actual, { host: "h", origin: "o" }, 1)).toBeUndefined();
    expect(watch.observe(actual, { host: "h", origin: "o" }, 2)).toBeUndefined();
  });
});

describe("refusedBy", () => {
  const preflight = (method: string, names: string): WireEntry => ({
    id: 1,
    server: "api",
    time: 0,
    method: "OPTIONS",
    path: "/x",
    kind: "preflight",
    requestHeaders: [
      ["Access-Control-Request-Method", method],
      ["Access-Control-Request-Headers", names],
    ],
    requestLines: [],
    responseLines: [],
    credentials: [],
    status: 204,
    responseHeaders: GRANT,
    refused: [],
    preflightCache: undefined,
  });

  it.each([
    ["PUT", "content-type", []],
    ["GET", "", []],
    ["PATCH", "content-type", ["PATCH"]],
    ["put", "", ["put"]],
    ["PUT", "X-A, Content-Type,x-b", ["X-A", "x-b"]],
  ])("says of %s with %j what is missing", (method, names, refused) => {
    expect(refusedBy(preflight(method, names))).toEqual(refused);
  });
});
