import { describe, expect, it } from "vitest";
import { predict, problemsOf, type Past } from "./model.ts";
import { pageRequest } from "./page-request.ts";
import { answer, byHand, type Case, type ServerSpec } from "./server-spec.ts";

const PAGE = "http://localhost:8081";
const URL_OF_ORDER = "http://localhost:8080/orders/1";
const PUT = pageRequest({ url: URL_OF_ORDER, method: "PUT" });
const ALLOWING: ServerSpec = { kind: "policy", options: { origins: [PAGE], methods: ["PUT"], maxAge: 10 } };

async function foretold(one: Case, past: readonly Past[] = [], now = 1_000_000): Promise<string> {
  const { verdict, code, status, wire } = await predict("chromium", PAGE, past, one, now);
  const sent = wire.map(({ preflight, fromCache }) => (fromCache ? "kept" : preflight ? "preflight" : "request"));
  return [verdict, code ?? status, ...sent].join(" ");
}

describe("predict", () => {
  it.each<[expected: string, one: Case]>([
    ["allowed 200 preflight request", { request: PUT, server: ALLOWING }],
    ["allowed 418 preflight request", { request: PUT, server: { ...ALLOWING, status: 418 } }],
    ["allowed 503 request", { request: pageRequest({ url: `${URL_OF_ORDER}?status=503` }), server: ALLOWING }],
    ["network-error NoAnswer preflight", { request: PUT, server: { kind: "gone" } }],
    [
      "blocked MethodDisallowedByPreflightResponse preflight",
      { request: PUT, server: { kind: "policy", options: { origins: [PAGE] } } },
    ],
    [
      "blocked MissingAllowOriginHeader request",
      { request: pageRequest({ url: URL_OF_ORDER }), server: byHand("/orders/1", answer(200), answer(200)) },
    ],
    // The page's own server gives its files, whatever the API does.
    [
      "allowed 200 request",
      {
        request: pageRequest({ url: `${PAGE}/elsewhere` }),
        server: { kind: "hand", places: [{ path: "*", preflight: answer(200), actual: answer(404) }] },
      },
    ],
    [
      "opaque 0 request",
      {
        request: pageRequest({ url: URL_OF_ORDER, mode: "no-cors" }),
        server: byHand("/orders/1", answer(200), answer(200)),
      },
    ],
    ["refused 0", { request: pageRequest({ url: URL_OF_ORDER, method: "TRACE" }), server: ALLOWING }],
  ])("%s", async (expected, one) => {
    expect(await foretold(one)).toBe(expected);
  });

  it("answers by hand with the request's origin where {origin} stands", async () => {
    const server = byHand("/orders/1", answer(200), answer(200, { "Access-Control-Allow-Origin": "{origin}" }));
    expect(await foretold({ request: pageRequest({ url: URL_OF_ORDER }), server })).toBe("allowed 200 request");
  });

  it("remembers the permission of what was sent before, until it is too old", async () => {
    const one = { request: PUT, server: ALLOWING };
    expect(await foretold(one, [{ ...one, time: 995_000 }])).toBe("allowed 200 kept request");
    expect(await foretold(one, [{ ...one, time: 985_000 }])).toBe("allowed 200 preflight request");
  });

  it("goes on with no server where a policy is none", async () => {
    expect(await foretold({ request: PUT, server: { kind: "policy", options: { origins: "nonsense" } } })).toBe(
      "blocked PreflightMissingAllowOriginHeader preflight",
    );
  });
});

describe("problemsOf", () => {
  it("says what the engine has against a policy", () => {
    expect(problemsOf({ origins: ["https://app.example.com/"] }).map(({ code }) => code)).toEqual([
      "OriginTrailingSlash",
    ]);
    expect(problemsOf({ origins: [PAGE] })).toEqual([]);
    expect(problemsOf(undefined).map(({ code }) => code)).toEqual(["WrongType"]);
  });
});
