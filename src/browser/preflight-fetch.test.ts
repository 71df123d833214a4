import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine, type ProfileName, type WireRequest } from "./index.ts";

const PAGE = "https://app.example.com";
const URL = "https://api.example.com/a";

type Lines = readonly (readonly [name: "Origin" | "Credentials" | "Methods" | "Headers", value: string])[];

/** Sends a request whose preflight is answered like this, and allows the request itself everything. */
async function ask(
  init: FetchInit,
  lines: Lines,
  more: readonly HeaderLine[] = [],
  status = 204,
  profile: ProfileName = "standard",
) {
  const seen: WireRequest[] = [];
  const clock = { now: 0 };
  const browser = new Browser({
    profile,
    now: () => clock.now,
    transport: async (request) => {
      seen.push(request);
      if (request.method !== "OPTIONS") {
        const headers: HeaderLine[] = [
          ["Access-Control-Allow-Origin", PAGE],
          ["Access-Control-Allow-Credentials", "true"],
        ];
        return { status: 200, statusText: "", headers, body: null };
      }
      const answer = lines.map(([name, value]): HeaderLine => [`Access-Control-Allow-${name}`, value]);
      return { status, statusText: "", headers: [...answer, ...more], body: null };
    },
  });
  const page = browser.page(PAGE);
  const { code, parameter } = await page.explain(URL, init);
  return { failed: code === undefined ? undefined : [code, parameter], seen, page, clock };
}

const PUT: FetchInit = { method: "PUT" };
const PUT_AS_USER: FetchInit = { method: "PUT", credentials: "include" };
const NAMES: FetchInit = { headers: { "X-B": "1", "X-A": "1" } };
const NAMES_AS_USER: FetchInit = { ...NAMES, credentials: "include" };
const AUTHORIZED: FetchInit = { headers: { Authorization: "Bearer 1" } };
const EVERYBODY = ["Origin", "*"] as const;
const AS_USER = [
  ["Origin", PAGE],
  ["Credentials", "true"],
] as const;

describe("a preflight", () => {
  it("asks for the method, and for the names in lower case, sorted, without spaces", async () => {
    const { seen } = await ask({ method: "patch", ...NAMES }, [EVERYBODY]);
    expect(seen[0]?.method).toBe("OPTIONS");
    expect(seen[0]?.headers).toContainEqual(["Access-Control-Request-Method", "patch"]);
    expect(seen[0]?.headers).toContainEqual(["Access-Control-Request-Headers", "x-a,x-b"]);
  });

  it("asks for no names where none need permission", async () => {
    const { seen } = await ask(PUT, [EVERYBODY]);
    expect(seen[0]?.headers.map(([name]) => name)).not.toContain("Access-Control-Request-Headers");
  });

  it.each<[init: FetchInit, lines: Lines]>([
    [PUT, [EVERYBODY, ["Methods", "PUT"]]],
    [PUT, [EVERYBODY, ["Methods", "*"]]],
    [PUT, [EVERYBODY, ["Methods", "GET,, PUT"]]],
    [PUT_AS_USER, [...AS_USER, ["Methods", "*, PUT"]]],
    [NAMES, [EVERYBODY, ["Headers", "X-A, x-b"]]],
    [NAMES, [EVERYBODY, ["Headers", "*"]]],
    [NAMES, [EVERYBODY, ["Headers", "x-a"], ["Headers", "x-b"]]],
    [NAMES_AS_USER, [...AS_USER, ["Headers", "x-a,x-b"]]],
    [{ method: "POST", ...NAMES }, [EVERYBODY, ["Headers", "*"]]],
    [AUTHORIZED, [EVERYBODY, ["Headers", "authorization"]]],
  ])("of %j is content with %j", async (init, lines) => {
    const { failed, seen } = await ask(init, lines);
    expect([failed, seen.length]).toEqual([undefined, 2]);
  });

  it.each<[init: FetchInit, lines: Lines, code: string, parameter: string | undefined]>([
    [PUT, [], "PreflightMissingAllowOriginHeader", undefined],
    [PUT, [EVERYBODY], "MethodDisallowedByPreflightResponse", "PUT"],
    [PUT, [EVERYBODY, ["Methods", "put"]], "MethodDisallowedByPreflightResponse", "PUT"],
    [PUT, [EVERYBODY, ["Methods", "P UT"]], "InvalidAllowMethodsPreflightResponse", undefined],
    [PUT_AS_USER, [...AS_USER, ["Methods", "*"]], "MethodDisallowedByPreflightResponse", "PUT"],
    [PUT_AS_USER, [EVERYBODY, ["Methods", "PUT"]], "PreflightWildcardOriginNotAllowed", undefined],
    [
      PUT_AS_USER,
      [
        ["Origin", PAGE],
        ["Methods", "PUT"],
      ],
      "PreflightInvalidAllowCredentials",
      undefined,
    ],
    [NAMES, [EVERYBODY, ["Headers", "x-a"]], "HeaderDisallowedByPreflightResponse", "x-b"],
    [NAMES, [EVERYBODY, ["Headers", "x-a x-b"]], "InvalidAllowHeadersPreflightResponse", undefined],
    [NAMES_AS_USER, [...AS_USER, ["Headers", "*"]], "HeaderDisallowedByPreflightResponse", "x-a"],
    [AUTHORIZED, [EVERYBODY, ["Headers", "*"]], "HeaderDisallowedByPreflightResponse", "authorization"],
  ])("of %j is refused by %j", async (init, lines, code, parameter) => {
    const { failed, seen } = await ask(init, lines);
    expect([failed, seen.length]).toEqual([[code, parameter], 1]);
  });

  it.each([
    [200, undefined],
    [299, undefined],
    [300, "PreflightInvalidStatus"],
    [301, "PreflightDisallowedRedirect"],
    [404, "PreflightInvalidStatus"],
    [500, "PreflightInvalidStatus"],
  ])("with the status %d", async (status, code) => {
    const { failed } = await ask(PUT, [EVERYBODY, ["Methods", "PUT"]], [], status);
    expect(failed?.[0]).toBe(code);
  });

  it.each([
    [[], 5],
    [["60"], 60],
    [["0"], 0],
    [["60", "60"], 5],
    [["60s"], 5],
    [["+60"], 5],
  ])("with Access-Control-Max-Age %j is kept for %d seconds", async (values, seconds) => {
    const age = values.map((value): HeaderLine => ["Access-Control-Max-Age", value]);
    const { page, seen, clock } = await ask(PUT, [EVERYBODY, ["Methods", "PUT"]], age);
    clock.now = Math.max(0, seconds * 1000 - 1);
    await page.explain(URL, PUT);
    expect(seen.filter(({ method }) => method === "OPTIONS")).toHaveLength(seconds === 0 ? 2 : 1);
    clock.now = seconds * 1000;
    await page.explain(URL, PUT);
    expect(seen.filter(({ method }) => method === "OPTIONS")).toHaveLength(seconds === 0 ? 3 : 2);
  });

  it.each([
    ["chromium", 7200],
    ["firefox", 86_400],
    ["webkit", 600],
  ] as const)("is kept in %s for at most %d seconds", async (profile, seconds) => {
    const { page, seen, clock } = await ask(
      PUT,
      [EVERYBODY, ["Methods", "PUT"]],
      [["Access-Control-Max-Age", "999999999"]],
      204,
      profile,
    );
    clock.now = seconds * 1000 - 1;
    await page.explain(URL, PUT);
    expect(seen.filter(({ method }) => method === "OPTIONS")).toHaveLength(1);
    clock.now = seconds * 1000;
    await page.explain(URL, PUT);
    expect(seen.filter(({ method }) => method === "OPTIONS")).toHaveLength(2);
  });
});

/** Everything that can be wrong with the answer to a preflight. */
interface Mistakes {
  readonly origin: string;
  readonly credentials: string;
  readonly status: number;
  readonly methods: string;
  readonly names: string;
}

const RIGHT: Mistakes = { origin: PAGE, credentials: "true", status: 200, methods: "PUT", names: "x-a" };

/** What mends a mistake, by the name that it is given. */
const MENDS: Readonly<Record<string, Partial<Mistakes>>> = {
  PreflightMissingAllowOriginHeader: { origin: RIGHT.origin },
  PreflightAllowOriginMismatch: { origin: RIGHT.origin },
  PreflightInvalidAllowCredentials: { credentials: RIGHT.credentials },
  PreflightDisallowedRedirect: { status: 500 },
  PreflightInvalidStatus: { status: RIGHT.status },
  InvalidAllowMethodsPreflightResponse: { methods: "GET" },
  MethodDisallowedByPreflightResponse: { methods: RIGHT.methods },
  InvalidAllowHeadersPreflightResponse: { names: "x-b" },
  HeaderDisallowedByPreflightResponse: { names: RIGHT.names },
};

/** The mistakes that a browser names, one after the other, as each is mended. */
async function named(profile: ProfileName): Promise<string[]> {
  const codes: string[] = [];
  let mistakes: Mistakes = {
    origin: "https://b.example",
    credentials: "no",
    status: 302,
    methods: "P UT",
    names: "x a",
  };
  for (;;) {
    const { origin, credentials, status, methods, names } = mistakes;
    const lines: Lines = [
      ["Origin", origin],
      ["Credentials", credentials],
      ["Methods", methods],
      ["Headers", names],
    ];
    const init: FetchInit = { method: "PUT", headers: { "X-A": "1" }, credentials: "include" };
    // oxlint-disable-next-line no-await-in-loop
    const { failed } = await ask(init, lines, [], status, profile);
    const code = failed?.[0];
    if (code === undefined) return codes;
    codes.push(code);
    mistakes = { ...mistakes, ...MENDS[code] };
  }
}

const ORIGIN = "PreflightAllowOriginMismatch";
const CREDENTIALS = "PreflightInvalidAllowCredentials";
const REDIRECT = "PreflightDisallowedRedirect";
const STATUS = "PreflightInvalidStatus";
const METHODS = "InvalidAllowMethodsPreflightResponse";
const HEADERS = "InvalidAllowHeadersPreflightResponse";
const METHOD = "MethodDisallowedByPreflightResponse";
const HEADER = "HeaderDisallowedByPreflightResponse";

describe("of several mistakes in the answer to a preflight", () => {
  it.each<[profile: ProfileName, codes: readonly string[]]>([
    ["standard", [ORIGIN, CREDENTIALS, REDIRECT, STATUS, METHODS, HEADERS, METHOD, HEADER]],
    ["chromium", [REDIRECT, ORIGIN, CREDENTIALS, STATUS, METHODS, HEADERS, METHOD, HEADER]],
    ["firefox", [ORIGIN, CREDENTIALS, REDIRECT, STATUS, METHODS, METHOD, HEADERS, HEADER]],
    ["webkit", [REDIRECT, STATUS, ORIGIN, CREDENTIALS, METHODS, HEADERS, METHOD, HEADER]],
  ])("%s names one after the other", async (profile, codes) => {
    expect(await named(profile)).toEqual(codes);
  });
});
