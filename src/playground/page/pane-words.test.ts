import { describe, expect, it } from "vitest";
import type { WireEntry } from "../server/wire-entry.ts";
import { ajax, pageRequest } from "./page-request.ts";
import { answerText, describeRequest, describeSeen, sayOwn, verdict } from "./pane-words.ts";
import type { Step } from "./scenario.ts";
import type { Outcome } from "./send.ts";

const STEP: Step = { title: "Response", request: () => pageRequest({ url: "http://localhost:8080/" }), says: () => "" };

const READ: Outcome = { ok: true, status: 200, text: "yes", milliseconds: 1, headers: [["age", "1"]] };
const REFUSED: Outcome = { ok: false, status: 404, text: "no such", milliseconds: 1, headers: [] };
const FAILED: Outcome = { ok: false, status: 0, text: "", milliseconds: 1, headers: [], error: "TypeError" };
const OPAQUE: Outcome = { ok: false, status: 0, type: "opaque", text: "", milliseconds: 1, headers: [] };

function entry(kind: WireEntry["kind"], status?: number): WireEntry {
  return {
    id: 1,
    server: "api",
    time: 0,
    method: kind === "preflight" ? "OPTIONS" : "PUT",
    path: "/",
    kind,
    requestHeaders: [],
    requestLines: [],
    credentials: [],
    status,
    responseHeaders: [],
    responseLines: [],
    refused: [],
    preflightCache: undefined,
  };
}

const PREFLIGHT = entry("preflight", 204);

describe("verdict", () => {
  it.each([
    ["✓ 200", READ, []],
    ["✗ 404, readable", REFUSED, []],
    ["opaque, unreadable", OPAQUE, []],
    ["✗ blocked or not sent", FAILED, []],
    ["✗ blocked, never sent", FAILED, [PREFLIGHT]],
    ["✗ answered, but blocked", FAILED, [PREFLIGHT, entry("actual", 200)]],
    ["✗ answered, but blocked", FAILED, [entry("not-cors", 200)]],
    ["✗ no answer", FAILED, [PREFLIGHT, entry("actual")]],
  ])("is “%s”", (expected, outcome, seen) => {
    expect(verdict({ step: STEP, state: "done", result: { outcome, seen } })).toBe(expected);
  });

  it("says what is meant where a failure is what the step is about", () => {
    const step = { ...STEP, isMeantToFail: true };
    expect(verdict({ step, state: "done", result: { outcome: REFUSED, seen: [] } })).toBe(
      "404, as meant, and readable",
    );
    expect(verdict({ step, state: "done", result: { outcome: FAILED, seen: [] } })).toBe("✗ blocked or not sent");
  });

  it("is none yet while the answer is waited for", () => {
    expect(verdict({ step: STEP, state: "waiting" })).toBe("not sent yet");
    expect(verdict({ step: STEP, state: "running" })).toBe("waiting for the answer");
  });
});

describe("answerText", () => {
  it.each([
    [READ, false, "yes"],
    [READ, true, "yes\n\nReadable headers: age"],
    [REFUSED, true, "ERROR: status 404.\n\nno such\n\nReadable headers: none"],
    [OPAQUE, false, "A response of type opaque: status 0, no headers, no body."],
  ])("of %o", (outcome, showsHeaders, expected) => {
    expect(answerText(outcome, showsHeaders)).toBe(expected);
  });

  it("says that a page is told nothing", () => {
    expect(answerText(FAILED, true)).toMatch(/^ERROR: status 0\n\nA page is told no more than that\./);
  });
});

describe("describeRequest", () => {
  const api = "http://localhost:8080";

  it("leaves the target out, and what jQuery sets by itself", () => {
    const headers = { "X-Api-Key": "1" };
    expect(describeRequest(ajax({ method: "PUT", url: `${api}/a`, json: 1, headers }), api)).toBe(
      "PUT /a with X-Api-Key",
    );
  });

  it("names another origin, every header of fetch, and credentials", () => {
    const headers = [["Content-Type", "text/plain"]] as const;
    const request = pageRequest({ url: "http://localhost:8082/a", headers, credentials: "include" });
    expect(describeRequest(request, api)).toBe("GET http://localhost:8082/a with Content-Type with credentials");
    expect(describeRequest(ajax({ method: "GET", url: `${api}/a`, withCredentials: true }), api)).toBe(
      "GET /a withCredentials",
    );
  });
});

describe("describeSeen", () => {
  it("tells what arrived, and what was answered", () => {
    expect(describeSeen([PREFLIGHT, entry("actual")], "At the API")).toBe("At the API: OPTIONS 204, PUT (no answer).");
    expect(describeSeen([], "At the lab")).toBe("At the lab: nothing arrived.");
  });
});

describe("sayOwn", () => {
  it.each([
    [OPAQUE, [], /opaque/],
    [REFUSED, [], /may read/],
    [FAILED, [], /^Nothing arrived/],
    [FAILED, [PREFLIGHT], /asked first, and after the answer to that it sent no request/],
    [FAILED, [PREFLIGHT, entry("actual", 200)], /keeps the answer from the page/],
    [FAILED, [entry("actual")], /closed the connection/],
  ])("of %o, seen %o", (outcome, seen, expected) => {
    expect(sayOwn({ outcome, seen })).toMatch(expected);
  });
});
