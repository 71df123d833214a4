import { describe, expect, it, vi } from "vitest";
import { compilePolicy, normalizeOptions, type CheckedOptions } from "./compile-policy.ts";
import { decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import { OriginSet } from "./origin-set.ts";
import { decideWithHints } from "./refusal-hints.ts";

const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";

const NAMED: CheckedOptions = { origins: [PAGE], methods: ["PUT"], allowHeaders: ["X-A"] };
const ANY_HEADER: CheckedOptions = { origins: [PAGE], methods: ["PUT"], allowHeaders: "*" };
const ANYBODY: CheckedOptions = { origins: "*" };

function requestOf(request: Partial<CorsRequest>): CorsRequest {
  return { method: "GET", origin: undefined, requestMethod: undefined, requestHeaders: undefined, ...request };
}

function ask(options: CheckedOptions, request: Partial<CorsRequest>): Decision {
  return decideWithHints(compilePolicy(normalizeOptions(options)), requestOf(request));
}

function preflight(requestHeaders: string, origin = PAGE): Partial<CorsRequest> {
  return { method: "OPTIONS", origin, requestMethod: "PUT", requestHeaders };
}

describe("decideWithHints", () => {
  it.each<[what: string, options: CheckedOptions, request: Partial<CorsRequest>]>([
    ["a request without an Origin", NAMED, {}],
    ["an allowed origin", NAMED, { origin: PAGE }],
    ["a stranger", NAMED, { origin: STRANGER }],
    ["an allowed preflight", NAMED, preflight("x-a")],
    ["a stranger's preflight", NAMED, preflight("x-a", STRANGER)],
    ["a method and headers that are refused", NAMED, { ...preflight("x-b,x-c"), requestMethod: "DELETE" }],
    ["anybody", ANYBODY, { origin: STRANGER }],
    ["anybody with a header that is refused", ANYBODY, preflight("x-a", STRANGER)],
  ])("decides about %s as without them", (_what, options, request) => {
    const plain = decide(compilePolicy(normalizeOptions(options)), requestOf(request));
    expect(ask(options, request)).toEqual(plain);
    expect(JSON.stringify(ask(options, request))).toBe(JSON.stringify(plain));
  });

  it("says what differs in a refused origin, on a preflight and on any other request", () => {
    const hint = `${PAGE} is allowed; what differs is the scheme.`;
    const origin = PAGE.replace("https:", "http:");
    for (const request of [{ origin }, preflight("x-a", origin)]) {
      const { refusals } = ask(NAMED, request);
      expect(refusals).toEqual([{ code: "OriginNotAllowed", parameter: origin }]);
      expect(refusals[0]?.hint).toBe(hint);
      expect(JSON.parse(JSON.stringify(refusals))).toEqual([{ code: "OriginNotAllowed", parameter: origin, hint }]);
    }
  });

  it("has no hint on what is no refusal: whoever shows one asks its prototype too", () => {
    const [refusal] = ask(NAMED, { origin: STRANGER }).refusals;
    expect(Reflect.get(Object.getPrototypeOf(refusal) as object, "hint")).toBeUndefined();
  });

  it("compares the whole origin, of which a refusal repeats only the beginning", () => {
    const origin = `https://${"a.".repeat(100)}example.com`;
    const [refusal] = ask({ origins: [origin] }, { origin: `${origin}/` }).refusals;
    expect(refusal?.hint).toContain("the slash at its end");
    expect(refusal?.parameter).toHaveLength(128);
  });

  it("works a hint out only when somebody reads it", () => {
    const matches = vi.spyOn(OriginSet.prototype, "matches");
    const [refusal] = ask(NAMED, { origin: `${PAGE}/` }).refusals;
    expect(matches).toHaveBeenCalledTimes(1);
    expect(refusal?.hint).toContain("the slash at its end");
    expect(matches.mock.calls.length).toBeGreaterThan(1);
    matches.mockRestore();
  });

  it("has the hint as part of the refusal in JSON, and has none for a stranger", () => {
    expect(JSON.stringify(ask(NAMED, { origin: `${PAGE}/` }).refusals)).toContain("the slash at its end");
    expect(JSON.stringify(ask(NAMED, { origin: STRANGER }).refusals)).not.toContain("hint");
  });

  it("tells whoever sends JSON what is missing, in any case of letters", () => {
    const [json, other] = ask(NAMED, preflight("Content-Type,x-b")).refusals;
    expect(json).toEqual({
      code: "HeaderNotAllowed",
      parameter: "Content-Type",
      hint: 'A body of JSON needs "Content-Type" among allowHeaders; forms and plain text do not.',
    });
    expect(other).not.toHaveProperty("hint");
  });

  it("says that a * leaves out Authorization, and only where there is one", () => {
    expect(ask(ANY_HEADER, preflight("Authorization")).refusals).toEqual([
      {
        code: "HeaderNotAllowed",
        parameter: "Authorization",
        hint: '"*" leaves out Authorization: write ["*", "Authorization"].',
      },
    ]);
    expect(ask(NAMED, preflight("authorization")).refusals[0]).not.toHaveProperty("hint");
  });
});
