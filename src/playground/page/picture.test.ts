import "./browserless.ts";
import { beforeEach, describe, expect, it } from "vitest";
import type { WireEntry } from "../server/wire-entry.ts";
import { predict, type Past, type Prediction } from "./model.ts";
import { pageRequest, type PageRequest } from "./page-request.ts";
import { rows, type MessageRow } from "./picture.ts";
import { panes, type Pane } from "./run.ts";
import type { Outcome } from "./send.ts";
import type { ServerSpec } from "./server-spec.ts";

const PAGE = "http://localhost:8081";
const PUT = pageRequest({ url: "http://localhost:8080/orders/1", method: "PUT" });
const ALLOWING: ServerSpec = { kind: "policy", options: { origins: [PAGE], methods: ["PUT"], maxAge: 10 } };
const READ: Outcome = { ok: true, status: 200, type: "cors", text: "yes", milliseconds: 1, headers: [["age", "1"]] };
const FAILED: Outcome = { ok: false, status: 0, text: "", milliseconds: 1, headers: [], error: "TypeError" };

function foretold(server: ServerSpec, past: readonly Past[] = [], request = PUT): Promise<Prediction> {
  return predict("chromium", PAGE, past, { request, server }, 1000);
}

function seen(method: string, status?: number): WireEntry {
  return {
    id: 1,
    server: "api",
    time: 0,
    method,
    path: "/orders/1",
    kind: method === "OPTIONS" ? "preflight" : "actual",
    requestHeaders: [],
    requestLines: [["origin", PAGE]],
    credentials: [],
    status,
    responseHeaders: [],
    responseLines: [["access-control-allow-origin", PAGE]],
    refused: [],
    preflightCache: undefined,
  };
}

function show(pane: Omit<Pane, "step">, request: PageRequest = PUT): void {
  panes.value = [{ step: { title: "Response", request: () => request, says: () => "" }, request, ...pane }];
}

/** Messages in short: from, to, what, and whether it was seen. */
function messages(): string[] {
  return rows.value
    .filter((row): row is MessageRow => row.kind === "message")
    .map(({ from, to, title, state }) => `${from} > ${to}: ${title} (${state})`);
}

beforeEach(() => {
  panes.value = [];
});

describe("rows", () => {
  it("are dashed before the run, as the model foretells them", async () => {
    show({ state: "waiting", prediction: await foretold(ALLOWING) });
    expect(messages()).toEqual([
      "page > browser: PUT /orders/1 (expected)",
      "browser > server: OPTIONS /orders/1 (expected)",
      "server > browser: 204 (expected)",
      "browser > server: PUT /orders/1 (expected)",
      "server > browser: 200 (expected)",
      "browser > page: 200, readable (expected)",
    ]);
    expect(rows.value.filter(({ kind }) => kind === "check").length).toBeGreaterThan(3);
  });

  it("are what the servers saw once they saw it, with headers as they are written in texts", async () => {
    const result = { outcome: READ, seen: [seen("OPTIONS", 204), seen("PUT", 200)] };
    show({ state: "done", since: 1, prediction: await foretold(ALLOWING), result });
    expect(messages().every((text) => text.endsWith("(seen)"))).toBe(true);
    expect(rows.value.find(({ title }) => title === "200")).toMatchObject({
      lines: [`Access-Control-Allow-Origin: ${PAGE}`],
    });
    expect(rows.value.at(-1)).toMatchObject({ title: "200, readable", lines: ["1 header readable"], tone: "good" });
  });

  it("mark the answer that gives a permission, and none that refuses it", async () => {
    const grants = async (server: ServerSpec): Promise<string[]> => {
      show({ state: "waiting", prediction: await foretold(server) });
      return rows.value.flatMap((row) => (row.kind === "message" && row.isGrant === true ? [row.title] : []));
    };
    expect(await grants(ALLOWING)).toEqual(["204"]);
    expect(await grants({ kind: "policy", options: { origins: [PAGE] } })).toEqual([]);
  });

  it("strike through what was foretold and did not come", async () => {
    const result = { outcome: FAILED, seen: [seen("OPTIONS", 204)] };
    show({ state: "done", since: 1, prediction: await foretold(ALLOWING), result });
    expect(messages()).toContain("browser > server: PUT /orders/1 (missing)");
  });

  it("strike through nothing where no server is that could have seen it", async () => {
    const prediction = await foretold({ kind: "gone" });
    show({ state: "done", since: 1, prediction, result: { outcome: FAILED, seen: [] } });
    expect(messages().filter((text) => text.includes("missing"))).toEqual([]);
    expect(messages().at(-1)).toBe("browser > page: an error, no reason (seen)");
  });

  it("show as seen what the page's own server answered, which keeps no log", async () => {
    const own = pageRequest({ url: `${PAGE}/favicon.svg` });
    const prediction = await foretold(ALLOWING, [], own);
    show({ state: "done", since: 1, prediction, result: { outcome: READ, seen: [] } }, own);
    expect(messages()).toContain("browser > server: GET /favicon.svg (seen)");
  });

  it("ask no preflight for a permission that is kept", async () => {
    const prediction = await foretold(ALLOWING, [{ request: PUT, server: ALLOWING, time: 0 }]);
    show({ state: "done", since: 1, prediction, result: { outcome: READ, seen: [seen("PUT", 200)] } });
    expect(messages().filter((text) => text.includes("OPTIONS"))).toEqual([]);
    expect(rows.value.map(({ title }) => title)).toContain("Is a permission for the method still kept?");
  });

  it("show what was seen where nothing was foretold, and no more than that of a failure", () => {
    show({ state: "done", since: 1, result: { outcome: FAILED, seen: [seen("PUT")] } });
    expect(messages()).toEqual([
      "page > browser: PUT /orders/1 (seen)",
      "browser > server: PUT /orders/1 (seen)",
      "server > browser: no answer (seen)",
      "browser > page: an error, no reason (seen)",
    ]);
    expect(rows.value.at(-1)?.full).toContain("No page is told why.");
  });

  it("have a title for each of several steps", () => {
    show({ state: "running", since: 1 });
    panes.value = [...panes.value, ...panes.value];
    expect(rows.value.filter(({ kind }) => kind === "step")).toHaveLength(2);
  });
});
