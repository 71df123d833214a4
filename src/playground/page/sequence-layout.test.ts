import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "./picture.ts";
import { layOut } from "./sequence-layout.ts";

const MESSAGE = {
  kind: "message",
  id: "m",
  from: "browser",
  to: "server",
  title: "GET /",
  lines: [],
  tone: "plain",
  state: "seen",
  full: "",
} as const satisfies Row;
const CHECK = {
  kind: "check",
  id: "c",
  title: "Does Access-Control-Allow-Origin name the page?",
  result: "passed",
  lines: [],
  full: "",
} as const satisfies Row;

const actor = fc.constantFrom("page", "browser", "server");
const words = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,12}$/);
const rows = fc.array(
  fc.oneof(
    fc.record({
      ...constants(MESSAGE),
      from: actor,
      to: actor,
      title: words,
      lines: fc.array(words, { maxLength: 4 }),
    }),
    fc.record({ ...constants(CHECK), title: words, lines: fc.array(words, { maxLength: 2 }) }),
    fc.record({ kind: fc.constant("step"), id: fc.constant("s"), title: words, full: fc.constant("") }),
  ),
  { maxLength: 12 },
);

function constants<Value extends object>(value: Value): { [Name in keyof Value]: fc.Arbitrary<Value[Name]> } {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fc.constant(one)])) as {
    [Name in keyof Value]: fc.Arbitrary<Value[Name]>;
  };
}

describe("layOut", () => {
  it("puts one row under the other, and every text inside the picture", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 300, max: 2000 }), (drawn, width) => {
        const drawing = layOut(drawn, width);
        let end = 0;
        for (const { row, top, height, titleX, linesX, titles, lines } of drawing.rows) {
          expect(top).toBeGreaterThanOrEqual(end);
          end = top + height;
          const endsThere = row.kind === "message" && row.from === row.to;
          for (const [x, texts] of [
            [titleX, titles],
            [linesX, lines],
          ] as const) {
            const longest = Math.max(0, ...texts.map((text) => text.length)) * 6.5;
            expect(endsThere ? x - longest : x).toBeGreaterThanOrEqual(0);
            expect(endsThere ? x : x + longest).toBeLessThanOrEqual(width);
          }
        }
        expect(drawing.height).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  it("writes beside the one who speaks, and further left where a line would not fit", () => {
    const long = "Access-Control-Request-Headers: content-type";
    const [wide, narrow] = [1000, 380].map((width) => layOut([{ ...MESSAGE, lines: [long] }], width));
    expect(wide?.rows[0]?.linesX).toBe((wide?.x.browser ?? 0) + 12);
    expect(narrow?.rows[0]?.linesX).toBeLessThan(narrow?.x.browser ?? 0);
    expect(narrow?.rows[0]?.lines).toEqual([long]);
  });

  it("writes a question in two lines where it is too long for one", () => {
    expect(layOut([CHECK], 1000).rows[0]?.titles).toEqual([CHECK.title]);
    expect(layOut([CHECK], 340).rows[0]?.titles).toEqual(["Does Access-Control-Allow-Origin name", "the page?"]);
  });

  it("cuts what fits nowhere, and shows that it did", () => {
    expect(layOut([{ ...MESSAGE, title: "x".repeat(500) }], 400).rows[0]?.titles[0]).toMatch(/^x{20,60}…$/);
  });

  it("begins the browser's memory under the newest permission, and nowhere without one", () => {
    expect(layOut([MESSAGE, CHECK], 700).keptFrom).toBeUndefined();
    const granted = { ...MESSAGE, isGrant: true };
    const { rows: placed, keptFrom } = layOut([granted, CHECK, granted, CHECK], 700);
    expect(keptFrom).toBe(placed[3]?.top);
  });
});
