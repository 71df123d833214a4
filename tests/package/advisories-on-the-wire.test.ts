import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADAPTERS, type RunningServer } from "../matrix/adapters.ts";
import { accessControlLines, rowsFor, varyMembers } from "../matrix/describe-matrix.ts";
import { OTHER, PAGE, STRANGER } from "../matrix/policies.ts";
import type { MatrixRow } from "../matrix/row.ts";
import { exchange, parseResponses, type RawResponse } from "../support/raw.ts";

// The cases of field/advisories.md that belong to a server: how lines are joined, who writes last, what is shared.

const GRANT = `access-control-allow-origin: ${PAGE}`;

/** Ways to end an answer; what a framework adds to them of its own is in the matrix's table of exceptions. */
const ROUTES: readonly MatrixRow[] = [
  { route: "ok" },
  { route: "not-found", status: 404 },
  { route: "throws-late", status: 500 },
  { route: "redirects", status: 302 },
  { route: "not-modified", status: 304 },
  { route: "streams" },
].map((row) => ({ ...row, fact: row.route, mount: "named", vary: ["Origin"] }) as MatrixRow);

describe.each(ADAPTERS)("by $name", (adapter) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await adapter.start();
  });

  afterAll(async () => {
    await server.close();
  });

  async function ask(path: string, headers: readonly string[], method = "GET"): Promise<RawResponse> {
    const lines = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", ""];
    const [response] = parseResponses(await exchange(server.port, lines.join("\r\n")), [method]);
    if (response === undefined) throw new Error("There is no response.");
    return response;
  }

  it.each([
    ["A3.1", ["Vary: X-Evil"]],
    ["A3.2", ["Vary: *"]],
    ["A3.2", ["Vary:"]],
    ["A3.2", ["Vary: X-Evil", "Vary: *"]],
    ["A3.3", ["X-Forwarded-Host: evil.example", "Cache-Control: no-cache", "Access-Control-Allow-Origin: *"]],
  ])("%s: the request's %j changes no Vary and no grant", async (_case, lines) => {
    const plain = await ask("/named/ok", [`Origin: ${PAGE}`]);
    const odd = await ask("/named/ok", [`Origin: ${PAGE}`, ...lines]);
    expect(varyMembers(odd)).toEqual(["origin"]);
    expect(accessControlLines(odd)).toEqual(accessControlLines(plain));
  });

  it.each(rowsFor(adapter, ROUTES))("N4.2: varies by origin for everybody on the route $route", async (row) => {
    const members = (row.vary ?? []).map((name) => name.toLowerCase()).sort();
    for (const lines of [[], [`Origin: ${PAGE}`], [`Origin: ${STRANGER}`], ["Origin: null"]]) {
      expect(varyMembers(await ask(`/named/${row.route}`, lines))).toEqual(members);
    }
  });

  it("N4.3, N4.4: what the handler says in Vary is kept, once, and * as it is", async () => {
    expect(varyMembers(await ask("/named/own-vary", []))).toEqual(["accept-encoding", "origin"]);
    expect(varyMembers(await ask("/named/own-vary-origin", []))).toEqual(["accept", "origin"]);
    expect(varyMembers(await ask("/named/own-vary-star", []))).toEqual(["*"]);
  });

  it("N4.5: where any origin is let in, everybody gets the same lines", async () => {
    const [nobody, page] = [await ask("/public/ok", []), await ask("/public/ok", [`Origin: ${PAGE}`])];
    expect(accessControlLines(nobody)).toEqual(accessControlLines(page));
    expect(varyMembers(nobody)).toEqual([]);
  });

  it("N4.7: two policies around one handler double nothing", async () => {
    const twice = await ask("/named-twice/ok", [`Origin: ${PAGE}`]);
    expect(accessControlLines(twice)).toEqual(accessControlLines(await ask("/named/ok", [`Origin: ${PAGE}`])));
    expect(varyMembers(twice)).toEqual(["origin"]);
  });

  it("A5.5: two Origin lines are joined into none", async () => {
    const response = await ask("/named/ok", [`Origin: ${PAGE}`, `Origin: ${STRANGER}`]);
    expect(accessControlLines(response)).toEqual([]);
  });

  it.each([
    ["A14.1", "OPTIONS", PAGE, true],
    ["A14.2", "GET", PAGE, true],
    ["A14.3", "OPTIONS", STRANGER, false],
  ])("%s: a private network is never granted", async (_case, method, origin, allowed) => {
    const lines = [`Origin: ${origin}`, "Access-Control-Request-Private-Network: true"];
    if (method === "OPTIONS") lines.push("Access-Control-Request-Method: PUT");
    const sent = accessControlLines(await ask("/named/ok", lines, method));
    expect(sent.filter((line) => line.includes("private-network"))).toEqual([]);
    expect(sent.includes(GRANT)).toBe(allowed);
  });

  it("S9.2: a handler that changes its response changes no other", async () => {
    const before = await ask("/named/ok", [`Origin: ${PAGE}`]);
    const raw = adapter.raw ? ["removes-vary", "head-own-grant"] : [];
    for (const route of ["own-grant", "own-vary-star", ...raw]) {
      await ask(`/named/${route}`, [`Origin: ${PAGE}`]);
    }
    const after = await ask("/named/ok", [`Origin: ${PAGE}`]);
    expect([accessControlLines(after), varyMembers(after)]).toEqual([accessControlLines(before), varyMembers(before)]);
  });

  it("S9.5: a thousand requests at once each get their own outcome", async () => {
    const origins = [PAGE, STRANGER, OTHER, "null"];
    const requests = Array.from({ length: 1_000 }, (_, index) => origins[index % 4] ?? "");
    // hapi behind somebody else's listener closes each connection after one answer.
    const size = adapter.name === "hapi" ? 1 : 50;
    const batches = Array.from({ length: 1_000 / size }, (_, batch) =>
      requests.slice(batch * size, batch * size + size),
    );
    const outcomes = await Promise.all(batches.map((batch) => pipelined(server.port, batch)));
    const wanted = requests.map((origin) => (origin === PAGE || origin === OTHER ? origin : undefined));
    expect(outcomes.flat()).toEqual(wanted);
  });
});

/** Sends requests one behind the other on one connection, to a handler that answers later. */
async function pipelined(port: number, origins: readonly string[]): Promise<(string | undefined)[]> {
  const requests = origins.map((origin, index) => {
    const last = index === origins.length - 1 ? "Connection: close\r\n" : "";
    return `GET /named/later HTTP/1.1\r\nHost: localhost\r\nOrigin: ${origin}\r\n${last}\r\n`;
  });
  const responses = parseResponses(
    await exchange(port, requests.join("")),
    origins.map(() => "GET"),
  );
  return responses.map(
    ({ headers }) => headers.find(([name]) => name.toLowerCase() === "access-control-allow-origin")?.[1],
  );
}
