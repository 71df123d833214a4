import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { originOf } from "../standard/origin.ts";
import { isOrdinaryOrigin } from "./ordinary-origin.ts";

describe("isOrdinaryOrigin", () => {
  it.each([
    "https://example.com",
    "http://example.com",
    "http://localhost",
    "https://a-b_c.0.example.com",
    "https://-.--.a-",
    `https://${"a".repeat(63)}.${"b".repeat(63)}`,
    `https://${"a.".repeat(126)}`.slice(0, -1),
  ])("knows %s", (origin) => {
    expect(isOrdinaryOrigin(origin)).toBe(true);
  });

  it.each([
    "",
    "https://",
    "https://example.com/",
    "https://example.com:443",
    "https://example.com:8443",
    "https://example.com:",
    "https://Example.com",
    "https://example.com.",
    "https://.example.com",
    "https://a..example.com",
    "https://example.c*m",
    "http://127.0.0.1",
    "http://1.2.3",
    "http://0x7f",
    "http://[::1]",
    "https://xn--bcher-kva.example",
    "https://example.com\n",
    "capacitor://localhost",
    "null",
    `https://${"a".repeat(64)}.example`,
    `https://example.${"a".repeat(64)}`,
    `http://${"a.".repeat(126)}aa`,
  ])("leaves %j to the URL parser", (origin) => {
    expect(isOrdinaryOrigin(origin)).toBe(false);
  });

  it("says yes only where the URL parser spells the origin the same way", () => {
    const odd = fc.constantFrom(..."https:// wss:// : . - _ xn-- 0x7f 127 1 A * ä :80 :443 :65536".split(" "));
    const label = fc.oneof({ weight: 6, arbitrary: fc.stringMatching(/^[abxz019_-]{1,6}$/) }, odd);
    const host = fc.tuple(
      fc.array(label, { maxLength: 3 }),
      fc.constantFrom("example", "a", "0x1", "1", "z-", "xn--a"),
    );
    const port = fc.constantFrom("", "", "", ":443", ":8443", ".", "/");
    const text = fc
      .tuple(fc.constantFrom("https://", "https://", "http://", ""), host, port)
      .map(([scheme, [labels, last], end]) => scheme + [...labels, last].join(".") + end);
    let known = 0;
    fc.assert(
      fc.property(text, (origin) => {
        if (!isOrdinaryOrigin(origin)) return;
        known += 1;
        expect(originOf(origin)).toBe(origin);
      }),
      { numRuns: 20_000 },
    );
    expect(known).toBeGreaterThan(2_000);
  });

  it("reads each character once, however the text is built", () => {
    // Nothing to backtrack into: a hundred thousand labels, and then what fits nowhere.
    for (const text of ["a.", "1.", "a", "-", "a.1."]) {
      expect(isOrdinaryOrigin(`https://${text.repeat(100_000)}!`)).toBe(false);
    }
  });
});
