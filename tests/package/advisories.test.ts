import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkPolicy,
  type CorsRequest,
  type Decision,
  definePolicy,
  originsFrom,
  type Policy,
} from "../../src/index.ts";
import { compilePolicy, normalizeOptions } from "../../src/policy/compile-policy.ts";
import { decide } from "../../src/policy/decide.ts";

// Public advisories on CORS libraries, each case under its number in field/advisories.md, as far as options and requests
// can say it. What a real server must show (A3.1, A14, N4.2, N4.3, N4.7, S9.2, S9.5) is in
// advisories-on-the-wire.test.ts. What we answer otherwise than a case expects is said at the case.
// Not here: A12, A15, A16, A17 and A19 are about rules for paths, and we have none: the application's own router, or a
// function that gets the request, chooses the policy. A6 is about hapi's routes, and is in the matrix. A20 is about files in
// a package that can be written by anybody, and is where the package is packed.

const A = "https://a.example";
const EVIL = "https://evil.example";

/** The codes of the errors that keep a policy from being made. */
function refusedFor(options: unknown): string[] {
  return checkPolicy(options)
    .filter(({ severity }) => severity === "error")
    .map(({ code, path }) => `${code} ${path.join(".")}`);
}

function get(origin: string | undefined): CorsRequest {
  return { method: "GET", origin, requestMethod: undefined, requestHeaders: undefined };
}

function preflight(requestMethod: string, origin: string, requestHeaders?: string): CorsRequest {
  return { method: "OPTIONS", origin, requestMethod, requestHeaders };
}

/** The value of `Access-Control-Allow-Origin`; `undefined` is DENIED, and then nothing else may be granted either. */
function granted(policy: Policy, request: CorsRequest): string | undefined {
  const { headers, allowed } = policy.decide(request);
  if (!allowed && headers.length === 0) return undefined;
  return headers.find(([name]) => name === "Access-Control-Allow-Origin")?.[1];
}

/** Which of these origins get in. */
function letIn(policy: Policy, origins: readonly string[]): string[] {
  return origins.filter((origin) => granted(policy, get(origin)) === origin);
}

describe("class 1, any origin with credentials", () => {
  it("A1.1: any origin and credentials are refused, and the field is named", () => {
    expect(refusedFor({ origins: "*", credentials: true })).toEqual(["WildcardWithCredentials credentials"]);
  });

  it("A1.2, A4.1: there is no default origin", () => {
    expect(refusedFor({ credentials: true })).toEqual(["MissingOrigins origins"]);
    expect(refusedFor({})).toEqual(["MissingOrigins origins"]);
  });

  it("A1.3, A8.1: * in a list is refused, wherever it stands", () => {
    for (const origins of [["*"], [A, "*"], ["*", A], [A, "*", EVIL]]) {
      const place = `WildcardOriginInList origins.${origins.indexOf("*")}`;
      expect(refusedFor({ origins, credentials: true })).toEqual([place]);
      expect(refusedFor({ origins })).toEqual([place]);
    }
  });

  it.each([
    ["https://*", "WildcardTooWide"],
    ["*://*", "TwoWildcards"],
    ["h*", "WildcardTooWide"],
    ["https://*:*", "TwoWildcards"],
    ["https://**", "WildcardTooWide"],
    ["https://*:443", "WildcardTooWide"],
    ["https://*.com", "WildcardUnderPublicSuffix"],
    ["https://*.com.", "WildcardUnderPublicSuffix"],
    ["https://**.co.uk", "WildcardUnderPublicSuffix"],
    ["https://my-app-*.vercel.app", "WildcardUnderPublicSuffix"],
  ])("A1.4: %s, which covers hosts of anybody, is refused as %s", (origin, code) => {
    expect(refusedFor({ origins: [origin], credentials: true })).toEqual([`${code} origins.0`]);
    expect(refusedFor({ origins: [origin] })).toEqual([`${code} origins.0`]);
  });

  it("A1.5: forced past the check, the pair sends * without credentials", () => {
    const forced = { origins: "*", credentials: true } as const;
    for (const origin of [EVIL, "null"]) {
      const { headers } = decide(compilePolicy(normalizeOptions(forced)), get(origin));
      expect(headers).toEqual([["Access-Control-Allow-Origin", "*"]]);
    }
  });

  it("A1.6: without credentials, any origin gets *, and its own name nowhere", () => {
    const policy = definePolicy({ origins: "*", methods: "*", allowHeaders: "*", exposeHeaders: "*" });
    for (const request of [get(EVIL), preflight("PUT", EVIL, "x-a,authorization")]) {
      expect(granted(policy, request)).toBe("*");
      const { headers, vary } = policy.decide(request);
      expect(JSON.stringify([headers, vary])).not.toContain("evil");
    }
  });

  it("A1.7: exposing * with credentials is refused", () => {
    expect(refusedFor({ origins: [A], credentials: true, exposeHeaders: "*" })).toEqual([
      "ExposedWildcardWithCredentials exposeHeaders",
    ]);
  });

  it("N2.1: * from the environment and credentials from code are refused together", () => {
    expect(refusedFor({ origins: originsFrom("*"), credentials: true })).toEqual(["WildcardOriginInList origins.0"]);
    const fromFile: unknown = JSON.parse('{"origins": "*"}');
    expect(refusedFor(Object.assign({ credentials: true }, fromFile))).not.toEqual([]);
  });

  it("N3.1: adding credentials to an existing policy for all is refused, and that policy stays as it was", () => {
    const policy = definePolicy({ origins: "*" });
    expect(refusedFor({ ...policy.options, credentials: true })).toEqual(["WildcardWithCredentials credentials"]);
    expect(policy.decide(get(EVIL)).headers).toEqual([["Access-Control-Allow-Origin", "*"]]);
  });
});

describe("class 2, origins compared loosely", () => {
  const policy = definePolicy({ origins: ["https://example.com"], credentials: true });

  it("A5.1: the origin itself gets in", () => {
    expect(granted(policy, get("https://example.com"))).toBe("https://example.com");
  });

  it.each([
    ["A5.2", ["https://notexample.com", "https://xexample.com", "https://example.co", "https://example.comx"]],
    ["A5.3", ["http://example.com", "https://example.com:444", "https://www.example.com"]],
    [
      "A5.4",
      [
        "https://example.com/",
        "https://example.com.",
        "https://example.com@evil.example",
        "https://evil.example/https://example.com",
        "https://evil.example?https://example.com",
        "https://evil.example#https://example.com",
      ],
    ],
    ["A5.5", ["https://example.com, https://evil.example", "https://example.com, https://example.com"]],
    [
      "A5.6",
      [" https://example.com", "https://example.com ", "\thttps://example.com", "https://example.com\0", "\0", ""],
    ],
    ["A18.1", ["https://example.com.example.net", "https://example.com.evil.example"]],
    ["N1, as reported", ["https://example.community", "https://example.com:8080.evil.example"]],
  ])("%s: none of %j gets in, and none is repeated", (_case, origins) => {
    for (const origin of origins) {
      for (const request of [get(origin), preflight("GET", origin)]) {
        expect(granted(policy, request)).toBeUndefined();
        expect(policy.decide(request).headers).toEqual([]);
      }
    }
  });

  it("A5.7: an origin without a scheme is refused", () => {
    expect(refusedFor({ origins: ["example.com"] })).toEqual(["OriginWithoutScheme origins.0"]);
  });

  it("A18.2, A18.3: regular expressions are refused, with and without anchors and flags", () => {
    for (const expression of [/https:\/\/example\.com/, /^https:\/\/example\.com$/, /^x$/m, /x/g, /x/y]) {
      expect(refusedFor({ origins: [expression] })).toEqual(["RegularExpressionAsOrigin origins.0"]);
      expect(refusedFor({ origins: expression })).toEqual(["RegularExpressionAsOrigin origins"]);
    }
  });

  it.each(["https://example.com*", "https://example.com/*", "https://exa*ple.com"])(
    "N1.1: %s would let strangers in, and is refused",
    (origin) => {
      expect(refusedFor({ origins: [origin] })).toHaveLength(1);
    },
  );

  it("A18.4: one label is one label, several are several, and never more than labels", () => {
    const own = ["https://a.example.com", "https://a.b.example.com"];
    const strangers = [
      "https://example.com",
      "https://aexample.com",
      "https://aexample.com.evil.example",
      "https://a.example.com.evil.example",
      "https://.example.com",
      "https://a..example.com",
      "https://evil.example/.example.com",
      "https://evil.example#.example.com",
      "https://evil.example?.example.com",
      "https://evil.example\\.example.com",
      "https://evil.example:443@a.example.com",
      "https://a.example.com:444",
      "http://a.example.com",
    ];
    const tried = [...own, ...strangers];
    expect(letIn(definePolicy({ origins: ["https://*.example.com"] }), tried)).toEqual(["https://a.example.com"]);
    expect(letIn(definePolicy({ origins: ["https://**.example.com"] }), tried)).toEqual(own);
    expect(letIn(definePolicy({ origins: ["https://a*.example.com"] }), tried)).toEqual([]);
  });

  it("N1.2: any port is a port or none, and never a longer host", () => {
    const own = ["http://localhost", "http://localhost:8080"];
    const strangers = [
      "http://localhost.example.com",
      "http://localhost:8080.evil.example",
      "http://localhost:8080@evil.example",
      "http://localhost:",
      "http://localhost:808080",
      "https://localhost",
    ];
    const tried = [...own, ...strangers];
    expect(letIn(definePolicy({ origins: ["http://localhost:*"] }), tried)).toEqual(own);
  });

  it("N5.1: a pattern lets an origin in only as a whole", () => {
    const patterns = [
      "https://*.example.com",
      "https://**.example.com",
      "https://pr-*.example.com",
      "http://localhost:*",
    ];
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("/", "@", "\n", " ", ".evil.example", ":1:1"));
    const named = fc.constantFrom("https://pr-1.example.com", "http://localhost:3000");
    fc.assert(
      fc.property(fc.constantFrom(...patterns), named, text, (pattern, origin, added) => {
        // What stands in front of a whole origin is never part of one.
        expect(letIn(definePolicy({ origins: [pattern] }), [added + origin])).toEqual([]);
        const isPort = pattern.endsWith(":*") && /^\d+$/.test(added);
        if (!isPort) expect(letIn(definePolicy({ origins: [pattern] }), [origin + added])).toEqual([]);
      }),
    );
  });

  it("N5.1: an origin gets in only as a whole", () => {
    const text = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom(".", "/", "@", ":443", "\n", "x", ".evil.example"),
    );
    fc.assert(
      fc.property(text, (added) => {
        expect(letIn(policy, [`https://example.com${added}`, `${added}https://example.com`])).toEqual([]);
      }),
    );
  });
});

describe("class 3, structures that merge hosts", () => {
  const FOO_BAR = ["https://foo.com", "https://bar.com"];
  const MERGED = ["https://barfoo.com", "https://foobar.com", "https://o.com", "https://com"];

  it("A10.1, A10.2, A10.3: two names let in two names, in any order and with duplicates", () => {
    for (const origins of [FOO_BAR, FOO_BAR.toReversed(), [...FOO_BAR, ...FOO_BAR]]) {
      expect(letIn(definePolicy({ origins }), [...FOO_BAR, ...MERGED])).toEqual(FOO_BAR);
    }
  });

  it("A10.4: names with a common end let in no part of them", () => {
    const origins = ["https://kin.example", "https://akin.example", "https://pumpkin.example"];
    const parts = ["https://in.example", "https://mpkin.example", "https://pumpakin.example"];
    expect(letIn(definePolicy({ origins }), [...origins, ...parts])).toEqual(origins);
  });

  it("A11.1: scheme and port stay with their host", () => {
    const policy = definePolicy({ origins: ["https://foo.com", "http://bar.com:8080"] });
    const mixed = ["http://foo.com", "https://bar.com:8080", "https://foo.com:8080", "http://bar.com"];
    expect(letIn(policy, mixed)).toEqual([]);
  });

  it("A10.1, A10.4: the same of names behind a *", () => {
    const origins = [
      "https://*.foo.com",
      "https://*.bar.com",
      "https://x-*.kin.example",
      "https://x-*.pumpkin.example",
    ];
    const own = ["https://a.foo.com", "https://a.bar.com", "https://x-1.kin.example", "https://x-1.pumpkin.example"];
    const merged = [
      "https://a.barfoo.com",
      "https://a.foobar.com",
      "https://a.o.com",
      "https://a.com",
      "https://afoo.com",
      "https://x-1.mpkin.example",
      "https://x-1.in.example",
      "https://x-1.akin.example",
    ];
    for (const list of [origins, origins.toReversed(), [...origins, ...origins]]) {
      expect(letIn(definePolicy({ origins: list }), [...own, ...merged])).toEqual(own);
    }
  });

  it("A11.2: three patterns together let in what each of them lets in alone", () => {
    const origins = ["https://*.foo.com", "https://foo.com:*", "https://a.foo.com:8080"];
    const hosts = ["foo.com", "a.foo.com", "b.foo.com", "a.b.foo.com", "afoo.com"];
    const tried = ["https", "http"].flatMap((scheme) =>
      hosts.flatMap((host) => ["", ":8080", ":8081"].map((port) => `${scheme}://${host}${port}`)),
    );
    const alone = origins.map((origin) => definePolicy({ origins: [origin] }));
    const union = tried.filter((origin) => alone.some((policy) => letIn(policy, [origin]).length > 0));
    expect(union).toEqual([
      "https://foo.com",
      "https://foo.com:8080",
      "https://foo.com:8081",
      "https://a.foo.com",
      "https://a.foo.com:8080",
      "https://b.foo.com",
    ]);
    expect(letIn(definePolicy({ origins }), tried)).toEqual(union);
  });

  it("A10.P: any list lets in what a loop over it lets in; one less never grants more, one more never less", () => {
    const host = fc.constantFrom("foo.com", "bar.com", "barfoo.com", "o.com", "a.foo.com", "foo.com.bar.com", "com");
    const origin = fc
      .tuple(fc.constantFrom("http", "https"), host, fc.constantFrom("", ":8080", ":81"))
      .map(([scheme, name, port]) => `${scheme}://${name}${port}`);
    fc.assert(
      fc.property(fc.uniqueArray(origin, { minLength: 2 }), fc.array(origin), (origins, requests) => {
        const policy = definePolicy({ origins });
        const fewer = definePolicy({ origins: origins.slice(1) });
        expect(letIn(policy, requests)).toEqual(requests.filter((request) => origins.some((one) => one === request)));
        expect(letIn(policy, requests)).toEqual(expect.arrayContaining(letIn(fewer, requests)));
      }),
    );
  });
});

describe("class 4, cost of Access-Control-Request-Headers", () => {
  const shared = { origins: [A], methods: ["PUT"] };
  const listed = definePolicy({ ...shared, allowHeaders: ["x-a", "x-b", "x-c"] });
  const any = definePolicy({ ...shared, allowHeaders: "*" });
  const anyWithCredentials = definePolicy({ ...shared, allowHeaders: "*", credentials: true });

  /** BOUNDED, as far as it can be seen from outside: the answer is right and small, however long the question. */
  function ask(policy: Policy, requestHeaders: string): Decision {
    const decision = policy.decide(preflight("PUT", A, requestHeaders));
    const repeated = decision.headers
      .map(([, value]) => value)
      .concat(decision.refusals.map((one) => one.parameter ?? ""));
    expect(decision.refusals.length).toBeLessThanOrEqual(17);
    expect(repeated.join("").length).toBeLessThanOrEqual(8192);
    expect(decision.headers.every(([, value]) => /^[\x20-\x7e]+$/.test(value))).toBe(true);
    return decision;
  }

  const SIZES = [1, 16, 1_024, 16_384, 1_000_000];

  // Empty members and white space are no names, so a few of them ask for nothing; more than any honest gateway writes are not read.
  it.each<[string, (size: number) => string, boolean]>([
    ["A2.1: x, spaces, y", (size) => `x${" ".repeat(size)}y`, false],
    ["A2.2: tabs", (size) => "\t".repeat(size), true],
    ["A2.2: spaces and tabs", (size) => " \t".repeat(size), true],
    ["A2.3: `a ,`", (size) => "a ,".repeat(size), false],
    ["A2.3: `, a`", (size) => ", a".repeat(size), false],
    ["A2.3: ` , `", (size) => " , ".repeat(size), true],
    ["A2.4: one long name", (size) => `z${"x".repeat(size)}`, false],
    ["A9.1, A9.2: commas", (size) => ",".repeat(size), true],
    ["A9.2: many empty lines, joined", (size) => ", ".repeat(size), true],
    [
      "A9.3: names that are not listed",
      (size) => Array.from({ length: size }, (_, index) => `z${index}`).join(),
      false,
    ],
    ["A9.4: names that are listed", (size) => "x-a,x-b,".repeat(size), true],
  ])("%s", (_case, write, allowed) => {
    for (const size of SIZES) expect(ask(listed, write(size)).allowed).toBe(allowed && size <= 16);
    // A9.5: the same where any header is allowed.
    for (const size of SIZES) for (const policy of [any, anyWithCredentials]) ask(policy, write(size));
  });

  it("A9.5: where any header is allowed without credentials, the answer is *, or an echo when more is asked than is read", () => {
    const echo = Array.from({ length: 64 }, () => "x-z").join(", ");
    for (const size of [1, 16, 128]) {
      expect(ask(any, "x-z,".repeat(size)).headers).toContainEqual(["Access-Control-Allow-Headers", "*"]);
    }
    const long = ask(any, "x-z,".repeat(129));
    expect(long.headers).toContainEqual(["Access-Control-Allow-Headers", echo]);
    expect(long.refusals.map(({ code }) => code)).toEqual(["TooManyRequestHeaders"]);
    for (const size of [1_025, 16_384, 1_000_000]) expect(ask(any, "x-z,".repeat(size)).allowed).toBe(false);
  });

  it.each(["x-b,x-a", "X-A", "x-a, x-b", "x-a,x-b", "x-c , X-B,x-a", ""])("A9.6: honest lists get in: %j", (value) => {
    expect(ask(listed, value).allowed).toBe(true);
  });

  it("A9.7: a refused origin is refused before its headers are read", () => {
    const decision = listed.decide(preflight("PUT", EVIL, "z,".repeat(500_000)));
    expect(decision.refusals).toEqual([{ code: "OriginNotAllowed", parameter: EVIL }]);
  });

  it.each([
    ["a long name", (size: number) => "x".repeat(size)],
    ["dots", (size: number) => `https://${".".repeat(size)}`],
    ["colons", (size: number) => `https://${":".repeat(size)}`],
    ["a bracket that is not closed", (size: number) => `https://[${"1:".repeat(size)}`],
  ])("an Origin or a method of a megabyte is refused, and repeated in part: %s", (_what, write) => {
    for (const size of SIZES) {
      for (const request of [get(write(size)), preflight("PUT", write(size)), preflight(`${write(size)} `, A)]) {
        const { allowed, refusals } = listed.decide(request);
        expect(allowed).toBe(false);
        expect(refusals[0]?.parameter?.length).toBeLessThanOrEqual(128);
      }
    }
  });
});

describe("class 6, parent and child policies", () => {
  const parent = definePolicy({ origins: [A], credentials: true });

  it("A7.1, A7.2: options that go on from a policy's keep its origins and credentials", () => {
    const child = definePolicy({ ...parent.options, maxAge: 600 });
    expect(granted(child, get(EVIL))).toBeUndefined();
    expect(child.decide(get(A)).headers).toEqual(parent.decide(get(A)).headers);
  });

  it("A7.3: origins that are there but undefined are refused, and no default takes their place", () => {
    expect(refusedFor({ ...parent.options, origins: undefined })).toEqual(["MissingOrigins origins"]);
  });

  it("A7.4: what comes of both is checked", () => {
    expect(refusedFor({ ...parent.options, origins: "*" })).toEqual(["WildcardWithCredentials credentials"]);
  });
});

describe("class 8, Vary", () => {
  const policy = definePolicy({ origins: [A, "https://b.example"] });

  it("N4.1: varies by origin for an allowed one, a refused one, null and none", () => {
    const patterns = definePolicy({ origins: ["https://*.a.example", "http://localhost:*"] });
    for (const origin of [undefined, A, EVIL, "null"]) {
      for (const one of [policy, patterns]) expect(one.decide(get(origin)).vary).toEqual(["Origin"]);
    }
  });

  it("N4.5: where any origin is let in, everybody gets the same, and nothing varies by origin", () => {
    const everybody = definePolicy({ origins: "*", exposeHeaders: ["ETag"] });
    const answers = [undefined, A, EVIL, "null"].map((origin) => everybody.decide(get(origin)));
    expect(new Set(answers.map(({ headers, vary }) => JSON.stringify([headers, vary]))).size).toBe(1);
    expect(answers[0]?.vary).toEqual([]);
  });
});

describe("class 9, shared mutable values", () => {
  const options = { origins: [A], methods: ["PUT"], allowHeaders: ["X-A"], exposeHeaders: ["ETag"], credentials: true };

  it("S9.1: nobody changes a later decision through an earlier one", () => {
    const policy = definePolicy(options);
    for (const request of [get(undefined), get(A), get(EVIL), preflight("PUT", A, "x-z"), preflight("PUT", EVIL)]) {
      const before = JSON.stringify(policy.decide(request));
      const decision = policy.decide(request);
      for (const list of [decision.headers, decision.vary, decision.refusals, ...decision.headers]) {
        Reflect.set(list, 0, "Changed");
        Reflect.set(list, "length", 0);
      }
      for (const refusal of decision.refusals) Reflect.set(refusal, "code", "Changed");
      expect(JSON.stringify(policy.decide(request))).toBe(before);
    }
  });

  it("S9.3: nobody changes a policy through the options it was made from", () => {
    const mine = structuredClone(options);
    const policy = definePolicy(mine);
    mine.origins[0] = EVIL;
    mine.methods.push("DELETE");
    mine.credentials = false;
    expect(policy.options).toEqual(definePolicy(options).options);
    expect(granted(policy, get(EVIL))).toBeUndefined();
  });

  it("S9.4: nobody changes a policy through the options that are read back", () => {
    const policy = definePolicy(options);
    expect(Reflect.set(policy.options, "credentials", false)).toBe(false);
    expect(Object.isFrozen(policy.options.origins)).toBe(true);
    expect(Reflect.set(policy, "decide", () => undefined)).toBe(false);
    expect(letIn(policy, [A, EVIL])).toEqual([A]);
  });
});

describe("outside the classes", () => {
  const NASTY = ["\r\nX-Forged: 1", "\n", "\r", "\x1b[31m", "\u2028", "\0", "\ud800", "<script>"];

  it("A13.2: what a stranger sends splits no header and is repeated in none", () => {
    const policy = definePolicy({ origins: [A], methods: "*", allowHeaders: "*", credentials: true });
    for (const nasty of NASTY) {
      for (const request of [get(A + nasty), preflight(`PUT${nasty}`, A), preflight("PUT", A, `x-a${nasty},x-b`)]) {
        const sent = JSON.stringify(policy.decide(request).headers);
        expect(sent).not.toContain("Forged");
        expect(policy.decide(request).headers.every(([, value]) => /^[\x20-\x7e]+$/.test(value))).toBe(true);
        expect(policy.decide(request).allowed).toBe(false);
      }
    }
  });

  it("A13.1: a problem tells what was written in one line", () => {
    for (const nasty of NASTY) {
      const [problem] = checkPolicy({ origins: [A + nasty] });
      for (const control of ["\r", "\n", "\0", "\x1b"]) expect(problem?.message).not.toContain(control);
    }
  });
});
