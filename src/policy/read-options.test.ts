import { describe, expect, it } from "vitest";
import { readOptions } from "./read-options.ts";

class Options {
  readonly origins = "*";
}

function fail(): never {
  throw new Error("no");
}

function revokedProxy(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

describe("readOptions", () => {
  it("copies what it knows and reports the rest", () => {
    const { written, problems } = readOptions({ origins: "*", maxAge: 5, originz: 1, preflightContinue: true });
    expect(written).toEqual({ origins: "*", maxAge: 5 });
    expect(problems.map(({ code, path, value }) => [code, path, value])).toEqual([
      ["UnknownOption", ["originz"], 1],
      ["UnknownOption", ["preflightContinue"], true],
    ]);
  });

  it("copies lists, so that a later change is not seen", () => {
    const origins = ["https://a.example"];
    const { written } = readOptions({ origins });
    origins.push("https://evil.example");
    expect(written.origins).toEqual(["https://a.example"]);
  });

  it("reads each option once, so that a getter cannot change its mind", () => {
    let reads = 0;
    const { written } = readOptions({
      get origins() {
        reads += 1;
        return reads === 1 ? ["https://a.example"] : "*";
      },
    });
    expect(reads).toBe(1);
    expect(written.origins).toEqual(["https://a.example"]);
  });

  it("reads the list of a source once, so that a list cannot change its mind", () => {
    let reads = 0;
    const list = Object.defineProperty(["https://a.example"], 0, {
      get: () => {
        reads += 1;
        return reads === 1 ? "https://a.example" : "https://evil.example";
      },
    });
    const { written } = readOptions({ origins: { current: () => list, subscribe: () => () => {} } });
    expect([written.origins, reads]).toEqual([["https://a.example"], 1]);
  });

  it("takes a list for a list, whatever else it can do", () => {
    const source = { current: () => ["https://evil.example"], subscribe: () => () => {} };
    const { written, source: found } = readOptions({ origins: Object.assign(["https://a.example"], source) });
    expect([written.origins, found]).toEqual([["https://a.example"], undefined]);
  });

  it("reads an object without a prototype, and one of a class", () => {
    expect(readOptions(Object.assign(Object.create(null), { origins: "*" })).written).toEqual({ origins: "*" });
    expect(readOptions(new Options()).written).toEqual({ origins: "*" });
  });

  it("takes no option from a prototype", () => {
    expect(readOptions(Object.create({ origins: "*" })).written).toEqual({});
  });

  it("takes __proto__ for the unknown name that it is", () => {
    const { written, problems } = readOptions(JSON.parse('{"__proto__": {"origins": "*"}, "constructor": 1}'));
    expect(written).toEqual({});
    expect(Object.getPrototypeOf(written)).toBe(Object.prototype);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["UnknownOption", ["__proto__"]],
      ["UnknownOption", ["constructor"]],
    ]);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "https://a.example"],
    ["a number", 1],
    ["a big number", 1n],
    ["a symbol", Symbol("x")],
    ["a list", [{ origins: "*" }]],
    ["a function", () => ({ origins: "*" })],
  ])("does not take %s for options", (_what, options) => {
    const { written, problems } = readOptions(options);
    expect(written).toEqual({});
    expect(problems).toEqual([{ code: "WrongType", path: [], value: options }]);
  });

  it.each([
    ["an option that throws", Object.defineProperty({}, "methods", { enumerable: true, get: fail }), ["methods"]],
    ["a revoked proxy as a list", { methods: revokedProxy([]) }, ["methods"]],
    ["a list whose entries throw", { methods: Object.defineProperty(["PUT"], 0, { get: fail }) }, ["methods"]],
    ["a revoked proxy as options", revokedProxy({}), []],
    ["a list as options whose entries throw", Object.defineProperty(["PUT"], 0, { get: fail }), []],
    ["a proxy that hides its keys", new Proxy({}, { ownKeys: fail }), []],
  ])("reports %s, and does not throw itself", (_what, options, path) => {
    expect(readOptions(options).problems).toMatchObject([{ code: "UnreadableOption", path }]);
  });

  it("goes on after an option that throws", () => {
    const { written } = readOptions({
      get methods() {
        return fail();
      },
      origins: "*",
    });
    expect(written).toEqual({ origins: "*" });
  });
});
