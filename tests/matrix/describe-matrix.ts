import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADAPTERS, type RunningServer } from "./adapters.ts";
import type { Mount } from "./policies.ts";
import { exchange, parseResponses, type RawResponse } from "../support/raw.ts";

/** One request, and what must come back, whatever framework answers. */
export interface MatrixRow {
  /** A fact one could tell a user. */
  readonly fact: string;
  readonly mount: Mount;
  readonly route: string;
  /** Default `GET`. */
  readonly method?: string;
  /** Header lines, in this order; a name may stand twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Default `1.1`. */
  readonly version?: "1.0" | "1.1";
  /** Default 200. */
  readonly status?: number;
  /** Every line under `Access-Control-*`; their order is not looked at. Default: none. */
  readonly cors?: readonly (readonly [name: string, value: string])[];
  /** Every member of every `Vary` line; case and order are not looked at. Default: none. */
  readonly vary?: readonly string[];
  /** Further lines: these must be there, and no other line of the same names. */
  readonly lines?: readonly (readonly [name: string, value: string])[];
  /** Names that must not be there. */
  readonly without?: readonly string[];
  readonly body?: string;
  readonly reason?: string;
  /** Statuses of the 1xx responses that go before. */
  readonly before?: readonly number[];
}

/** The bytes of a row's request. */
function requestBytes(row: MatrixRow): string {
  const lines = [["Host", "localhost"], ["Connection", "close"], ...(row.headers ?? [])];
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `${row.method ?? "GET"} /${row.mount}/${row.route} HTTP/${row.version ?? "1.1"}\r\n${head}\r\n`;
}

/** Runs every row through every adapter that has the row's route. */
export function describeMatrix(title: string, rows: readonly MatrixRow[]): void {
  describe.each(ADAPTERS)(`${title}, by $name`, (adapter) => {
    let server: RunningServer;

    beforeAll(async () => {
      server = await adapter.start();
    });

    afterAll(async () => {
      await server.close();
    });

    it.each(rows.filter((row) => adapter.routes.includes(row.route)))("$fact", async (row) => {
      const bytes = await exchange(server.port, requestBytes(row));
      const responses = parseResponses(bytes, [row.method ?? "GET"]);
      expectRow(responses, row);
    });
  });
}

function expectRow(responses: readonly RawResponse[], row: MatrixRow): void {
  const last = responses.at(-1);
  if (last === undefined) throw new Error("There is no response.");
  const before = responses.slice(0, -1);
  expect({
    before: before.map(({ status }) => status),
    status: last.status,
    cors: accessControlLines(last),
    vary: varyMembers(last),
  }).toEqual({
    before: row.before ?? [],
    status: row.status ?? 200,
    cors: sorted(row.cors ?? []),
    vary: (row.vary ?? []).map((name) => name.toLowerCase()).sort(),
  });
  expect(before.flatMap(accessControlLines)).toEqual([]);

  const names = new Set(row.lines?.map(([name]) => name.toLowerCase()));
  const named = last.headers.filter(([name]) => names.has(name.toLowerCase()));
  expect(sorted(named)).toEqual(sorted(row.lines ?? []));
  for (const name of row.without ?? []) {
    expect(last.headers.map(([sent]) => sent.toLowerCase())).not.toContain(name.toLowerCase());
  }
  if (row.body !== undefined) expect(last.body).toBe(row.body);
  if (row.reason !== undefined) expect(last.reason).toBe(row.reason);
}

/** Names in lower case, since frameworks differ in how they write them and browsers do not care. */
function lineKey([name, value]: readonly [string, string]): string {
  return `${name.toLowerCase()}: ${value}`;
}

function sorted(lines: readonly (readonly [string, string])[]): string[] {
  return lines.map(lineKey).sort();
}

export function accessControlLines({ headers }: RawResponse): string[] {
  return sorted(headers).filter((line) => line.startsWith("access-control-"));
}

export function varyMembers({ headers }: RawResponse): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === "vary")
    .flatMap(([, value]) => value.split(","))
    .map((member) => member.trim().toLowerCase())
    .sort();
}
