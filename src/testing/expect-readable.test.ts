import { describe, expect, it } from "vitest";
import { expectReadable } from "./expect-readable.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";
const CREDENTIALS = { credentials: "include" } as const;

function exposing(expose: string | undefined) {
  return (): Response =>
    new Response("[]", {
      headers: {
        "Access-Control-Allow-Origin": PAGE,
        "Access-Control-Allow-Credentials": "true",
        "Content-Type": "application/json",
        "X-Total-Count": "42",
        "X-Request-Id": "7",
        "Set-Cookie": "a=b",
        ...(expose === undefined ? {} : { "Access-Control-Expose-Headers": expose }),
      },
    });
}

describe("expectReadable", () => {
  it("gives what the page gets, with the headers that it may read", async () => {
    const page = pageOn(PAGE, exposing("X-Total-Count"));
    const { response } = await expectReadable(page, "/orders", CREDENTIALS, ["x-total-COUNT", "Content-Type"]);
    expect(response.headers.get("X-Total-Count")).toBe("42");
    expect(response.headers.get("X-Request-Id")).toBeNull();
  });

  it("holds under a wildcard, without credentials", async () => {
    await expectReadable(pageOn(PAGE, exposing("*")), "/orders", {}, ["X-Total-Count", "X-Request-Id"]);
  });

  it("says of each header why it cannot be read", async () => {
    const page = pageOn(PAGE, exposing("X-Request-Id"));
    await expect(expectReadable(page, "/orders", {}, ["X-Request-Id", "X-Total-Count", "X-Missing", "Set-Cookie"]))
      .rejects.toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: A page on https://app.example.com cannot read X-Total-Count, X-Missing, Set-Cookie in the answer to GET https://api.test/orders.
      X-Total-Count: the answer has it, and Access-Control-Expose-Headers does not list it.
      X-Missing: the answer does not have it.
      Set-Cookie: no page reads it, whatever the server says.

      Which headers the page may read, in the answer.
        found     content-type, x-request-id
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-filtered-response-cors

      On the wire:
        > GET /orders
        > Origin: https://app.example.com
        < 200
        < access-control-allow-credentials: true
        < access-control-allow-origin: https://app.example.com
        < access-control-expose-headers: X-Request-Id
        < set-cookie: a=(hidden)]
    `);
  });

  it("tells a missing list, and a wildcard that is none, from a list without the header", async () => {
    await expect(expectReadable(pageOn(PAGE, exposing(undefined)), "/", {}, ["X-Total-Count"])).rejects.toThrow(
      "X-Total-Count: the answer has it, and no Access-Control-Expose-Headers.",
    );
    await expect(expectReadable(pageOn(PAGE, exposing("*")), "/", CREDENTIALS, ["X-Total-Count"])).rejects.toThrow(
      "for a request with credentials, * is no wildcard.",
    );
  });

  it("takes a star elsewhere in the answer for no wildcard", async () => {
    const app = (): Response =>
      new Response("[]", {
        headers: {
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Expose-Headers": "X-Request-Id",
          "X-Total-Count": "4*",
        },
      });
    await expect(expectReadable(pageOn(PAGE, app), "/", {}, ["X-Total-Count"])).rejects.toThrow(
      /Access-Control-Expose-Headers does not list it\.$/m,
    );
  });

  it("fails like expectAllowed when the answer as a whole cannot be read", async () => {
    const page = pageOn("https://evil.example", exposing("*"));
    await expect(expectReadable(page, "/", {}, ["X-Total-Count"])).rejects.toThrow(
      /^A page on https:\/\/evil\.example cannot GET https:\/\/api\.test\/: AllowOriginMismatch\./,
    );
  });

  it.each([[[]], ["X-Total-Count"], [undefined], [[1]]])("refuses %j as names", async (names) => {
    await expect(expectReadable(pageOn(PAGE, exposing("*")), "/", {}, names as never)).rejects.toThrow(TypeError);
  });
});
