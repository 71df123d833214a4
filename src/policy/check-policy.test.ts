import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { briefProblem } from "./brief-problem.ts";
import { decide } from "./decide.ts";
import { checkOptions } from "./define-policy.ts";
import { checkPolicy, definePolicy } from "./full.ts";
import { OPTION_KINDS, type PolicyOptions } from "./options.ts";
import type { Problem } from "./problem.ts";
import { PROBLEMS } from "./problem-registry.ts";

const ORIGIN = "https://app.example.com";

function fail(): never {
  throw new Error("no");
}

function revokedProxy(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** What each code looks like: options that have this problem and no other, and where it is. */
const MISTAKES: Readonly<Record<keyof typeof PROBLEMS, readonly (readonly [options: unknown, path: unknown[]])[]>> = {
  WrongType: [
    [undefined, []],
    [[], []],
    [{ origins: 7 }, ["origins"]],
    [{ origins: null }, ["origins"]],
    [{ origins: ORIGIN }, ["origins"]],
    [{ origins: [ORIGIN, 7] }, ["origins", 1]],
    [{ origins: "*", methods: "PUT" }, ["methods"]],
    [{ origins: "*", methods: ["PUT", null] }, ["methods", 1]],
    [{ origins: "*", allowHeaders: true }, ["allowHeaders"]],
    [{ origins: "*", exposeHeaders: {} }, ["exposeHeaders"]],
    [{ origins: "*", maxAge: "600" }, ["maxAge"]],
    [{ origins: [ORIGIN], credentials: "true" }, ["credentials"]],
    [{ origins: [ORIGIN], credentials: null }, ["credentials"]],
    [{ origins: [ORIGIN], dangerouslyAllowNullOrigin: 1 }, ["dangerouslyAllowNullOrigin"]],
    [{ origins: [ORIGIN], dangerouslyAllowInsecureOrigins: "no" }, ["dangerouslyAllowInsecureOrigins"]],
    [{ origins: [ORIGIN], dangerouslyAllowPublicSuffixes: "no" }, ["dangerouslyAllowPublicSuffixes"]],
    [{ origins: [ORIGIN], publicSuffixOf: "com" }, ["publicSuffixOf"]],
    [{ origins: { current: () => [ORIGIN] } }, ["origins"]],
    [{ origins: { current: () => [7], subscribe: fail } }, ["origins", 0]],
  ],
  UnreadableOption: [
    [Object.defineProperty({}, "origins", { enumerable: true, get: fail }), ["origins"]],
    [{ origins: revokedProxy([]) }, ["origins"]],
    [{ origins: new Proxy({}, { get: fail }) }, ["origins"]],
    [{ origins: "*", methods: revokedProxy([]) }, ["methods"]],
    [revokedProxy({}), []],
  ],
  UnknownOption: [
    [{ origins: "*", allowedHeaders: [] }, ["allowedHeaders"]],
    [{ origins: "*", preflightContinue: false }, ["preflightContinue"]],
    [{ origins: "*", "": undefined }, [""]],
  ],
  MissingOrigins: [
    [{}, ["origins"]],
    [{ origins: undefined }, ["origins"]],
    [{ origins: [] }, ["origins"]],
  ],
  WildcardWithCredentials: [[{ origins: "*", credentials: true }, ["credentials"]]],
  WildcardOriginInList: [
    [{ origins: [ORIGIN, "*"] }, ["origins", 1]],
    [{ origins: [ORIGIN, " *"] }, ["origins", 1]],
  ],
  SeveralOriginsInOneString: [
    [{ origins: [`${ORIGIN},https://b.example`] }, ["origins", 0]],
    [{ origins: `${ORIGIN}, https://b.example` }, ["origins"]],
  ],
  RegularExpressionAsOrigin: [
    [{ origins: /example/ }, ["origins"]],
    [{ origins: [ORIGIN, /example/] }, ["origins", 1]],
    [{ origins: { current: () => [/example/], subscribe: fail } }, ["origins", 0]],
  ],
  FunctionAsOrigin: [
    [{ origins: () => true }, ["origins"]],
    [{ origins: [ORIGIN, async () => true] }, ["origins", 1]],
  ],
  NullOrigin: [
    [{ origins: ["null"] }, ["origins", 0]],
    [{ origins: ["Null", ORIGIN] }, ["origins", 0]],
    [{ origins: ["NULL"] }, ["origins", 0]],
    [{ origins: [" null "] }, ["origins", 0]],
    [{ origins: "NULL" }, ["origins"]],
    [{ origins: ["null"], dangerouslyAllowNullOrigin: false }, ["origins", 0]],
  ],
  FileOrigin: [[{ origins: ["file://"] }, ["origins", 0]]],
  WebSocketOrigin: [[{ origins: ["wss://app.example.com"] }, ["origins", 0]]],
  SchemeWithoutOrigin: ["ftp://a.example", "data:", "about:blank", "blob:null", "javascript:void 0"].map((origin) => [
    { origins: [origin] },
    ["origins", 0],
  ]),
  OriginWithoutScheme: [[{ origins: ["example.com"] }, ["origins", 0]]],
  OriginWithUserInfo: [[{ origins: ["https://me@example.com"] }, ["origins", 0]]],
  OriginTrailingSlash: [[{ origins: ["https://example.com/"] }, ["origins", 0]]],
  OriginWithPath: [[{ origins: ["https://example.com/app"] }, ["origins", 0]]],
  OriginUpperCase: [[{ origins: ["https://Example.com"] }, ["origins", 0]]],
  OriginNotAscii: [[{ origins: ["https://bücher.example"] }, ["origins", 0]]],
  OriginDefaultPort: [[{ origins: ["https://example.com:443"] }, ["origins", 0]]],
  OriginNotCanonical: [
    [{ origins: ["http://127.1"] }, ["origins", 0]],
    [{ origins: [` ${ORIGIN}`] }, ["origins", 0]],
  ],
  InvalidOrigin: [[{ origins: ["https://exa mple.com"] }, ["origins", 0]]],
  TwoWildcards: [[{ origins: ["https://*.*.example.com"] }, ["origins", 0]]],
  WildcardMisplaced: [[{ origins: ["capacitor://*"] }, ["origins", 0]]],
  WildcardTooWide: [[{ origins: ["https://*"] }, ["origins", 0]]],
  WildcardUnderPublicSuffix: [
    [{ origins: ["https://*.vercel.app"] }, ["origins", 0]],
    [{ origins: ["https://*.com"], publicSuffixOf: () => undefined }, ["origins", 0]],
  ],
  PublicSuffixListMissing: [
    [{ origins: ["https://*.example.com"], publicSuffixOf: fail }, ["origins", 0]],
    [{ origins: ["https://*.example.com"], publicSuffixOf: () => 7 }, ["origins", 0]],
  ],
  OriginSourceFailed: [
    [{ origins: { current: fail, subscribe: fail } }, ["origins"]],
    [{ origins: { current: () => "*", subscribe: fail } }, ["origins"]],
    [{ origins: { current: () => undefined, subscribe: fail } }, ["origins"]],
  ],
  ShadowedOrigin: [
    [{ origins: [ORIGIN, "https://*.example.com"] }, ["origins", 0]],
    [{ origins: ["https://**.example.com", "https://*.example.com"] }, ["origins", 1]],
    [{ origins: ["http://localhost:3000", "http://localhost:*"] }, ["origins", 0]],
  ],
  InsecureOriginWithCredentials: [
    [{ origins: [ORIGIN, "http://example.com"], credentials: true }, ["origins", 1]],
    [{ origins: ["http://*.example.com"], credentials: true }, ["origins", 0]],
    [{ origins: ["http://example.com:*"], credentials: true }, ["origins", 0]],
  ],
  InvalidMethod: [[{ origins: "*", methods: ["PUT, DELETE"] }, ["methods", 0]]],
  ForbiddenMethod: [[{ origins: "*", methods: ["TRACE"] }, ["methods", 0]]],
  MethodNotNormalized: [[{ origins: "*", methods: ["put"] }, ["methods", 0]]],
  LowerCaseMethod: [[{ origins: "*", methods: ["patch"] }, ["methods", 0]]],
  InvalidHeaderName: [
    [{ origins: "*", allowHeaders: ["X A"] }, ["allowHeaders", 0]],
    [{ origins: "*", exposeHeaders: ["X A"] }, ["exposeHeaders", 0]],
  ],
  ForbiddenRequestHeader: [[{ origins: "*", allowHeaders: ["Cookie"] }, ["allowHeaders", 0]]],
  ResponseHeaderAsRequestHeader: [
    [{ origins: "*", allowHeaders: ["Access-Control-Allow-Origin"] }, ["allowHeaders", 0]],
  ],
  ForbiddenResponseHeader: [[{ origins: "*", exposeHeaders: ["Set-Cookie"] }, ["exposeHeaders", 0]]],
  ProtocolHeaderExposed: [[{ origins: "*", exposeHeaders: ["Origin"] }, ["exposeHeaders", 0]]],
  ExposedWildcardWithCredentials: [
    [{ origins: [ORIGIN], credentials: true, exposeHeaders: "*" }, ["exposeHeaders"]],
    [{ origins: [ORIGIN], credentials: true, exposeHeaders: ["ETag", "*"] }, ["exposeHeaders"]],
  ],
  MaxAgeOutOfRange: [-1, 86401, 0.5, 1e300, Number.NaN, Infinity, -Infinity].map((maxAge) => [
    { origins: "*", maxAge },
    ["maxAge"],
  ]),
  DuplicateEntry: [
    [{ origins: [ORIGIN, ORIGIN] }, ["origins", 1]],
    [{ origins: "*", methods: ["PUT", "PUT"] }, ["methods", 1]],
    [{ origins: "*", allowHeaders: ["X-A", "x-a"] }, ["allowHeaders", 1]],
    [{ origins: "*", exposeHeaders: ["X-A", "x-b", "x-a"] }, ["exposeHeaders", 2]],
  ],
};

const MISTAKE_ROWS = Object.entries(MISTAKES).flatMap(([code, rows]) =>
  rows.map(([options, path]) => ({ code: code as keyof typeof PROBLEMS, options, path })),
);

function withoutWords({ message: _message, fix: _fix, ...rest }: Problem): Partial<Problem> {
  return rest;
}

describe("checkPolicy", () => {
  it.each(MISTAKE_ROWS)("finds $code at $path, and nothing else", ({ code, options, path }) => {
    const problems = checkPolicy(options);
    expect(problems.map((found) => [found.code, found.path])).toEqual([[code, path]]);
    expect(problems).toMatchObject([{ severity: PROBLEMS[code].severity, docs: `docs/findings/${code}.md` }]);
  });

  it.each(MISTAKE_ROWS)("finds $code at $path alike where there are fewer words", ({ options }) => {
    const publicSuffixOf = (host: string): string => (host.endsWith("example.com") ? "com" : host);
    const brief = checkOptions(options, { publicSuffixOf, describe: briefProblem, decide });
    expect(brief.map(withoutWords)).toEqual(checkPolicy(options).map(withoutWords));
  });

  it("can say everything that its registry holds", () => {
    expect(Object.keys(MISTAKES)).toEqual(Object.keys(PROBLEMS));
  });

  it.each([
    ["any origin", { origins: "*" }],
    ["any origin, credentials denied aloud", { origins: "*", credentials: false }],
    ["one origin", { origins: [ORIGIN] }],
    [
      "everything without credentials",
      { origins: "*", methods: "*", allowHeaders: "*", exposeHeaders: "*", maxAge: 0 },
    ],
    ["a wildcard beside Authorization", { origins: "*", allowHeaders: ["*", "Authorization"] }],
    ["wildcards beside credentials", { origins: [ORIGIN], credentials: true, methods: ["*"], allowHeaders: "*" }],
    ["the null origin, with its flag", { origins: ["null"], dangerouslyAllowNullOrigin: true }],
    ["the null origin and credentials", { origins: ["null"], credentials: true, dangerouslyAllowNullOrigin: true }],
    ["http without credentials", { origins: ["http://example.com"] }],
    ["http on this machine with credentials", { origins: ["http://localhost:3000"], credentials: true }],
    [
      "http with credentials and its flag",
      { origins: ["http://example.com"], credentials: true, dangerouslyAllowInsecureOrigins: true },
    ],
    [
      "every form of a pattern",
      {
        origins: [
          "http://localhost:*",
          "https://*.a.example.com",
          "https://**.b.example.com",
          "https://pr-*.c.example.com",
          "https://*-pr.c.example.com:8443",
          "http://127.0.0.1:*",
          "http://[::1]:*",
          "http://*.localhost:3000",
        ],
        credentials: true,
      },
    ],
    [
      "a wildcard under a public suffix, with its flag",
      { origins: ["https://*.vercel.app"], dangerouslyAllowPublicSuffixes: true },
    ],
    ["a wildcard by a list of one's own", { origins: ["https://*.co.uk"], publicSuffixOf: () => "uk" }],
    ["a source that is empty for now", { origins: { current: () => [], subscribe: fail } }],
    ["a schema that is named for an editor", { $schema: "./policy.schema.json", origins: "*" }],
    ["the longest memory", { origins: "*", maxAge: 86400 }],
    ["empty lists", { origins: "*", methods: [], allowHeaders: [], exposeHeaders: [] }],
    ["options that are there but undefined", { origins: "*", methods: undefined, credentials: undefined }],
  ])("finds nothing wrong with %s", (_what, options) => {
    expect(checkPolicy(options)).toEqual([]);
  });

  it.each([
    ["origins", '"*" or a list of origins'],
    ["methods", '"*" or a list of names'],
    ["allowHeaders", '"*" or a list of names'],
    ["exposeHeaders", '"*" or a list of names'],
    ["credentials", "true or false"],
    ["maxAge", "a number of seconds"],
    ["publicSuffixOf", "a function"],
    ["dangerouslyAllowNullOrigin", "true or false"],
  ])("says of %s that something else is meant: %s", (name, meant) => {
    const [problem] = checkPolicy({ origins: "*", [name]: {} });
    expect([problem?.message, problem?.fix]).toEqual([`A value of type object is not ${meant}.`, `Give ${meant}.`]);
  });

  it("finds mistakes in a list of exposed headers that is wrong as a whole", () => {
    const exposeHeaders = ["*", "X A", "Set-Cookie"];
    const problems = checkPolicy({ origins: [ORIGIN], credentials: true, exposeHeaders });
    expect(problems.map(({ code }) => code)).toEqual([
      "ExposedWildcardWithCredentials",
      "InvalidHeaderName",
      "ForbiddenResponseHeader",
    ]);
  });

  it("finds all mistakes at once, in the order of the options", () => {
    const problems = checkPolicy({
      maxAge: -1,
      credentials: "yes",
      exposeHeaders: ["Set-Cookie"],
      allowHeaders: ["Cookie", "X A", "x-b", "X-B"],
      methods: ["put", "TRACE", 7],
      origins: ["https://a.example/", "null", "https://a.example", "*"],
      allowedHeaders: [],
    });
    expect(problems.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
      "UnknownOption allowedHeaders",
      "OriginTrailingSlash origins.0",
      "NullOrigin origins.1",
      "WildcardOriginInList origins.3",
      "MethodNotNormalized methods.0",
      "ForbiddenMethod methods.1",
      "WrongType methods.2",
      "ForbiddenRequestHeader allowHeaders.0",
      "InvalidHeaderName allowHeaders.1",
      "DuplicateEntry allowHeaders.3",
      "ForbiddenResponseHeader exposeHeaders.0",
      "WrongType credentials",
      "MaxAgeOutOfRange maxAge",
    ]);
  });

  it.each([
    [{ origins: ["https://example.com/"] }, 'Write "https://example.com".'],
    [{ origins: ["http://example.com:443"], credentials: true }, /^Write "https:\/\/example\.com"\./],
    [{ origins: ["http://example.com:8080"], credentials: true }, /^Write "https:\/\/example\.com:8080"\./],
    [{ origins: "Example.com" }, 'Give "*" or a list of origins, as in ["https://example.com"].'],
    [{ origins: ` ${ORIGIN}` }, `Give "*" or a list of origins, as in ["${ORIGIN}"].`],
    [{ origins: [` ${ORIGIN}`] }, `Write "${ORIGIN}".`],
    [{ origins: [`${ORIGIN}\r\n`] }, `Write "${ORIGIN}".`],
    [{ origins: ["\u00a0https://*.example.com\ufeff"] }, 'Write "https://*.example.com".'],
    [{ origins: ["\thttp://localhost:* "] }, 'Write "http://localhost:*".'],
    [{ origins: [` ${ORIGIN}/ `] }, `Write "${ORIGIN}".`],
    [{ origins: [" http://example.com"], credentials: true }, /^Write "https:\/\/example\.com"\./],
    [{ origins: ["NULL"], dangerouslyAllowNullOrigin: true }, 'Write "null".'],
    [{ origins: [" null"], dangerouslyAllowNullOrigin: true }, 'Write "null".'],
    [{ origins: ["wss://app.example.com"] }, `Name the origin of the page, such as "${ORIGIN}".`],
    [{ origins: ["wss://"] }, "Name the origin of the page."],
    [{ origins: [`blob:${ORIGIN}/5f1a`] }, `Write "${ORIGIN}".`],
    [{ origins: ["data:,x"] }, "Name the http(s) origin of the page, such as https://app.example.com."],
    [{ origins: /\.example\.com$/ }, /^If it is meant so, write "https:\/\/\*\*\.example\.com"\. /],
    [{ origins: [/example\.com$/] }, /write "https:\/\/example\.com" and "https:\/\/\*\*\.example\.com"\. /],
    [{ origins: [/\.vercel\.app$/] }, /^Write origins and patterns, such as /],
    [{ origins: [/^http:\/\/example\.com$/], credentials: true }, /^Write origins and patterns, such as /],
    [{ origins: [/^(a|b)$/] }, /^Write origins and patterns, such as /],
    [
      { origins: () => true },
      /^Write origins and patterns; give an OriginSource where they change, and cors\(\) a function/,
    ],
    [{ origins: ORIGIN }, `Give "*" or a list of origins, as in ["${ORIGIN}"].`],
    [{ origins: "none at all" }, 'Give "*" or a list of origins, as in ["https://app.example.com"].'],
    [undefined, 'Give an object of options, as in { origins: ["https://app.example.com"] }.'],
    [{ origins: "*", methods: "GET,PUT, DELETE" }, 'Give "*" or a list of names, as in ["GET", "PUT", "DELETE"].'],
    [{ origins: "*", methods: "put" }, 'Give "*" or a list of names.'],
    [{ origins: "*", methods: "*, PUT" }, 'Give "*" or a list of names.'],
    [{ origins: "*", allowHeaders: "X-A" }, 'Give "*" or a list of names, as in ["X-A"].'],
    [{ origins: "*", allowHeaders: "X-A, Cookie" }, 'Give "*" or a list of names.'],
    [{ origins: "*", exposeHeaders: "X-A," }, 'Give "*" or a list of names, as in ["X-A"].'],
    [{ origins: "*", exposeHeaders: "a,".repeat(101) }, 'Give "*" or a list of names.'],
    [{ origins: "*", exposeHeaders: "" }, 'Give "*" or a list of names.'],
    [{ origins: ["https://*.example.com:*"] }, /^Keep one, in the host .* or for the port /],
    [{ origins: "*", methods: ["put"] }, 'Write "PUT".'],
    [{ origins: "*", methods: ["patch"] }, 'Write "PATCH", and have the page write it too.'],
    [{ origins: "*", maxAge: 100_000 }, /^Write 86400\./],
    [{ origins: "*", maxAge: -5 }, /^Write 0\./],
    [{ origins: "*", maxAge: 10.9 }, /^Write 10\./],
    [{ origins: "*", maxAge: Number.NaN }, /^Write 0\./],
    [{ origins: "*", maxAge: Infinity }, /^Write 86400\./],
    [{ origins: "*", allowedHeaders: [] }, "Write allowHeaders."],
    [{ origins: "*", nonsense: 1 }, "Take it out: the options are listed at PolicyOptions."],
  ])("says of %j what to write instead: %s", (options, fix) => {
    expect(checkPolicy(options)[0]?.fix).toEqual(typeof fix === "string" ? fix : expect.stringMatching(fix));
  });

  it("calls two things a duplicate only where they are the same", () => {
    expect(checkPolicy({ origins: "*", methods: ["CUSTOM", "CUSTOMS"], allowHeaders: ["x-a", "x-aa"] })).toEqual([]);
    expect(checkPolicy({ origins: "*", methods: ["patch", "PATCH"] }).map(({ code }) => code)).toEqual([
      "LowerCaseMethod",
    ]);
    expect(checkPolicy({ origins: "*", methods: ["PATCH", "patch"] }).map(({ code }) => code)).toEqual([
      "LowerCaseMethod",
    ]);
  });

  it("advises about sound entries beside wrong ones, each in its place", () => {
    const origins = [7, "https://a.example.com", "https://b.example/", "https://*.example.com", "http*://x.example"];
    expect(checkPolicy({ origins }).map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
      "WrongType origins.0",
      "OriginTrailingSlash origins.2",
      "WildcardMisplaced origins.4",
      "ShadowedOrigin origins.1",
    ]);
  });

  it("takes no wrong pattern for a cover", () => {
    expect(checkPolicy({ origins: ["https://a.vercel.app", "https://*.vercel.app"] }).map(({ code }) => code)).toEqual([
      "WildcardUnderPublicSuffix",
    ]);
  });

  it("says nothing of missing origins where the origins could not be read", () => {
    const options = Object.defineProperty({}, "origins", { enumerable: true, get: fail });
    expect(checkPolicy(options).map(({ code }) => code)).toEqual(["UnreadableOption"]);
  });

  it("names what was meant when origins has another library's name, and does not call it missing as well", () => {
    const problems = checkPolicy({ origin: [ORIGIN] });
    expect(problems.map(({ code, path, fix }) => [code, path, fix])).toEqual([
      ["UnknownOption", ["origin"], "Write origins."],
    ]);
  });

  it("finds what is wrong with an option under another library's name as well, as if it had the right one", () => {
    const problems = checkPolicy({
      origin: ["https://a.example/", /\.b\.example$/],
      methods: "GET,PUT",
      allowedHeaders: "Content-Type",
      supportsCredentials: "yes",
    });
    expect(problems.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
      "UnknownOption origin",
      "UnknownOption allowedHeaders",
      "UnknownOption supportsCredentials",
      "OriginTrailingSlash origins.0",
      "RegularExpressionAsOrigin origins.1",
      "WrongType methods",
      "WrongType allowHeaders",
      "WrongType credentials",
    ]);
    expect(problems[6]?.fix).toBe('Give "*" or a list of names, as in ["Content-Type"].');
    expect(checkPolicy({ origin: "*", credentials: true }).map(({ code }) => code)).toEqual([
      "UnknownOption",
      "WildcardWithCredentials",
    ]);
  });

  it("judges what an option says under its right name, whatever stands under a wrong one", () => {
    const wrong = ["https://a.example/"];
    expect(checkPolicy({ origin: wrong, origins: [ORIGIN] }).map(({ code }) => code)).toEqual(["UnknownOption"]);
    expect(checkPolicy({ origins: undefined, origin: wrong }).map(({ code }) => code)).toEqual(["UnknownOption"]);
  });

  it("lets nothing in by a wrong name", () => {
    expect(() => definePolicy({ origin: [ORIGIN] } as unknown as PolicyOptions)).toThrow("Write origins.");
  });

  it("takes the text null for what it is, not for a host of that name", () => {
    expect(checkPolicy({ origins: "null" }).map(({ code }) => code)).toEqual(["NullOrigin"]);
  });

  describe("with hostile input", () => {
    const cyclic: Record<string, unknown> = { origins: "*" };
    cyclic["methods"] = [cyclic];
    cyclic["self"] = cyclic;
    const endless = { origins: new Proxy([ORIGIN], { get: fail }) };
    const NASTY: readonly unknown[] = [
      cyclic,
      endless,
      revokedProxy({}),
      revokedProxy([]),
      Object.create(null),
      Symbol("x"),
      10n,
      () => {},
      new Proxy({}, { get: fail, ownKeys: () => ["origins"] }),
      new Proxy({}, { getOwnPropertyDescriptor: fail, ownKeys: () => ["origins"] }),
      new Proxy({}, { has: fail, getPrototypeOf: fail }),
      { [Symbol.iterator]: fail, [Symbol.toPrimitive]: fail, toString: fail, toJSON: fail },
      Object.defineProperty([ORIGIN], 0, { get: fail }),
      Object.assign(Object.create(null), { origins: [Object.create(null)] }),
    ];

    it("throws for none of these as options, as a value or in a list", () => {
      for (const nasty of NASTY) {
        expect(checkPolicy(nasty)).not.toEqual([]);
        for (const name of [...Object.keys(OPTION_KINDS), "unknown", "__proto__"]) {
          const bag: Record<string, unknown> = Object.create(null);
          bag[name] = nasty;
          expect(checkPolicy(bag)).not.toEqual([]);
          bag[name] = [nasty, [nasty]];
          expect(checkPolicy(bag)).not.toEqual([]);
        }
      }
    });

    it("throws for nothing that can be generated, and every problem has a page", () => {
      const value = fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom<unknown>("*", ORIGIN, "null", true, false, 600, undefined) },
        fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withSparseArray: true }),
        fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl()), { maxLength: 4 }),
      );
      const options = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(OPTION_KINDS)), fc.string()), value);
      fc.assert(
        fc.property(fc.oneof(fc.anything(), options), (written) => {
          for (const problem of checkPolicy(written)) {
            expect(Object.keys(PROBLEMS)).toContain(problem.code);
            expect(problem.docs).toBe(`docs/findings/${problem.code}.md`);
            expect(problem.message.length).toBeLessThan(1_000);
          }
        }),
        { numRuns: 1_000 },
      );
    });

    it("checks a list of a hundred thousand origins", () => {
      const origins = Array.from({ length: 100_000 }, (_, index) => `https://t${index}.example`);
      expect(checkPolicy({ origins })).toEqual([]);
    });

    it.each(["origins", "methods", "allowHeaders", "exposeHeaders"])(
      "finds a hundred and fifty thousand mistakes in %s",
      (name) => {
        const list = Array.from({ length: 150_000 }, () => "a b");
        expect(checkPolicy({ origins: "*", [name]: list })).toHaveLength(150_000);
      },
    );

    it("reads an origin of a megabyte, and repeats eighty characters of it", () => {
      const [problem] = checkPolicy({ origins: [`https://${"a".repeat(1_000_000)}`] });
      expect(problem?.code).toBe("InvalidOrigin");
      expect(problem?.message.length).toBeLessThan(160);
    });
  });
});
