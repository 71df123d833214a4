import "./browserless.ts";
import { describe, expect, it } from "vitest";
import type { WireEntry } from "../server/wire-entry.ts";
import { asEngineScenario, compare } from "./agreement.ts";
import { predict, type Prediction } from "./model.ts";
import { pageRequest } from "./page-request.ts";
import type { Outcome } from "./send.ts";
import { answer, byHand, type ServerSpec } from "./server-spec.ts";

const REQUEST = pageRequest({ url: "http://localhost:8080/orders/1", method: "PUT" });
const GRANT = { "Access-Control-Allow-Origin": "http://localhost:8081", "Access-Control-Allow-Methods": "PUT" };
const ALLOWING = byHand("/orders/1", answer(204, GRANT), answer(200, GRANT));

const READ: Outcome = { ok: true, status: 200, type: "cors", text: "", milliseconds: 1, headers: [] };
const FAILED: Outcome = { ok: false, status: 0, text: "", milliseconds: 1, headers: [], error: "TypeError" };

function foretold(server: ServerSpec): Promise<Prediction> {
  return predict("chromium", "http://localhost:8081", [], { request: REQUEST, server }, 0);
}

const seen = (...methods: readonly string[]): readonly WireEntry[] =>
  methods.map((method) => ({ method, kind: method === "OPTIONS" ? "preflight" : "actual" }) as WireEntry);

describe("compare", () => {
  it("agrees where page and servers saw what was foretold", async () => {
    expect(compare(await foretold(ALLOWING), { outcome: READ, seen: seen("OPTIONS", "PUT") }, REQUEST)).toEqual({
      agrees: true,
      says: "The model and this browser agree.",
    });
  });

  it("agrees where no server is, and nothing arrived", async () => {
    expect(compare(await foretold({ kind: "gone" }), { outcome: FAILED, seen: [] }, REQUEST).agrees).toBe(true);
  });

  it.each([
    ["this browser still remembered a permission", seen("PUT")],
    ["this browser asked more often", seen("OPTIONS", "OPTIONS", "PUT")],
  ])("agrees, and says that %s", async (says, entries) => {
    const agreement = compare(await foretold(ALLOWING), { outcome: READ, seen: entries }, REQUEST);
    expect(agreement.agrees).toBe(true);
    expect(agreement.says).toContain(says);
  });

  it.each([
    ["an answer with status 200. This browser: an error without a reason.", FAILED, seen("OPTIONS", "PUT")],
    [
      "an answer with status 200. This browser: an answer that it cannot read (opaque).",
      { ...READ, status: 0, type: "opaque" },
      seen("OPTIONS", "PUT"),
    ],
    ["preflight, PUT would arrive for PUT; at the server arrived: nothing.", READ, []],
  ] as const)("does not agree: %s", async (says, outcome, entries) => {
    const agreement = compare(await foretold(ALLOWING), { outcome, seen: entries }, REQUEST);
    expect(agreement.agrees).toBe(false);
    expect(agreement.says).toContain(says);
  });
});

describe("asEngineScenario", () => {
  it("holds the request and the answers of each hop, and no port of this machine", async () => {
    const text = asEngineScenario(await foretold(ALLOWING), REQUEST);
    expect(JSON.parse(text)).toEqual({
      steps: [
        {
          api: "fetch",
          method: "PUT",
          headers: [],
          mode: "cors",
          credentials: "same-origin",
          redirect: "follow",
          hops: [
            {
              host: "X",
              preflight: {
                status: 204,
                headers: [
                  ["Access-Control-Allow-Origin", "{page}"],
                  ["Access-Control-Allow-Methods", "PUT"],
                ],
              },
              main: {
                status: 200,
                headers: [
                  ["Access-Control-Allow-Origin", "{page}"],
                  ["Access-Control-Allow-Methods", "PUT"],
                ],
              },
            },
          ],
        },
      ],
    });
  });
});
