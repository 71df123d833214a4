import { describe, expect, it } from "vitest";
import { addVary } from "../../src/compat/add-vary.ts";

describe("addVary", () => {
  it.each([
    [undefined, "Origin"],
    ["", "Origin"],
    ["Accept", "Accept, Origin"],
    ["Accept,X-A", "Accept,X-A, Origin"],
    ["accept , origin", "accept , origin"],
    [["Accept", "X-A"], "Accept, X-A, Origin"],
    ["*", "*"],
    ["Accept, *", "*"],
  ])("%j becomes %j", (current, expected) => {
    expect(addVary(current, "Origin")).toBe(expected);
  });
});
