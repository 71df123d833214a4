import { describe, expect, it } from "vitest";
import { mergeVary } from "./vary.ts";

describe("mergeVary", () => {
  it.each([
    { fact: "starts a value", current: "", names: ["Origin"], merged: "Origin" },
    { fact: "adds to what is there", current: "Accept-Encoding", names: ["Origin"], merged: "Accept-Encoding, Origin" },
    { fact: "does not repeat a name", current: "Origin", names: ["Origin"], merged: "Origin" },
    { fact: "compares without regard to case", current: "origin", names: ["Origin"], merged: "origin" },
    { fact: "keeps the spelling it finds", current: "ORIGIN, accept", names: ["Origin"], merged: "ORIGIN, accept" },
    { fact: "takes a name that is added twice once", current: "", names: ["Origin", "origin"], merged: "Origin" },
    { fact: "leaves * alone", current: "*", names: ["Origin"], merged: "*" },
    { fact: "says only * where * is among others", current: "Accept, *", names: ["Origin"], merged: "*" },
    { fact: "drops empty members", current: " , Accept ,, ", names: ["Origin"], merged: "Accept, Origin" },
    { fact: "is empty when there is nothing to say", current: "", names: [], merged: "" },
    { fact: "adds nothing when there is nothing to add", current: "Accept", names: [], merged: "Accept" },
    {
      fact: "takes another name for another, however alike",
      current: "X-Origin, Origin-Agent-Cluster",
      names: ["Origin"],
      merged: "X-Origin, Origin-Agent-Cluster, Origin",
    },
    {
      fact: "keeps the order of what it adds",
      current: "",
      names: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"],
      merged: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    },
  ])("$fact", ({ current, names, merged }) => {
    expect(mergeVary(current, names)).toBe(merged);
  });

  it("merged once more, changes nothing", () => {
    const once = mergeVary("Accept", ["Origin", "Accept-Language"]);
    expect(mergeVary(once, ["Origin", "Accept-Language"])).toBe(once);
  });

  it("merges a value of a million commas", () => {
    expect(mergeVary(",".repeat(1_000_000), ["Origin"])).toBe("Origin");
  });
});
