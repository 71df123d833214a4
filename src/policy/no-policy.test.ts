import { describe, expect, it } from "vitest";
import type { CorsRequest, Decision } from "./decision.ts";
import { definePolicy } from "./full.ts";
import { decideWithoutPolicy } from "./no-policy.ts";

const PAGE = "https://app.example.com";

/** Nobody but somebody else is let in: what is answered without a policy is answered as by this one. */
const ELSEWHERE = definePolicy({ origins: ["https://other.example"] });

function requestOf(request: Partial<CorsRequest>): CorsRequest {
  return { method: "GET", origin: undefined, requestMethod: undefined, requestHeaders: undefined, ...request };
}

describe("decideWithoutPolicy", () => {
  it.each<[what: string, request: Partial<CorsRequest>, kind: Decision["kind"]]>([
    ["a request without an Origin", {}, "not-cors"],
    ["an OPTIONS without an Origin", { method: "OPTIONS", requestMethod: "PUT" }, "not-cors"],
    ["a request", { origin: PAGE }, "actual"],
    ["an OPTIONS that is no preflight", { method: "OPTIONS", origin: PAGE }, "actual"],
    ["a GET that asks for a method", { origin: PAGE, requestMethod: "PUT" }, "actual"],
    ["a preflight", { method: "OPTIONS", origin: PAGE, requestMethod: "PUT" }, "preflight"],
  ])("answers %s as a policy that refuses it, under a name of its own", (_what, request, kind) => {
    const refused = ELSEWHERE.decide(requestOf(request));
    const refusals = kind === "not-cors" ? [] : [{ code: "PolicyFailed", parameter: PAGE }];
    expect(decideWithoutPolicy(requestOf(request))).toEqual({ ...refused, kind, refusals });
  });
});
