import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definePolicy } from "../../src/index.ts";
import { anyText, cases, headerName, METHODS, originOrText, requests, separator, soundOptions } from "./exchanges.ts";
import { naiveMatch } from "./naive-match.ts";
import { naiveDecide, type PlainOptions } from "./naive-policy.ts";
import { RUNS } from "./runs.ts";

describe("Policy.decide", () => {
  it("says what the design says, read sentence by sentence", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const decision = definePolicy(options).decide(request);
        const refusals = decision.refusals.map(({ code }) => code);
        expect({ ...decision, refusals }).toEqual(naiveDecide(options, request));
      }),
      RUNS,
    );
  });

  it("says the same when the policy is made again from its own options", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const policy = definePolicy(options);
        const again = definePolicy(policy.options);
        expect(again.options).toEqual(policy.options);
        expect(again.decide(request)).toEqual(policy.decide(request));
      }),
      RUNS,
    );
  });

  it("agrees with the naive one on lists that are longer than anybody sends", () => {
    const piece = fc.tuple(
      fc.constantFrom(",", " ", "\t,", "x-a", "x-a,", "x-b, ", "authorization,"),
      fc.integer({ min: 1, max: 400 }),
    );
    const long = fc.array(piece, { minLength: 1, maxLength: 3 });
    const lists = fc.constantFrom<PlainOptions["allowHeaders"]>([], ["x-a"], ["X-A", "x-b"], "*", [
      "*",
      "Authorization",
    ]);
    fc.assert(
      fc.property(lists, fc.boolean(), long, fc.nat(5), (allowHeaders = [], credentials, pieces, names) => {
        const options = { origins: ["https://foo.com"], allowHeaders, credentials } satisfies PlainOptions;
        const others = Array.from({ length: 16 * names }, (_, index) => `y-${index},`).join("");
        const requestHeaders = pieces.map(([text, times]) => text.repeat(times)).join("") + others;
        const request = { method: "OPTIONS", origin: "https://foo.com", requestMethod: "GET", requestHeaders };
        const { refusals, ...decision } = definePolicy(options).decide(request);
        const { refusals: codes, ...naive } = naiveDecide(options, request);
        expect(decision).toEqual(naive);
        expect(refusals.map(({ code }) => code)).toEqual(codes);
      }),
      RUNS,
    );
  });

  it("throws for no text whatever, and forges no header", () => {
    const anyRequest = fc.record({
      method: anyText,
      origin: fc.option(anyText, { nil: undefined }),
      requestMethod: fc.option(anyText, { nil: undefined }),
      requestHeaders: fc.option(anyText, { nil: undefined }),
    });
    fc.assert(
      fc.property(soundOptions, fc.oneof(requests, anyRequest), (options, request) => {
        const { headers, vary, refusals } = definePolicy(options).decide(request);
        // A hint is worked out when it is read, and is for the operator: it holds no text of the stranger.
        for (const { hint } of refusals) expect(hint ?? "").toMatch(/^[\x20-\x7e]*$/);
        for (const text of [...headers.flat(), ...vary]) expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(new Set(headers.map(([name]) => name)).size).toBe(headers.length);
      }),
      RUNS,
    );
  });

  it("grants nothing outside the patterns", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const { headers } = definePolicy(options).decide(request);
        const grants = headers.filter(([name]) => name === "Access-Control-Allow-Origin").map(([, value]) => value);
        if (grants.length === 0) return;
        expect(grants).toEqual([options.origins === "*" ? "*" : request.origin]);
        const named = options.origins === "*" || options.origins.some((one) => naiveMatch(one, request.origin ?? ""));
        expect(named).toBe(true);
      }),
      RUNS,
    );
  });

  it("sends nothing under Access-Control-* to a refused origin, and never credentials with *", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const { headers, refusals } = definePolicy(options).decide(request);
        if (refusals.some(({ code }) => code === "OriginNotAllowed")) expect(headers).toEqual([]);
        const sent = new Map(headers);
        if (sent.get("Access-Control-Allow-Origin") === "*") {
          expect(sent.has("Access-Control-Allow-Credentials")).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it("varies as the policy and the kind of request say, whatever the outcome", () => {
    fc.assert(
      fc.property(soundOptions, requests, requests, (options, one, other) => {
        const policy = definePolicy(options);
        const [first, second] = [policy.decide(one), policy.decide(other)];
        if ((first.kind === "preflight") === (second.kind === "preflight")) expect(first.vary).toEqual(second.vary);
        expect(first.vary.includes("Origin")).toBe(options.origins !== "*");
      }),
      RUNS,
    );
  });

  it("allows the same header names in every order, case and spacing", () => {
    const names = fc.array(headerName, { maxLength: 8 });
    const shuffled = names.chain((list) =>
      fc.record({
        straight: fc.constant(list),
        mixed: fc.shuffledSubarray(list, { minLength: list.length }),
        by: separator,
        upper: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(soundOptions, shuffled, fc.constantFrom(...METHODS), (options, lists, requestMethod) => {
        const policy = definePolicy(options);
        const preflight = { method: "OPTIONS", origin: someOriginOf(options), requestMethod };
        const mixed = lists.mixed.map((name) => (lists.upper ? asciiUpperCase(name) : name)).join(lists.by);
        const straight = policy.decide({ ...preflight, requestHeaders: lists.straight.join(",") });
        expect(policy.decide({ ...preflight, requestHeaders: mixed }).allowed).toBe(straight.allowed);
      }),
      RUNS,
    );
  });
});

describe("Policy.allowsOrigin", () => {
  it("agrees with a loop over the list", () => {
    fc.assert(
      fc.property(soundOptions, originOrText, (options, origin) => {
        const listed = options.origins === "*" || options.origins.some((allowed) => naiveMatch(allowed, origin));
        expect(definePolicy(options).allowsOrigin(origin)).toBe(listed);
      }),
      RUNS,
    );
  });
});

/** An origin that gets in. */
function someOriginOf({ origins }: PlainOptions): string {
  const [first = ""] = origins === "*" ? ["https://foo.com"] : origins;
  return first.replace(/:\*$/, "").replace(/\*+/, "a");
}

function asciiUpperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
