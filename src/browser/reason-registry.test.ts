import { describe, expect, it } from "vitest";
import { REASONS, type ReasonCode } from "./reason-registry.ts";

const CODES = Object.keys(REASONS) as ReasonCode[];

/** The reasons for which Chromium has no name. */
const OURS: readonly string[] = [
  "BlockedPort",
  "MixedContent",
  "KeepaliveBodyTooLarge",
  "RedirectNotAllowed",
  "InvalidRedirectLocation",
  "UnsafeRedirect",
  "TooManyRedirects",
  "RedirectedStreamBody",
  "ResourcePolicyNotSameOrigin",
  "ResourcePolicyNotSameSite",
  "UnrequestedRange",
  "NotInCache",
  "RequestBodyFailed",
  "NameNotResolved",
  "ConnectionRefused",
  "ConnectionReset",
  "TlsFailed",
  "TimedOut",
  "MalformedResponse",
  "ResponseTooLarge",
  "NoAnswer",
];

/** The reasons that have nothing to do with CORS: no answer came that anybody could judge. */
const NETWORK_ERRORS: readonly string[] = [
  "NotInCache",
  "RequestBodyFailed",
  "NameNotResolved",
  "ConnectionRefused",
  "ConnectionReset",
  "TlsFailed",
  "TimedOut",
  "MalformedResponse",
  "ResponseTooLarge",
  "NoAnswer",
];

describe("REASONS", () => {
  it("say who named each", () => {
    expect(CODES.filter((code) => REASONS[code].namedBy === "crossorigin")).toEqual(OURS);
    expect(CODES.filter((code) => REASONS[code].namedBy !== "crossorigin")).toEqual(
      CODES.filter((code) => REASONS[code].namedBy === "chromium"),
    );
  });

  it("say of each whether a browser refused, or the network failed", () => {
    expect(CODES.filter((code) => REASONS[code].verdict === "network-error")).toEqual(NETWORK_ERRORS);
    expect(CODES.filter((code) => REASONS[code].verdict !== "network-error")).toEqual(
      CODES.filter((code) => REASONS[code].verdict === "blocked"),
    );
  });

  it("have each a sentence of their own", () => {
    const titles = CODES.map((code) => REASONS[code].title);
    for (const title of titles) expect(title).toMatch(/^[A-Z].{10,}\.$/);
    expect(new Set(titles).size).toBe(CODES.length);
  });
});
