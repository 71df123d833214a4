import { describe, expect, it } from "vitest";
import { HEADERS, partsOf, WORDS } from "./glossary.ts";

const wordsOf = (text: string, before?: string): string[] =>
  partsOf(text, before).flatMap((part) => (typeof part === "string" ? [] : [part.word]));

const textOf = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === "string" ? part : part.word + part.after))
    .join("");

describe("partsOf", () => {
  it.each([
    ["a word, where it comes first", "A preflight is a preflight.", ["preflight"]],
    ["the plural", "Two origins, one policy.", ["origins", "policy"]],
    ["the longer one of two", "third-party cookies are cookies", ["third-party cookies"]],
    ["no part of a word", "the original, same-origin, Access-Control-Allow-Origin", []],
    ["no header of the same name", "Origin: null", []],
    ["no capitals that mean something else", "options, Policy", []],
    ["a word in a sentence's end", "Ask by OPTIONS.", ["OPTIONS"]],
    ["a word in quotation marks", "“CORS” and (CORS)", ["CORS"]],
    ["nothing", "", []],
  ])("finds %s", (_title, text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
    expect(textOf(text)).toBe(text);
  });

  it("keeps with a word what stands right behind it, so that no line begins with a comma", () => {
    expect(partsOf("After a preflight, a PUT.")).toEqual([
      "After a ",
      { name: "preflight", word: "preflight", after: ",", meaning: WORDS["preflight"] },
      " a PUT.",
    ]);
  });

  it("explains no word again that was in the text before", () => {
    expect(wordsOf("The API has another origin.", "What is an origin?")).toEqual(["API"]);
  });
});

describe("the meanings", () => {
  it.each([...Object.entries(WORDS), ...Object.entries(HEADERS)])("of %s are sentences", (word, meaning) => {
    expect(meaning).toMatch(/^[A-Zt].*\.$/);
    expect(meaning.length).toBeLessThan(200);
    expect(word).toBe(word.trim());
  });
});
