import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ADAPTERS, OTHER_SERVERS, type MatrixAdapter, type RunningServer } from "./adapters.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { rawRouteOf } from "./raw-routes.ts";
import type { MatrixRow } from "./row.ts";
import type { WireRequest } from "./wire.ts";
import type { RawResponse } from "../support/raw.ts";

/** Runs every row through every adapter, but for what the table of exceptions says. */
export function describeMatrix(rows: readonly MatrixRow[]): void {
  describe.each([...ADAPTERS, ...OTHER_SERVERS])("$name", (adapter) => {
    let server: RunningServer;

    beforeAll(async () => {
      // Hono's server tells there of a stream that failed.
      vi.spyOn(console, "error").mockImplementation(() => {});
      server = await adapter.start();
    });

    afterAll(async () => {
      vi.restoreAllMocks();
      await server.close();
    });

    it.each(rowsFor(adapter, rows))("$fact", async (row) => {
      expectRow(await adapter.wire(server.port, toWireRequest(row)), row);
    });
  });
}

/** The rows as this adapter answers them. */
export function rowsFor({ name, raw }: MatrixAdapter, rows: readonly MatrixRow[]): MatrixRow[] {
  return rows.flatMap((row) => {
    if (!raw && rawRouteOf(row.route) !== undefined) return [];
    const exception = EXCEPTIONS.find(({ adapters, rows: except }) => adapters.includes(name) && except(row));
    if (exception === undefined) return [row];
    return exception.instead === "nothing" ? [] : [{ ...row, ...exception.instead(row) }];
  });
}

function toWireRequest(row: MatrixRow): WireRequest {
  const { method = "GET", version = "1.1", headers = [], sends = "", breaks = false } = row;
  return { method, path: `/${row.mount}/${row.route}`, version, headers, body: sends, breaks };
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
