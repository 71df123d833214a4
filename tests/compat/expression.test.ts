import { describe, expect, it } from "vitest";
import { findsOrigin, isAnchored } from "../../src/compat/expression.ts";

describe("isAnchored", () => {
  it.each([
    /^https:\/\/a\.example$/,
    /^https:\/\/(a|b)\.example$/,
    /^https:\/\/a\.example$|^https:\/\/b\.example$/,
    /^(?:https:\/\/a\.example|https:\/\/b\.example)$/,
    /(?:^https:\/\/a\.example$|^https:\/\/b\.example$)/,
    /(^https:\/\/a\.example$)/,
    /(?<named>^https:\/\/a\.example$)/,
    /^https:\/\/[$|)]\.example$/,
    /^https:\/\/a\.example\\$/,
    /^https:\/\/a\.example$/i,
  ])("%s matches whole origins only", (expression) => {
    expect(isAnchored(expression)).toBe(true);
  });

  it.each([
    /example\.com$/,
    /^https:\/\/example\.com/,
    /example/,
    /.*/,
    /^https:\/\/a\.example$|b\.example$/,
    /^https:\/\/a\.example|https:\/\/b\.example$/,
    /^https:\/\/a\.example\$/,
    /^https:\/\/a\.example$/m,
    /(^a$)(b)/,
    /(?:)/,
    /(?=^a$)/,
    /[(]^a$/,
  ])("%s can match a part of one", (expression) => {
    expect(isAnchored(expression)).toBe(false);
  });
});

describe("findsOrigin", () => {
  it.each(["g", "y", "gy"])("finds the same origin every time with the flags %s", (flags) => {
    const expression = new RegExp("https://a", flags);
    expect(Array.from({ length: 4 }, () => findsOrigin(expression, "https://a.example"))).toEqual(Array(4).fill(true));
  });

  it("leaves the place of somebody else's search alone", () => {
    const expression = /a/g;
    expression.lastIndex = 3;
    findsOrigin(expression, "https://a.example");
    expect(expression.lastIndex).toBe(3);
  });

  it("looks at nothing that is longer than the longest origin of a browser", () => {
    const longest = `https://${"a".repeat(326 - "https://".length)}`;
    expect(findsOrigin(/^https/, longest)).toBe(true);
    expect(findsOrigin(/^https/, `${longest}a`)).toBe(false);
  });
});
