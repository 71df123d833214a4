import { array, assert, constantFrom, nat, property, string, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { ChunkedFrame } from "./chunked-frame.ts";

/** What a frame makes of the parts of a body. */
function read(parts: readonly string[], mostTrailerBytes = 100): { body: string; isDone: boolean; afterwards: string } {
  const frame = new ChunkedFrame(mostTrailerBytes);
  let body = "";
  for (const part of parts) body += Buffer.from(frame.push(Buffer.from(part, "latin1"))).toString("latin1");
  return { body, isDone: frame.isDone, afterwards: Buffer.from(frame.afterwards ?? []).toString("latin1") };
}

describe("ChunkedFrame", () => {
  it.each([
    ["one chunk", "2\r\nhi\r\n0\r\n\r\n"],
    ["two chunks", "1\r\nh\r\n1\r\ni\r\n0\r\n\r\n"],
    ["zeros and capitals", "0002\r\nhi\r\n000\r\n\r\n"],
    ["LF alone", "2\nhi\n0\n\n"],
    ["blanks after the size", "2 \t\r\nhi\r\n0\r\n\r\n"],
    ["an extension", '2;a="b;c"\r\nhi\r\n0;d\r\n\r\n'],
    ["trailers", "2\r\nhi\r\n0\r\nA: b\r\nC: d\r\n\r\n"],
  ])("reads %s, wherever it is cut", (_what, text) => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(read([text.slice(0, cut), text.slice(cut)])).toEqual({ body: "hi", isDone: true, afterwards: "" });
    }
    expect(read(text.split(""))).toEqual({ body: "hi", isDone: true, afterwards: "" });
  });

  it("reads sizes in hexadecimal", () => {
    const body = "x".repeat(0xabc);
    expect(read([`aBc\r\n${body}\r\n0\r\n\r\n`]).body).toBe(body);
  });

  it("hands back what follows the end", () => {
    expect(read(["2\r\nhi\r\n0\r\n\r\nHTTP/1.1 200 OK"])).toEqual({
      body: "hi",
      isDone: true,
      afterwards: "HTTP/1.1 200 OK",
    });
  });

  it.each([
    ["zz\r\nhi"],
    ["0x2\r\nhi"],
    ["-2\r\nhi"],
    [" 2\r\nhi"],
    ["2 2\r\nhi"],
    ["2\r2\r\nhi"],
    ["2\r \r\nhi"],
    ["2\r;a\r\nhi"],
    ["\r\nhi"],
    [";a\r\nhi"],
    ["2\r\nhi!"],
    ["2\r\nhi\r\r\n"],
    ["fffffffffffffff\r\n"],
    [`2;${"a".repeat(20_000)}`],
    [`2${" ".repeat(20_000)}`],
    [`0\r\n${"A: b\r\n".repeat(100)}`],
  ])("refuses %j", (text) => {
    expect(() => read([text])).toThrow(expect.objectContaining({ name: "FrameError" }));
  });

  it("gives back what was put into chunks, whatever it is and however it is cut", () => {
    const chunks = array(uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 8 });
    const law = property(chunks, array(nat(30), { minLength: 1, maxLength: 30 }), (list, cuts) => {
      const text = list.map((chunk) => `${chunk.length.toString(16)}\r\n${Buffer.from(chunk).toString("latin1")}\r\n`);
      let rest = `${text.join("")}0\r\n\r\n`;
      const parts = cuts.map((cut) => {
        const part = rest.slice(0, cut);
        rest = rest.slice(cut);
        return part;
      });
      const expected = Buffer.concat(list).toString("latin1");
      expect(read([...parts, rest])).toEqual({ body: expected, isDone: true, afterwards: "" });
    });
    assert(law, { numRuns: 300 });
  });

  it("says yes or no to any bytes at all, and never gives more than it was given", () => {
    const letters = string({ unit: constantFrom("0", "1", "2", "a", ";", " ", "\r", "\n", "x"), maxLength: 60 });
    const law = property(letters, (text) => {
      try {
        expect(read(text.split("")).body.length).toBeLessThanOrEqual(text.length);
      } catch (error) {
        expect(error).toMatchObject({ name: "FrameError" });
      }
    });
    assert(law, { numRuns: 1000 });
  });
});
