import { describe, expect, it } from "vitest";
import { isSameOrigin } from "../../src/adapters/same-origin.ts";

describe("isSameOrigin", () => {
  it.each([
    ["without an origin nothing is known", undefined, "same-origin", "a.example", undefined],
    ["the browser's word counts", "https://b.example", "same-origin", "a.example", true],
    ["also against it", "https://a.example", "cross-site", "a.example", false],
    ["the same site is another origin", "https://a.example", "same-site", "a.example", false],
    ["another word is none", "https://a.example", "none", "a.example", true],
    ["without its word the hosts are compared", "https://a.example", undefined, "a.example", true],
    ["with their ports", "http://localhost:8080", undefined, "localhost:8081", false],
    ["in any case of letters", "http://localhost:8080", undefined, "LocalHost:8080", true],
    ["null has no host", "null", undefined, "null", false],
    ["a server may have no name", "https://a.example", undefined, undefined, false],
  ])("%s", (_fact, origin, site, host, same) => {
    expect(isSameOrigin(origin, site, host)).toBe(same);
  });
});
