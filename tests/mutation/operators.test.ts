import { describe, expect, it } from "vitest";
import { applyEdit, parses } from "./fault.ts";
import { editsOf, OPERATORS } from "./operators.ts";

/** What an operator makes of a program. */
function madeBy(name: string, source: string): string[] {
  return editsOf("x.ts", source)
    .filter((edit) => edit.name === name)
    .map((edit) => applyEdit("x.ts", source, edit).text);
}

const ROWS: readonly (readonly [operator: string, source: string, made: readonly string[]])[] = [
  ["negate a condition", "if (a) b();", ["if (!(a)) b();"]],
  ["negate a condition", "x = a ? 1 : 2;", ["x = !(a) ? 1 : 2;"]],
  ["negate a condition", "while (a) b();", ["while (!(a)) b();"]],
  ["swap a comparison", "a < b;", ["a <= b;"]],
  ["swap a comparison", "a === (b >= c);", ["a !== (b >= c);", "a === (b > c);"]],
  ["swap a comparison", "a + b;", []],
  ["swap && and ||", "a && b || c;", ["((a && b) && (c));", "((a) || (b)) || c;"]],
  ["swap && and ||", "a ?? b;", []],
  ["be off by one", "a(1_000);", ["a((1001));", "a((999));"]],
  ["be off by one", "a ?? 0;", []],
  ["drop a statement", "a();", [";"]],
  ["drop a statement", "for (const a of b) continue;", ["for (const a of b) ;"]],
  ["drop a statement", "function f() { if (a) return; }", ["function f() { ; }"]],
  ["drop a statement", "function f() { if (a) return; else b(); }", ["function f() { if (a) return; else ; }"]],
  ["forget a call", "x = a.trim().length;", ["x = a.length;"]],
  ["forget a call", "x = Object.freeze([1]);", ["x = [1];"]],
  ["forget a call", "x = a.push(1);", []],
  [
    "return at once",
    "function f(): boolean { a(); }",
    ["function f(): boolean { return true; a(); }", "function f(): boolean { return false; a(); }"],
  ],
  [
    "return at once",
    "function f(): string | undefined { a(); }",
    ["function f(): string | undefined { return undefined; a(); }"],
  ],
  ["return at once", "function f(): readonly A[] { a(); }", ["function f(): readonly A[] { return []; a(); }"]],
  ["return at once", "function f(): Other { a(); }", []],
  ["drop an element", "x = [1, a];", ["x = [ a];", "x = [1, ];"]],
  ["drop an element", "const x = { a: 1, b };", ["const x = {  b };", "const x = { a: 1,  };"]],
  ["drop an element", "function f() { return { a: 1 }; }", []],
  ["change a text", 'a("x", "");', ['a("", "");', 'a("x", "~");']],
  ["change a text", 'x = { "y": "a sentence" };', []],
  ["change a text", 'import "x";\nexport type T = "y";\nexport { a } from "z";', []],
  ["drop an anchor", "/^a$/.test(b);", ["/a$/.test(b);", "/^a/.test(b);"]],
  ["drop an anchor", "/^a$/giu;", ["/a$/giu;", "/^a/giu;"]],
  ["drop an anchor", "/a\\//;", []],
];

describe("editsOf", () => {
  it.each(ROWS)("%s: of %j comes %j", (operator, source, made) => {
    expect(madeBy(operator, source)).toEqual(made);
  });

  it("knows no operator without a row here", () => {
    expect([...new Set(ROWS.map(([operator]) => operator))]).toEqual(OPERATORS.map(({ name }) => name));
  });

  it("makes nothing but programs", () => {
    const source = ROWS.map(([, program], index) => program.replace(/\bf\b/, `f${index}`)).join("\n");
    const broken = editsOf("x.ts", source).filter((edit) => !parses(applyEdit("x.ts", source, edit)));
    expect(broken).toEqual([]);
  });
});

describe("applyEdit", () => {
  it("tells the line, and what becomes of the whole line", () => {
    const source = "one();\n  two(1);\nthree();\n";
    const start = source.indexOf("1");
    expect(applyEdit("x.ts", source, { name: "be off by one", start, end: start + 1, becomes: "(2)" })).toEqual({
      name: "be off by one",
      file: "x.ts",
      line: 2,
      was: "two(1);",
      becomes: "two((2));",
      text: "one();\n  two((2));\nthree();\n",
    });
  });
});
