import { describe, expect, it } from "vitest";
import type { HeaderLine } from "../browser/wire.ts";
import { framingOf, keepsAlive } from "./framing.ts";
import type { ResponseHead } from "./response-head.ts";

function head(lines: string, status = 200, isModern = true): ResponseHead {
  const headers = lines.split("; ").flatMap((line): HeaderLine[] => {
    const [name = "", value = ""] = line.split(": ");
    return line === "" ? [] : [[name, value]];
  });
  return { isModern, status, statusText: "", headers };
}

describe("framingOf", () => {
  it.each([
    ["", "until-close"],
    ["Content-Length: 5", 5],
    ["content-length: 0", 0],
    ["Content-Length: 5; CONTENT-LENGTH: 5", 5],
    ["Content-Length: 5, 5", 5],
    ["Content-Length: five", "until-close"],
    ["Content-Length: -5", "until-close"],
    ["Content-Length: +5", "until-close"],
    ["Content-Length: 5.0", "until-close"],
    ["Content-Length: 99999999999999999999", "until-close"],
    ["Content-Length: 5; Content-Length: 6", "problem"],
    ["Content-Length: 5, 6", "problem"],
    ["Transfer-Encoding: chunked", "chunked"],
    ["Transfer-Encoding: gzip, Chunked", "chunked"],
    ["Transfer-Encoding: chunked; Content-Length: 5; Content-Length: 6", "chunked"],
    ["Transfer-Encoding: gzip", "until-close"],
    ["Transfer-Encoding: identity; Content-Length: 5", 5],
  ])("of %j is %s", (lines, expected) => {
    const framing = framingOf(head(lines), "GET");
    if ("problem" in framing) expect(expected).toBe("problem");
    else expect(framing.kind === "length" ? framing.length : framing.kind).toBe(expected);
  });

  it("knows no chunks before HTTP/1.1", () => {
    expect(framingOf(head("Transfer-Encoding: chunked", 200, false), "GET")).toEqual({ kind: "until-close" });
  });

  it("gives no body to HEAD, 204, 205 and 304", () => {
    const lines = "Content-Length: 5; Transfer-Encoding: chunked";
    expect(framingOf(head(lines), "HEAD")).toEqual({ kind: "none" });
    for (const status of [204, 205, 304]) expect(framingOf(head(lines, status), "GET")).toEqual({ kind: "none" });
  });
});

describe("keepsAlive", () => {
  it.each([
    ["Content-Length: 5", "GET", 200, true],
    ["Content-Length: 5; Connection: close", "GET", 200, false],
    ["Content-Length: 5; Connection: x, Close", "GET", 200, false],
    ["Transfer-Encoding: chunked", "GET", 200, true],
    ["Transfer-Encoding: chunked; Content-Length: 5", "GET", 200, false],
    ["", "GET", 200, false],
    ["", "GET", 204, true],
    ["Content-Length: 0", "GET", 204, true],
    ["Content-Length: 5", "GET", 204, false],
    ["Transfer-Encoding: chunked", "GET", 205, false],
    ["Content-Length: 5", "GET", 304, true],
    ["Content-Length: 5", "HEAD", 200, true],
  ])("after %j to %s with %i is %s", (lines, method, status, expected) => {
    const response = head(lines, status);
    const framing = framingOf(response, method);
    expect(!("problem" in framing) && keepsAlive(response, framing, method)).toBe(expected);
  });

  it("has to be asked for before HTTP/1.1", () => {
    const framing = { kind: "length", length: 5 } as const;
    expect(keepsAlive(head("Content-Length: 5", 200, false), framing, "GET")).toBe(false);
    expect(keepsAlive(head("Content-Length: 5; Connection: Keep-Alive", 200, false), framing, "GET")).toBe(true);
  });
});
