import "./browserless.ts";
import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { pageRequest } from "./page-request.ts";
import { answer, byHand, type Case } from "./server-spec.ts";
import { readCase, writeCase } from "./share.ts";

const ONE: Case = {
  request: pageRequest({ url: "http://localhost:8082/orders/1", method: "PUT", body: "ü" }),
  server: byHand("/orders/1", answer(204, { Vary: "Origin" }), { ...answer(200), delay: 5, silent: true }),
};

const name = fc.stringMatching(/^[A-Za-z-]{1,12}$/);
const text = fc.string({ maxLength: 20, unit: "binary" });
const lines = fc.array(fc.tuple(name, text), { maxLength: 5 });
const labAnswer = fc.record(
  {
    status: fc.integer({ min: 100, max: 999 }),
    headers: lines,
    body: text,
    delay: fc.nat(),
    silent: fc.constant(true),
  },
  { requiredKeys: ["status", "headers"] },
);
const cases = fc.record({
  request: fc.record(
    {
      client: fc.constantFrom("jquery", "fetch", "xhr"),
      method: name,
      url: text,
      headers: lines,
      body: text,
      credentials: fc.constantFrom("same-origin", "include", "omit"),
      mode: fc.constantFrom("cors", "no-cors", "same-origin"),
      redirect: fc.constantFrom("follow", "error", "manual"),
    },
    { requiredKeys: ["client", "method", "url", "headers", "credentials", "mode", "redirect"] },
  ),
  server: fc.oneof(
    fc.record({ kind: fc.constant("policy"), options: fc.dictionary(name, text, { noNullPrototype: true }) }),
    fc.record({
      kind: fc.constant("hand"),
      places: fc.array(fc.record({ path: text, preflight: labAnswer, actual: labAnswer }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  ),
});

/** Names of origins in an address are taken for origins, and secrets stay behind. */
const isPlain = (one: unknown): boolean =>
  !/\{(page|api|lab)2?\}|localhost|127\.|authorization|cookie|token|secret|key|session|\p{Surrogate}/iu.test(
    JSON.stringify(one),
  );

describe("writeCase and readCase", () => {
  it("give the same case back", () => {
    expect(readCase(writeCase(ONE))).toEqual(ONE);
    fc.assert(
      fc.property(cases.filter(isPlain), (one) => {
        expect(readCase(writeCase(one as Case))).toEqual(one);
      }),
    );
  });

  it("write what an address may hold", () => {
    expect(writeCase(ONE)).toMatch(/^[\w-]+$/);
  });

  it("name the origins, which have other ports elsewhere", () => {
    const written = atob(writeCase(ONE).replaceAll("-", "+").replaceAll("_", "/"));
    expect(written).toContain("{lab}/orders/1");
    expect(written).not.toContain("8082");
  });

  it("take no longer port for ours", () => {
    const other = { ...ONE, request: { ...ONE.request, url: "http://localhost:80829/" } };
    expect(readCase(writeCase(other))?.request.url).toBe("http://localhost:80829/");
  });

  it.each(["Authorization", "cookie", "X-Auth-Token", "X-Api-Key", "My-Session-Id", "Proxy-Authorization"])(
    "leave the value of %s out",
    (header) => {
      const secret = { ...ONE, request: { ...ONE.request, headers: [[header, "hush"]] as const } };
      expect(readCase(writeCase(secret))?.request.headers).toEqual([[header, ""]]);
    },
  );

  it.each([
    ["no base64", "%%"],
    ["no JSON", btoa("{")],
    ["no case", btoa("[]")],
    ["no request", btoa(JSON.stringify({ server: ONE.server }))],
    ["no server", btoa(JSON.stringify({ request: ONE.request }))],
    [
      "a header of three parts",
      btoa(JSON.stringify({ ...ONE, request: { url: "", method: "", headers: [["a", "b", "c"]] } })),
    ],
    [
      "a server that is gone",
      btoa(JSON.stringify({ request: { url: "", method: "", headers: [] }, server: { kind: "gone" } })),
    ],
    [
      "six places",
      btoa(
        JSON.stringify({
          request: { url: "", method: "", headers: [] },
          server: {
            kind: "hand",
            places: Array.from({ length: 6 }, () => ({ path: "/", preflight: answer(200), actual: answer(200) })),
          },
        }),
      ),
    ],
    ["too much", "A".repeat(16_001)],
  ])("find no case in %s", (_title, written) => {
    vi.spyOn(console, "info").mockImplementation(() => undefined);
    expect(readCase(written)).toBeUndefined();
  });

  it("take over nothing that is not known", () => {
    const strange = JSON.stringify({
      request: { url: "/", method: "GET", headers: [], client: "curl", mode: "navigate", evil: 1 },
      server: { kind: "policy", options: {}, isFixed: true },
    });
    expect(readCase(btoa(strange))).toEqual({
      request: pageRequest({ client: "jquery", url: "/" }),
      server: { kind: "policy", options: {} },
    });
  });
});
