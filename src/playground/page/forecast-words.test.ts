import { describe, expect, it } from "vitest";
import { grouped, toneOf, verdictOf, whyOf } from "./forecast-words.ts";
import type { Prediction } from "./model.ts";

const ALLOWED: Prediction = {
  profile: "chromium",
  verdict: "allowed",
  why: "",
  status: 200,
  headers: [],
  steps: [],
  wire: [],
};
const BLOCKED: Prediction = {
  ...ALLOWED,
  verdict: "blocked",
  status: 0,
  code: "HeaderDisallowedByPreflightResponse",
  parameter: "traceparent",
  why: "The preflight allows one header less.",
};
const REFUSED: Prediction = { ...ALLOWED, verdict: "refused", status: 0, why: "TRACE is forbidden." };

type Wire = Prediction["wire"][number];

describe("verdictOf, toneOf and whyOf", () => {
  it.each<[Prediction, string, string, string]>([
    [ALLOWED, "✓ readable, 200", "good", "Without a preflight."],
    [BLOCKED, "✗ blocked", "bad", " (traceparent): The preflight allows one header less."],
    [REFUSED, "✗ not sent", "bad", "TRACE is forbidden."],
    [{ ...ALLOWED, verdict: "opaque", type: "opaque" }, "unreadable (opaque)", "none", "Without a preflight."],
    [{ ...BLOCKED, verdict: "network-error" }, "✗ no answer", "bad", expect.any(String)],
    [{ ...ALLOWED, wire: [{ preflight: true } as Wire] }, "✓ readable, 200", "good", "After a preflight."],
    [
      { ...ALLOWED, wire: [{ preflight: true, fromCache: true } as Wire] },
      "✓ readable, 200",
      "good",
      "The permission is kept from before, so there is no preflight.",
    ],
  ])("of %o", (prediction, verdict, tone, why) => {
    expect([verdictOf(prediction), toneOf(prediction), whyOf(prediction)]).toEqual([verdict, tone, why]);
  });
});

describe("grouped", () => {
  it("keeps together of whom the same is said, in their order", () => {
    const firefox = { ...BLOCKED, profile: "firefox" } as const;
    const webkit = { ...ALLOWED, profile: "webkit" } as const;
    expect(grouped([ALLOWED, firefox, webkit])).toEqual([[ALLOWED, webkit], [firefox]]);
    expect(grouped([BLOCKED, { ...firefox, code: "MissingAllowOriginHeader" }])).toHaveLength(2);
    expect(grouped([])).toEqual([]);
  });
});
