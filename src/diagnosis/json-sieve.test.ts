import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonSieve, type Shape } from "./json-sieve.ts";

/** A shape that keeps the whole of a value. */
function wholeOf(value: unknown): Shape {
  if (Array.isArray(value)) return { each: value.length === 0 ? "value" : wholeOf(value[0]) };
  if (typeof value !== "object" || value === null) return "value";
  return { members: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wholeOf(one)])) };
}

function sieve(text: string, shape: Shape): JsonSieve {
  const reader = new JsonSieve(shape);
  reader.write(text);
  reader.end();
  return reader;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

describe("JsonSieve", () => {
  const scalar = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const record = fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), scalar, { noNullPrototype: true });

  it("keeps what JSON.parse makes of a text, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(fc.array(record), fc.integer({ min: 1, max: 9 }), (list, size) => {
        const text = JSON.stringify({ a: { list }, b: 1 }, undefined, 1);
        const members = Object.fromEntries(
          list.flatMap((one) => Object.keys(one).map((name) => [name, "value" as const])),
        );
        const reader = new JsonSieve({ members: { a: { members: { list: { each: { members } } } } } });
        for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
        expect(reader.end()).toBeUndefined();
        expect(plain(reader.value)).toEqual(JSON.parse(JSON.stringify({ a: { list } })));
      }),
    );
  });

  it("has no fault for what JSON.parse reads, and one for what it does not", () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "x", ""),
        (text, at, mark) => {
          const place = at % (text.length + 1);
          const broken = text.slice(0, place) + mark + text.slice(place);
          let isJson = true;
          try {
            JSON.parse(broken);
          } catch {
            isJson = false;
          }
          // Line ends and escapes within texts are taken as they come, which JSON.parse is stricter about.
          if (/[\\]/.test(broken)) return;
          expect(sieve(broken, "value").fault === undefined, broken).toBe(isJson);
        },
      ),
    );
  });

  it("reads over what is not asked for, and keeps nothing of a value of another kind", () => {
    const text = '{"a":{"b":1},"c":[1],"d":"x","e":{"f":[]}}';
    expect(
      plain(
        sieve(text, { members: { a: "value", c: { members: {} }, d: { each: "value" }, e: { members: {} } } }).value,
      ),
    ).toEqual({ e: {} });
    expect(plain(sieve(text, wholeOf(JSON.parse(text))).value)).toEqual(JSON.parse(text));
  });

  it("hands elements over one by one, and keeps none", () => {
    const seen: unknown[] = [];
    const shape: Shape = { each: { members: { a: "value" } }, hand: (one) => seen.push(plain(one)) };
    const reader = sieve('[{"a":1,"b":2},3,{"a":"x"}]', shape);
    expect([seen, plain(reader.value)]).toEqual([[{ a: 1 }, { a: "x" }], []]);
  });

  it("cuts a text at its limit", () => {
    const { value, mostKept } = sieve(`{"a":"${"x".repeat(50_000)}","b":1}`, { members: { a: "value", b: "value" } });
    expect([(value as { a: string }).a.length, (value as { b: number }).b]).toEqual([16_384, 1]);
    expect(mostKept).toBeLessThan(17_000);
  });
});
