import { describe, expect, it } from "vitest";
import * as node from "../../src/adapters/node.ts";
import * as main from "../../src/index.ts";

describe("crossorigin", () => {
  it("exports these values", () => {
    expect(Object.keys(main).sort()).toMatchInlineSnapshot(`
      [
        "checkPolicy",
        "definePolicy",
        "isPolicyError",
        "originsFrom",
      ]
    `);
  });
});

describe("crossorigin/node", () => {
  it("exports these values", () => {
    expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
      [
        "cors",
      ]
    `);
  });
});
