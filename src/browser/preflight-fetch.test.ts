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
