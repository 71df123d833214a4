import { describe, expect, it } from "vitest";
import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";
import { browserMessages } from "./browser-messages.ts";
import type { MessageFacts } from "./message-facts.ts";
import { parseConsole } from "./parse-console.ts";

const FACTS = { url: "https://api.example.com/1", origin: "https://app.example.com", status: 200 } as const;
const FRAME = `Access to fetch at '${FACTS.url}' from origin '${FACTS.origin}' has been blocked by CORS policy: `;

/** What the facts of a failure must hold beside its code for every browser to say all it says. */
const MISMATCH = { parameter: "https://other.example", allowOrigin: ["https://other.example"] };
const ELSEWHERE = { phase: "redirect", status: 302, redirectTarget: "https://user:secret@other.example/" } as const;
const MORE: Partial<Record<ReasonCode, Partial<MessageFacts>>> = {
  AllowOriginMismatch: MISMATCH,
  PreflightAllowOriginMismatch: MISMATCH,
  RedirectContainsCredentials: ELSEWHERE,
  RedirectNotAllowed: ELSEWHERE,
  MultipleAllowOriginValues: { parameter: "*, *", allowOrigin: ["*", "*"] },
  MethodDisallowedByPreflightResponse: { parameter: "PUT" },
  HeaderDisallowedByPreflightResponse: { parameter: "x-b", headerNames: ["X-B"] },
  PreflightInvalidStatus: { status: 404, allowOrigin: [FACTS.origin] },
  PreflightDisallowedRedirect: {
    status: 302,
    allowOrigin: [FACTS.origin],
    redirectTarget: "https://api.example.com/2",
  },
  InvalidAllowMethodsPreflightResponse: { list: "PUT; GET" },
  InvalidAllowHeadersPreflightResponse: { list: "x-b x-c" },
};

describe("browserMessages", () => {
  it.each(Object.keys(REASONS) as ReasonCode[])("are for %s such that the reader knows them again", (code) => {
    const facts = { ...FACTS, code, phase: phaseOf(code), ...MORE[code] };
    for (const [browser, message] of Object.entries(browserMessages(facts))) {
      const failures = parseConsole(message);
      expect(failures, message).toHaveLength(1);
      const [failure] = failures;
      expect(failure?.browser, message).toBe(browser);
      // Chromium's network says of some no more than that they failed.
      if (message.endsWith("net::ERR_FAILED")) return;
      expect([failure?.code, ...(failure?.alternatives ?? [])], message).toContain(code);
    }
  });

  it("name a preflight's failure by its prefix in Chromium alone", () => {
    const messages = browserMessages({ ...FACTS, code: "PreflightMissingAllowOriginHeader", phase: "preflight" });
    expect(messages.chromium).toBe(
      `${FRAME}Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    );
    expect(messages.firefox?.split("\n")).toHaveLength(2);
    expect(messages.webkit).toContain(`Origin ${FACTS.origin} is not allowed by Access-Control-Allow-Origin.`);
  });

  it("are about an XMLHttpRequest where the page used one", () => {
    const { chromium, webkit } = browserMessages({
      ...FACTS,
      code: "InvalidAllowCredentials",
      phase: "response",
      api: "XMLHttpRequest",
    });
    expect(chromium).toContain("Access to XMLHttpRequest at ");
    expect(chromium).toContain("controlled by the withCredentials attribute.");
    expect(webkit).toContain("XMLHttpRequest cannot load ");
  });

  it("name each engine's own first mistake where several were made", () => {
    const { chromium, firefox, webkit } = browserMessages({
      ...FACTS,
      code: "PreflightMissingAllowOriginHeader",
      phase: "preflight",
      status: 401,
      allowOrigin: [],
    });
    expect(chromium).toContain("No 'Access-Control-Allow-Origin' header");
    expect(firefox).toContain("missing). Status code: 401.");
    expect(webkit).toContain("Preflight response is not successful. Status code: 401");
  });

  it("are none for an exchange that did not fail", () => {
    expect(browserMessages({ verdict: "allowed", steps: [], wire: [] })).toEqual({});
  });

  it("are none where nothing was sent and nobody says which URL it was", () => {
    const exchange = { verdict: "blocked", code: "BlockedPort", phase: "request", steps: [], wire: [] } as const;
    expect(browserMessages(exchange)).toEqual({});
    expect(browserMessages(exchange, { url: "http://localhost:6000/", origin: "http://localhost" }).webkit).toContain(
      "Not allowed to use restricted network port",
    );
  });
});

function phaseOf(code: ReasonCode): "request" | "preflight" | "response" {
  if (code.includes("Preflight")) return "preflight";
  return code === "NoCorsRedirectModeNotFollow" || code === "DisallowedByMode" ? "request" : "response";
}
