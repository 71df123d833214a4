import { describe, expect, it } from "vitest";
import { compilePolicy, normalizeOptions, type CheckedOptions } from "./compile-policy.ts";
import { allowsOrigin, decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";

const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";

const PREFLIGHT_NAMES = ["Access-Control-Request-Method", "Access-Control-Request-Headers"];
const ALLOW_PAGE = ["Access-Control-Allow-Origin", PAGE];
const ALLOW_ANY = ["Access-Control-Allow-Origin", "*"];
const CREDENTIALS = ["Access-Control-Allow-Credentials", "true"];

const PLAIN: CheckedOptions = { origins: [PAGE, "https://b.example"] };
const FULL: CheckedOptions = {
  ...PLAIN,
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "X-A"],
  exposeHeaders: ["ETag"],
  credentials: true,
  maxAge: 600,
};
const FULL_LISTS = [
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "Content-Type, X-A"],
  ["Access-Control-Max-Age", "600"],
];
const PUBLIC: CheckedOptions = {
  origins: "*",
  methods: ["PUT"],
  allowHeaders: ["X-A"],
  exposeHeaders: ["ETag"],
  maxAge: 5,
};
const WIDE: CheckedOptions = { ...PLAIN, methods: "*", allowHeaders: "*" };
const WIDE_WITH_CREDENTIALS: CheckedOptions = { ...WIDE, credentials: true };

function ask(options: CheckedOptions, request: Partial<CorsRequest>): Decision {
  const whole = { method: "GET", origin: undefined, requestMethod: undefined, requestHeaders: undefined, ...request };
  return decide(compilePolicy(normalizeOptions(options)), whole);
}

function preflight(requestMethod: string, requestHeaders?: string, origin = PAGE): Partial<CorsRequest> {
  return { method: "OPTIONS", origin, requestMethod, requestHeaders };
}

describe("decide", () => {
  describe("takes for a preflight only an OPTIONS that has an Origin and asks for a method", () => {
    it.each([
      ["GET without an Origin", {}, "not-cors"],
      ["OPTIONS without an Origin", { method: "OPTIONS" }, "not-cors"],
      ["OPTIONS that asks for a method, without an Origin", { method: "OPTIONS", requestMethod: "PUT" }, "not-cors"],
      ["OPTIONS with an Origin that asks for no method", { method: "OPTIONS", origin: PAGE }, "actual"],
      ["OPTIONS that asks for headers alone", { method: "OPTIONS", origin: PAGE, requestHeaders: "x-a" }, "actual"],
      ["GET that asks for a method", { origin: PAGE, requestMethod: "PUT" }, "actual"],
      ["options in lower case", { method: "options", origin: PAGE, requestMethod: "PUT" }, "actual"],
      ["GET with an Origin", { origin: PAGE }, "actual"],
      ["POST with an empty Origin", { method: "POST", origin: "" }, "actual"],
      ["OPTIONS that asks for a method", preflight("PUT"), "preflight"],
      ["OPTIONS that asks for an empty method", preflight(""), "preflight"],
      ["OPTIONS of a stranger that asks for a method", preflight("PUT", undefined, STRANGER), "preflight"],
    ] as const)("%s: %s", (_what, request, kind) => {
      for (const options of [PLAIN, FULL, PUBLIC, WIDE]) {
        const decision = ask(options, request);
        expect(decision.kind).toBe(kind);
        expect(decision.status === undefined).toBe(kind !== "preflight");
      }
    });
  });

  describe("without an Origin", () => {
    it("allows, passes on, says nothing, and keeps `Vary: Origin`", () => {
      expect(ask(FULL, {})).toEqual({
        kind: "not-cors",
        allowed: true,
        status: undefined,
        headers: [],
        vary: ["Origin"],
        refusals: [],
      });
    });

    it("gives everybody's answer where any origin is let in, so that a cache may serve it to a page", () => {
      expect(ask(PUBLIC, {})).toEqual({
        kind: "not-cors",
        allowed: true,
        status: undefined,
        headers: [ALLOW_ANY, ["Access-Control-Expose-Headers", "ETag"]],
        vary: [],
        refusals: [],
      });
    });
  });

  describe("an actual request", () => {
    it("of a named origin may be read, with credentials and exposed headers", () => {
      expect(ask(FULL, { method: "PUT", origin: PAGE })).toEqual({
        kind: "actual",
        allowed: true,
        status: undefined,
        headers: [ALLOW_PAGE, CREDENTIALS, ["Access-Control-Expose-Headers", "ETag"]],
        vary: ["Origin"],
        refusals: [],
      });
    });

    it("has its method judged by the preflight alone", () => {
      expect(ask(FULL, { method: "PATCH", origin: PAGE }).allowed).toBe(true);
    });

    it("of any origin gets the same answer as one without, where any origin is let in", () => {
      for (const origin of [PAGE, STRANGER, "null", "", "not an origin"]) {
        const { headers, vary, allowed } = ask(PUBLIC, { origin });
        expect({ headers, vary, allowed }).toEqual({ headers: ask(PUBLIC, {}).headers, vary: [], allowed: true });
      }
    });

    it("of a refused origin gets no Access-Control header, keeps `Vary: Origin`, and is passed on", () => {
      expect(ask(FULL, { origin: STRANGER })).toEqual({
        kind: "actual",
        allowed: false,
        status: undefined,
        headers: [],
        vary: ["Origin"],
        refusals: [{ code: "OriginNotAllowed", parameter: STRANGER }],
      });
    });
  });

  describe("a preflight", () => {
    it("of a refused origin is a bare 403, and its headers are not looked at", () => {
      expect(ask(FULL, preflight("TRACE", "x-z,".repeat(5_000), STRANGER))).toEqual({
        kind: "preflight",
        allowed: false,
        status: 403,
        headers: [],
        vary: ["Origin", ...PREFLIGHT_NAMES],
        refusals: [{ code: "OriginNotAllowed", parameter: STRANGER }],
      });
    });

    it("that is allowed is 204 with the whole lists, in the order of the options", () => {
      expect(ask(FULL, preflight("PUT", "x-a,content-type"))).toEqual({
        kind: "preflight",
        allowed: true,
        status: 204,
        headers: [ALLOW_PAGE, CREDENTIALS, ...FULL_LISTS],
        vary: ["Origin", ...PREFLIGHT_NAMES],
        refusals: [],
      });
    });

    it.each([
      ["a method", "PATCH", undefined, [{ code: "MethodNotAllowed", parameter: "PATCH" }]],
      ["a method in lower case", "put", "x-a", [{ code: "MethodNotAllowed", parameter: "put" }]],
      ["no method", "", undefined, [{ code: "MethodNotAllowed", parameter: "" }]],
      ["a header", "PUT", "x-a,x-z", [{ code: "HeaderNotAllowed", parameter: "x-z" }]],
      [
        "a method and two headers",
        "PATCH",
        "x-y,x-z",
        [
          { code: "MethodNotAllowed", parameter: "PATCH" },
          { code: "HeaderNotAllowed", parameter: "x-y" },
          { code: "HeaderNotAllowed", parameter: "x-z" },
        ],
      ],
    ])("that fails on %s is 204 with the same complete answer", (_what, method, headers, refusals) => {
      expect(ask(FULL, preflight(method, headers))).toEqual({
        kind: "preflight",
        allowed: false,
        status: 204,
        headers: [ALLOW_PAGE, CREDENTIALS, ...FULL_LISTS],
        vary: ["Origin", ...PREFLIGHT_NAMES],
        refusals,
      });
    });

    it.each(["GET", "HEAD", "POST"])("for %s needs no permission", (method) => {
      expect(ask(PLAIN, preflight(method))).toMatchObject({ allowed: true, status: 204, headers: [ALLOW_PAGE] });
    });

    it("exposes nothing: that is said on the answer that is read", () => {
      const names = ask(FULL, preflight("PUT")).headers.map(([name]) => name);
      expect(names).not.toContain("Access-Control-Expose-Headers");
    });

    it("gets a time to remember of 0 when it is 0, and none when there is none", () => {
      expect(ask({ ...PLAIN, maxAge: 0 }, preflight("GET")).headers).toContainEqual(["Access-Control-Max-Age", "0"]);
      expect(ask(PLAIN, preflight("GET")).headers).toEqual([ALLOW_PAGE]);
    });

    it("of anybody is answered with * where any origin is let in, and varies with what it asks alone", () => {
      expect(ask(PUBLIC, preflight("PUT", "x-a", STRANGER))).toEqual({
        kind: "preflight",
        allowed: true,
        status: 204,
        headers: [
          ALLOW_ANY,
          ["Access-Control-Allow-Methods", "PUT"],
          ["Access-Control-Allow-Headers", "X-A"],
          ["Access-Control-Max-Age", "5"],
        ],
        vary: PREFLIGHT_NAMES,
        refusals: [],
      });
    });
  });

  describe("where any method and header is allowed", () => {
    it("sends * as long as that means any", () => {
      expect(ask(WIDE, preflight("PATCH", "x-a"))).toMatchObject({
        allowed: true,
        headers: [ALLOW_PAGE, ["Access-Control-Allow-Methods", "*"], ["Access-Control-Allow-Headers", "*"]],
      });
    });

    it("names what is asked instead where credentials make * a name like any other", () => {
      expect(ask(WIDE_WITH_CREDENTIALS, preflight("PATCH", "x-b,X-A"))).toMatchObject({
        allowed: true,
        headers: [
          ALLOW_PAGE,
          CREDENTIALS,
          ["Access-Control-Allow-Methods", "PATCH"],
          ["Access-Control-Allow-Headers", "x-b, X-A"],
        ],
      });
    });

    it("names nothing that was not asked", () => {
      expect(ask(WIDE_WITH_CREDENTIALS, preflight("GET")).headers).toEqual([
        ALLOW_PAGE,
        CREDENTIALS,
        ["Access-Control-Allow-Methods", "GET"],
      ]);
    });

    it("names nothing that is not allowed", () => {
      expect(ask(WIDE_WITH_CREDENTIALS, preflight("BAD METHOD", "x-a,authorization"))).toMatchObject({
        allowed: false,
        headers: [ALLOW_PAGE, CREDENTIALS, ["Access-Control-Allow-Headers", "x-a"]],
        refusals: [
          { code: "MethodNotAllowed", parameter: "BAD METHOD" },
          { code: "HeaderNotAllowed", parameter: "authorization" },
        ],
      });
    });

    it("never sends * to whoever asks for an unlisted Authorization, since real browsers let it cover that", () => {
      for (const origins of ["*", [PAGE]] as const) {
        for (const asked of ["*,authorization,x-a", "*,Authorization,x-a"]) {
          const { allowed, headers } = ask({ origins, allowHeaders: "*" }, preflight("GET", asked));
          expect(allowed).toBe(false);
          expect(headers).toContainEqual(["Access-Control-Allow-Headers", "x-a"]);
        }
      }
    });

    it("sends * to whoever asks for what is no header name: no browser does", () => {
      for (const asked of ["x-a,bad name", "café", "x-authorization=", "authorization x"]) {
        const { allowed, headers } = ask(WIDE, preflight("GET", asked));
        expect(allowed).toBe(false);
        expect(headers).toContainEqual(["Access-Control-Allow-Headers", "*"]);
      }
    });

    it("allows a listed Authorization beside *, with and without credentials", () => {
      const allowHeaders = ["*", "Authorization"];
      expect(ask({ ...PLAIN, allowHeaders }, preflight("GET", "authorization"))).toMatchObject({
        allowed: true,
        headers: [ALLOW_PAGE, ["Access-Control-Allow-Headers", "*, Authorization"]],
      });
      expect(ask({ ...PLAIN, allowHeaders, credentials: true }, preflight("GET", "authorization"))).toMatchObject({
        allowed: true,
        headers: [ALLOW_PAGE, CREDENTIALS, ["Access-Control-Allow-Headers", "authorization"]],
      });
    });

    it("refuses a sixty-fifth name where names must be echoed, and not where * is sent", () => {
      const names = Array.from({ length: 65 }, (_, index) => `x-${index}`);
      expect(ask(WIDE, preflight("GET", names.join())).allowed).toBe(true);
      const decision = ask(WIDE_WITH_CREDENTIALS, preflight("GET", names.join()));
      expect(decision).toMatchObject({
        allowed: false,
        refusals: [{ code: "TooManyRequestHeaders", parameter: "x-64" }],
      });
      expect(decision.headers).toContainEqual(["Access-Control-Allow-Headers", names.slice(0, 64).join(", ")]);
    });

    it("refuses a method of more than 4096 characters where it must be echoed, and not where * is sent", () => {
      const [fits, long] = ["M".repeat(4096), "M".repeat(4097)];
      expect(ask(WIDE_WITH_CREDENTIALS, preflight(fits)).allowed).toBe(true);
      expect(ask(WIDE_WITH_CREDENTIALS, preflight(long))).toMatchObject({
        allowed: false,
        headers: [ALLOW_PAGE, CREDENTIALS],
        refusals: [{ code: "MethodNotAllowed" }],
      });
      expect(ask(WIDE, preflight(long)).allowed).toBe(true);
    });

    it("repeats no more than a limited part of what a stranger sends", () => {
      for (const options of [PLAIN, FULL, WIDE, WIDE_WITH_CREDENTIALS]) {
        const long = "x".repeat(1_000_000);
        for (const request of [
          preflight(long, long),
          preflight("PUT", `${long},`.repeat(3)),
          preflight("PUT", "y,".repeat(500_000)),
          preflight("PUT", undefined, long),
          { origin: long },
        ]) {
          const { headers, refusals } = ask(options, request);
          const parameters = refusals.map(({ parameter }) => parameter);
          expect(parameters.every((text = "") => text.length <= 128)).toBe(true);
          expect(refusals.length).toBeLessThanOrEqual(18);
          const longest = Math.max(0, ...headers.map(([, value]) => value.length));
          expect(longest).toBeLessThanOrEqual(4096);
        }
      }
    });
  });

  it.each([
    ["named origins", FULL],
    ["any origin", PUBLIC],
  ])("shares nothing that can be changed from one decision to the next: %s", (_whose, options) => {
    const compiled = compilePolicy(normalizeOptions(options));
    const requests = [
      {},
      { origin: PAGE },
      { origin: STRANGER },
      preflight("PATCH", "x-z"),
      preflight("PUT", "", STRANGER),
    ];
    for (const request of requests) {
      const whole = {
        method: "GET",
        origin: undefined,
        requestMethod: undefined,
        requestHeaders: undefined,
        ...request,
      };
      const before = JSON.stringify(decide(compiled, whole));
      const decision = decide(compiled, whole);
      for (const list of [decision.headers, decision.vary, decision.refusals, ...decision.headers]) {
        Reflect.set(list, 0, "Changed");
        Reflect.set(list, "length", 0);
        Reflect.set(list, 0, "Added");
      }
      expect(JSON.stringify(decide(compiled, whole))).toBe(before);
    }
  });
});

describe("allowsOrigin", () => {
  it.each([
    [PAGE, true],
    ["https://b.example", true],
    [STRANGER, false],
    ["https://APP.example.com", false],
    [`${PAGE}/`, false],
    [`${PAGE}:443`, false],
    [`${PAGE}, https://b.example`, false],
    ["null", false],
    ["*", false],
    ["", false],
  ])("compares whole origins, byte by byte: %j is %j", (origin, allowed) => {
    expect(allowsOrigin(compilePolicy(PLAIN), origin)).toBe(allowed);
  });

  it("lets everybody in where any origin is", () => {
    expect(allowsOrigin(compilePolicy({ origins: "*" }), "null")).toBe(true);
  });
});
