import { describe, expect, it } from "vitest";
import { refusal } from "./refusal.ts";

describe("refusal", () => {
  it("names what is refused, and has nothing else", () => {
    expect(refusal("MethodNotAllowed", "PATCH")).toEqual({ code: "MethodNotAllowed", parameter: "PATCH" });
    expect(Object.keys(refusal("MethodNotAllowed", "PATCH"))).toEqual(["code", "parameter"]);
  });

  it.each([
    ["a text of 128 characters whole", 128, 128],
    ["the first 128 characters of a longer one", 129, 128],
    ["the first 128 characters of a million", 1_000_000, 128],
  ])("repeats %s", (_what, written, repeated) => {
    expect(refusal("OriginNotAllowed", "x".repeat(written)).parameter).toBe("x".repeat(repeated));
  });
});
