import { afterAll, describe, expect, it } from "vitest";
import { StepCounter } from "../support/steps.ts";

// Before anything that it counts is imported.
const counter = new StepCounter(/\/src\/(diagnosis|browser|standard)\//);
const { parseConsole } = await import("../../src/diagnosis/parse-console.ts");

afterAll(() => counter.close());

const LINE =
  "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: ";
const REASON = "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n";

/** What a paste may be full of: messages, their beginnings, and what looks like the middle of one. */
const FILLINGS = {
  letters: "a",
  spaces: " ",
  "line ends": "\n",
  quotes: "'",
  entities: "&amp;",
  ampersands: "&",
  "quoted lines": "> ",
  messages: LINE + REASON,
  "frames of Chromium": LINE,
  "beginnings of Chromium's": "Access to fetch at 'https://api.example.com/' ",
  "beginnings of Firefox's":
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ",
  "reasons of Firefox": "CORS header 'Access-Control-Allow-Origin' does not match 'x",
  "reasons of Safari": "Origin https://app.example.com is not allowed by ",
  "lines that never end": "Header Access-Control-Allow-Methods has an invalid value: ",
  "network errors": "GET https://api.example.com/ net::ERR_FAILED ",
};

const CHARACTERS = [16, 32, 64].map((kilo) => kilo * 1024);

function fill(unit: string, characters: number): string {
  return unit.repeat(Math.ceil(characters / unit.length));
}

describe("parseConsole", () => {
  it.each(Object.entries(FILLINGS))("reads a paste full of %s in linear time", (_what, unit) => {
    const counts = CHARACTERS.map((characters) => {
      const text = fill(unit, characters);
      return counter.count(() => void parseConsole(text)).count;
    });
    for (const [index, count] of counts.slice(1).entries()) {
      // A twentieth more, since the last of several cut pieces may be a whole one.
      expect(count, counts.join(", ")).toBeLessThanOrEqual(2.1 * (counts[index] ?? 0));
    }
  });

  it("leaves out what comes after a million characters", () => {
    const known = parseConsole(LINE + REASON);
    expect(parseConsole(fill("a ", 999_000) + LINE + REASON)).toEqual(known);
    expect(parseConsole(fill("a ", 1_000_000) + LINE + REASON)).not.toEqual(known);
  });
});
