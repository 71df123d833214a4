import { describe, expect, it } from "vitest";
import type { RawResponse } from "../support/raw.ts";
import { corsOf, headerOf, useServer, type Program, type Server } from "./server.ts";

/** The origin that every example's policy names. */
export const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";

/** What the examples' policies say to a preflight. */
const GRANTED = {
  "access-control-allow-credentials": "true",
  "access-control-allow-headers": "Content-Type",
  "access-control-allow-methods": "PUT, DELETE",
  "access-control-allow-origin": PAGE,
  "access-control-max-age": "600",
};

/** And to any other request of their page. */
const SHARED = { "access-control-allow-credentials": "true", "access-control-allow-origin": PAGE };

const VARY_OF_PREFLIGHTS = ["access-control-request-headers", "access-control-request-method", "origin"];

/** How a guest is asked, and what it answers by itself. */
export interface Guest {
  /** Makes it ready; gives what runs its server, and prints the address. */
  readonly prepare: () => Promise<Program> | Program;
  /** Its paths of all orders, of the first, and of one that no route has but the policy does. */
  readonly paths?: { readonly all: string; readonly first: string; readonly none: string };
  /** What `GET` of all orders gives. */
  readonly orders?: string;
  /** What it answers to an `OPTIONS` that is no preflight, and whether it says `Allow`. */
  readonly options: { readonly status: number; readonly allow: boolean };
  /** What becomes of a body that is no JSON. */
  readonly brokenBody: number;
  /** What it answers, or a handler of the example does, that is no success. */
  readonly failures: readonly (readonly [line: string, status: number])[];
  /** Names that it puts into `Vary` of its own accord. */
  readonly vary?: readonly string[];
}

/** The members of `Vary`, without those that the guest adds. */
function varyOf(response: RawResponse, { vary = [] }: Guest): string[] {
  const members = (headerOf(response, "vary") ?? "").split(",").map((member) => member.trim().toLowerCase());
  return members.filter((member) => member !== "" && !vary.includes(member)).sort();
}

/** Starts an example and asks it all that has to be the same wherever the package is a guest. */
export function describeGuest(name: string, guest: Guest, more?: (server: () => Server) => void): void {
  const { all, first, none } = guest.paths ?? { all: "/orders", first: "/orders/1", none: "/nowhere" };
  const orders = guest.orders ?? '[{"id":"1"}]';
  const json = "Content-Type: application/json";
  const fromPage = `Origin: ${PAGE}`;

  function expectShared(response: RawResponse): void {
    expect(corsOf(response)).toEqual(SHARED);
    expect(varyOf(response, guest)).toEqual(["origin"]);
  }

  function expectNothing(response: RawResponse): void {
    expect(corsOf(response)).toEqual({});
    expect(varyOf(response, guest)).toEqual(["origin"]);
  }

  describe(name, () => {
    const server = useServer(guest.prepare);

    it.each([
      ["a method that is allowed", "PUT", true],
      ["a method that is refused, with what is true", "PATCH", false],
    ])("answers a preflight for %s", async (_what, method) => {
      const asked = [`Access-Control-Request-Method: ${method}`, "Access-Control-Request-Headers: content-type"];
      const response = await server().ask(`OPTIONS ${first}`, [fromPage, ...asked]);
      expect([response.status, response.body]).toEqual([204, ""]);
      expect(corsOf(response)).toEqual(GRANTED);
      expect(varyOf(response, guest)).toEqual(VARY_OF_PREFLIGHTS);
      // RFC 9110, 8.6
      expect(headerOf(response, "content-length")).toBeUndefined();
    });

    it("refuses a stranger's preflight with a bare 403", async () => {
      const headers = [`Origin: ${STRANGER}`, "Access-Control-Request-Method: PUT"];
      const response = await server().ask(`OPTIONS ${first}`, headers);
      expect([response.status, response.body, corsOf(response)]).toEqual([403, "", {}]);
      expect(varyOf(response, guest)).toEqual(VARY_OF_PREFLIGHTS);
    });

    it("answers a preflight of a path that has no route", async () => {
      const response = await server().ask(`OPTIONS ${none}`, [fromPage, "Access-Control-Request-Method: DELETE"]);
      expect([response.status, corsOf(response)]).toEqual([204, GRANTED]);
    });

    it("shares what its page asks for, with `Vary`", async () => {
      const response = await server().ask(`GET ${all}`, [fromPage]);
      expect([response.status, response.body]).toEqual([200, orders]);
      expectShared(response);
      const changed = await server().ask(`PUT ${first}`, [fromPage, json], '{"items":["tea"]}');
      expect([changed.status, changed.body]).toEqual([200, expect.stringContaining('"items":["tea"]')]);
      expectShared(changed);
    });

    it("answers a stranger and a request without an origin without a word about CORS, with `Vary`", async () => {
      for (const headers of [[`Origin: ${STRANGER}`], []]) {
        const response = await server().ask(`GET ${all}`, headers);
        expect([response.status, response.body]).toEqual([200, orders]);
        expectNothing(response);
      }
    });

    it("shares the answer to a HEAD", async () => {
      const response = await server().ask(`HEAD ${all}`, [fromPage]);
      expect(response.body).toBe("");
      expectShared(response);
    });

    it("shares what comes of a body that is no JSON", async () => {
      const response = await server().ask(`POST ${all}`, [fromPage, json], '{"items":');
      expect(response.status).toBe(guest.brokenBody);
      expectShared(response);
    });

    it.each(guest.failures)("shares the answer to %s, a %i", async (line, status) => {
      const response = await server().ask(line, [fromPage]);
      expect(response.status).toBe(status);
      expectShared(response);
    });

    it("passes on an OPTIONS that is no preflight", async () => {
      const response = await server().ask(`OPTIONS ${all}`, [fromPage]);
      const allow = headerOf(response, "allow");
      expect([response.status, allow?.includes("POST") ?? false]).toEqual([guest.options.status, guest.options.allow]);
      expectShared(response);
    });

    it("answers a POST of the same origin, which it does not name", async () => {
      const response = await server().ask(`POST ${all}`, ["Origin: http://localhost", json], '{"items":["tea"]}');
      expect([response.status, response.body]).toEqual([201, expect.stringContaining("tea")]);
      expectNothing(response);
    });

    more?.(server);
  });
}
