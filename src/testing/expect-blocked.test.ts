import { describe, expect, it } from "vitest";
import { expectBlocked } from "./expect-blocked.ts";
import { pageOn } from "./page-on.ts";

const STRANGER = "https://evil.example";
const CREDENTIALS = { credentials: "include" } as const;

/** Lets everybody in: the mistake that such tests look for. */
function reflecting(request: Request): Response {
  return new Response(null, {
    headers: {
      "Access-Control-Allow-Origin": request.headers.get("origin") ?? "*",
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Methods": "PUT",
      "Access-Control-Allow-Headers": "content-type, x-a",
    },
  });
}

function silent(): Response {
  return new Response("");
}

describe("expectBlocked", () => {
  it("gives what happened, and where it ended", async () => {
    const page = pageOn(STRANGER, silent);
    expect(await expectBlocked(page, "/")).toMatchObject({ code: "MissingAllowOriginHeader", phase: "response" });
    const put = await expectBlocked(page, "/", { method: "PUT" });
    expect(put).toMatchObject({ code: "PreflightMissingAllowOriginHeader", phase: "preflight" });
    expect(put.wire).toHaveLength(1);
  });

  it("holds for the code that is expected, or one of several", async () => {
    const page = pageOn(STRANGER, silent);
    await expectBlocked(page, "/", {}, { code: "MissingAllowOriginHeader" });
    await expectBlocked(page, "/", {}, { code: ["AllowOriginMismatch", "MissingAllowOriginHeader"] });
    await expectBlocked(pageOn(STRANGER, "http://127.0.0.1:1024"), "/", {}, { code: "ConnectionRefused" });
  });

  it("shows what allowed it", async () => {
    const init = { ...CREDENTIALS, method: "PUT", headers: { "Content-Type": "application/json", "X-A": "1" } };
    await expect(expectBlocked(pageOn(STRANGER, reflecting), "/orders/1", init)).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: A page on https://evil.example can PUT https://api.test/orders/1, which was expected to be blocked.
      It reads the answer, a 200. What allowed it:
        Access-Control-Allow-Origin: https://evil.example (in the answer to the preflight)
        Access-Control-Allow-Credentials: true (in the answer to the preflight)
        Access-Control-Allow-Methods: PUT (in the answer to the preflight)
        Access-Control-Allow-Headers: content-type, x-a (in the answer to the preflight)
        Access-Control-Allow-Origin: https://evil.example (in the answer)
        Access-Control-Allow-Credentials: true (in the answer)

      On the wire:
        > OPTIONS /orders/1
        > Access-Control-Request-Method: PUT
        > Access-Control-Request-Headers: content-type,x-a
        > Origin: https://evil.example
        < 200
        < access-control-allow-credentials: true
        < access-control-allow-headers: content-type, x-a
        < access-control-allow-methods: PUT
        < access-control-allow-origin: https://evil.example

        > PUT /orders/1
        > Content-Type: application/json
        > Origin: https://evil.example
        < 200
        < access-control-allow-credentials: true
        < access-control-allow-headers: content-type, x-a
        < access-control-allow-methods: PUT
        < access-control-allow-origin: https://evil.example]
    `);
  });

  it("says when CORS could not have blocked it", async () => {
    await expect(expectBlocked(pageOn("https://api.test", silent), "/")).rejects.toThrow(
      "The URL is of the page's own origin, where CORS forbids nothing.",
    );
    await expect(expectBlocked(pageOn(STRANGER, silent), "/", { mode: "no-cors" })).rejects.toThrow(
      "but the request was sent",
    );
  });

  it("fails when no answer came: nobody has refused anything then", async () => {
    await expect(expectBlocked(pageOn(STRANGER, "http://127.0.0.1:1024"), "/orders")).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: No browser has blocked GET http://127.0.0.1:1024/orders, as no answer came: ConnectionRefused.
      127.0.0.1:1024 refused the connection: nothing listens there.

      Hint: Start the server at http://127.0.0.1:1024 before the test, or give pageOn() the app itself: then nothing has to listen.

      On the wire:
        > GET /orders
        > Origin: https://evil.example
        < (no answer)

      More: node_modules/crossorigin/docs/findings/ConnectionRefused.md]
    `);
  });

  it("fails for another reason than the one that is expected", async () => {
    const page = pageOn(STRANGER, silent);
    await expect(expectBlocked(page, "/", {}, { code: ["AllowOriginMismatch", "WildcardOriginNotAllowed"] })).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: A page on https://evil.example cannot GET https://api.test/, but for another reason than expected: MissingAllowOriginHeader, not AllowOriginMismatch or WildcardOriginNotAllowed.
      The answer has no Access-Control-Allow-Origin.

      Does Access-Control-Allow-Origin name the page? No, in the answer.
        found     nothing
        expected  https://evil.example or *
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check

      Hint: Either CORS has no part in this answer, or its policy does not name https://evil.example.

      On the wire:
        > GET /
        > Origin: https://evil.example
        < 200
        < (no header that is about CORS)

      More: node_modules/crossorigin/docs/findings/MissingAllowOriginHeader.md]
    `);
  });

  it("names the profiles that let it through", async () => {
    const app = (): Response =>
      new Response(null, { headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" } });
    const page = pageOn(STRANGER, app, { profile: "all" });
    await expect(expectBlocked(page, "/", { headers: { Authorization: "Bearer abc" } })).rejects.toThrow(
      /in the profiles chromium, firefox and webkit, which was expected to be blocked\.\nThe profiles do not agree: standard: HeaderDisallowedByPreflightResponse; chromium, firefox and webkit: allowed\.\n/,
    );
  });

  it("refuses a code that there is not", async () => {
    const code = "MissingOrigin" as never;
    await expect(expectBlocked(pageOn(STRANGER, silent), "/", {}, { code })).rejects.toThrow(
      new TypeError('There is no code "MissingOrigin".'),
    );
  });

  it("has a stack that begins in the test", async () => {
    const failure: unknown = await expectBlocked(pageOn(STRANGER, reflecting), "/").catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      name: "CorsAssertionError",
      stack: expect.stringMatching(/\n    at \S*.*expect-blocked\.test\.ts/),
    });
  });
});
