import { describe, expect, it } from "vitest";
import { membersOf, parseResponseHead } from "./response-head.ts";

describe("parseResponseHead", () => {
  it("keeps every line in its order and spelling, duplicates and bytes above ASCII too", () => {
    const text = "HTTP/1.1 200 Très bien\r\nVary: a\r\nACAO:  x \r\nvary:b\r\nX-Bytes: \xe9\xff\r\nEmpty:\r\n\r\n";
    expect(parseResponseHead(text)).toEqual({
      isModern: true,
      status: 200,
      statusText: "Très bien",
      headers: [
        ["Vary", "a"],
        ["ACAO", "x"],
        ["vary", "b"],
        ["X-Bytes", "\xe9\xff"],
        ["Empty", ""],
      ],
    });
  });

  it.each([
    ["HTTP/1.1 200", 200, "", true],
    ["HTTP/1.1 404 ", 404, "", true],
    ["HTTP/1.1  200  OK", 200, "OK", true],
    ["HTTP/1.1 200OK", 200, "OK", true],
    ["HTTP/1.1 999 ?", 999, "?", true],
    ["HTTP/1.0 200 OK", 200, "OK", false],
    ["HTTP/0.9 200 OK", 200, "OK", false],
    ["HTTP/2.0 200 OK", 200, "OK", true],
    ["HTTP/1 200 OK", 200, "OK", false],
    ["HTTP 200 OK", 200, "OK", false],
    ["http/1.1 200 OK", 200, "OK", true],
    ["\r\nHTTP/1.1 200 OK", 200, "OK", true],
    ["a\r\nbHTTP/1.1 200 OK", 200, "OK", true],
  ])("reads the status line %j as browsers do", (line, status, statusText, isModern) => {
    expect(parseResponseHead(`${line}\r\nA: b\r\n\r\n`)).toEqual({
      isModern,
      status,
      statusText,
      headers: [["A", "b"]],
    });
  });

  it.each([
    ["ICY 200 OK"],
    ["HTTP/1.1"],
    ["HTTP/1.1 OK"],
    ["HTTP/1.1 99 OK"],
    ["HTTP/1.1 099 OK"],
    ["HTTP/1.1 2000 OK"],
    ["HTTP/1.1 -200 OK"],
    ["five+HTTP/1.1 200 OK"],
    [""],
  ])("finds no status in %j", (line) => {
    expect(parseResponseHead(`${line}\r\nA: b\r\n\r\n`)).toEqual({
      problem: expect.stringMatching(/^its status line is/),
    });
  });

  it("shows what it finds with everything escaped that a terminal would obey", () => {
    expect(parseResponseHead("HTTP/1.1 \x1b[2J\x9b\x7f\r\n\r\n")).toEqual({
      problem: 'its status line is "HTTP/1.1 \\u001b[2J\\u009b\\u007f"',
    });
  });

  it("finds a NUL anywhere", () => {
    const problem = { problem: "there is a NUL byte among its headers" };
    expect(parseResponseHead("HTTP/1.1 200 OK\r\nA: \0b\r\n\r\n")).toEqual(problem);
    expect(parseResponseHead("HTTP/1.1 200 O\0K\r\n\r\n")).toEqual(problem);
  });

  it.each([
    ["a line that ends with LF alone", "A: 1\nB: 2\n", ["A=1", "B=2"]],
    ["a line that ends with CR alone", "A: 1\rB: 2\r\n", ["A=1", "B=2"]],
    ["a line without a colon, passed over", "nonsense\r\nB: 2\r\n", ["B=2"]],
    ["a line without a name, passed over", ": 1\r\nB: 2\r\n", ["B=2"]],
    ["a name that is no token, passed over", "A B: 1\r\nC(D): 1\r\nE: 2\r\n", ["E=2"]],
    ["a blank before the colon", "A : 1\r\nB\t: 2\r\n", ["A=1", "B=2"]],
    ["a continued line", "A: 1\r\n  2\r\n\t3 \r\nB: 2\r\n", ["A=1 2 3", "B=2"]],
    ["a value that begins on the next line", "A:\r\n 1\r\nB: 2\r\n", ["A=1", "B=2"]],
    ["a continuation of nothing", " 1\r\nB: 2\r\n", ["B=2"]],
    ["a continuation of what was passed over", "A: 1\r\nnonsense\r\n 1\r\nB: 2\r\n", ["A=1", "B=2"]],
    ["control characters in a value", "A: \x01\x7f\x0b\r\n", ["A=\x01\x7f\x0b"]],
  ])("reads %s as Chromium does", (_what, lines, expected) => {
    const head = parseResponseHead(`HTTP/1.1 200 OK\r\n${lines}\r\n`);
    expect("headers" in head && head.headers.map(([name, value]) => `${name}=${value}`)).toEqual(expected);
  });

  it("takes time in proportion to its input, also for lines that go on and on", () => {
    const started = performance.now();
    const head = parseResponseHead(`HTTP/1.1 200 OK\r\nA: 1\r\n${" b\r\n".repeat(500_000)}\r\n`);
    expect("headers" in head && head.headers[0]?.[1].length).toBe(1_000_001);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("membersOf", () => {
  it("joins the members of all lines, in lower case and without empty ones", () => {
    expect(
      membersOf(
        [
          ["TE", "A, b"],
          ["x", "y"],
          ["te", ",C ,"],
        ],
        "te",
      ),
    ).toEqual(["a", "b", "c"]);
  });
});
