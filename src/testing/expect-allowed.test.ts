import express from "express";
import { describe, expect, it } from "vitest";
import { expectAllowed } from "./expect-allowed.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";
const ANY = { "Access-Control-Allow-Origin": "*" };

const JSON_PUT = { method: "PUT", headers: { "Content-Type": "application/json" }, body: "{}" };

type Lines = Readonly<Record<string, string>>;

/** Answers preflights with the second headers, everything else with the first ones. */
function answering(headers: Lines, preflight: Lines = headers, status = 200) {
  return (request: Request): Response =>
    request.method === "OPTIONS"
      ? new Response(null, { status: 204, headers: preflight })
      : new Response("{}", { status, headers });
}

describe("expectAllowed", () => {
  it("gives what the page gets", async () => {
    const app = answering({
      ...ANY,
      "Access-Control-Allow-Methods": "PUT",
      "Access-Control-Allow-Headers": "content-type",
    });
    const { response, wire, verdict } = await expectAllowed(pageOn(PAGE, app), "/orders/1", JSON_PUT);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({});
    expect(verdict).toBe("allowed");
    expect(wire.map(({ request }) => request.method)).toEqual(["OPTIONS", "PUT"]);
  });

  it("holds whatever the status is: a page may read a 500", async () => {
    const { response } = await expectAllowed(pageOn(PAGE, answering(ANY, ANY, 500)), "/");
    expect(response.status).toBe(500);
  });

  it("holds for the app's own pages, which need no permission", async () => {
    await expectAllowed(pageOn("https://api.test", answering({})), "/", JSON_PUT);
  });

  it("names the profiles that fail for the first one's reason, and no other", async () => {
    const app = (request: Request): Response =>
      request.method === "OPTIONS"
        ? new Response(null, { status: 302, headers: { Location: "/login" } })
        : new Response("{}", { headers: ANY });
    const page = pageOn(PAGE, app, { profile: ["standard", "chromium", "firefox"] });
    await expect(expectAllowed(page, "/orders", { method: "PUT" })).rejects.toThrow(
      "PUT https://api.test/orders in the profiles standard and firefox: PreflightMissingAllowOriginHeader.",
    );
    await expect(expectAllowed(page, "/orders", { method: "PUT" })).rejects.toThrow(
      "standard and firefox: PreflightMissingAllowOriginHeader; chromium: PreflightDisallowedRedirect.",
    );
  });

  it("shows a login that stands before CORS", async () => {
    const app = express();
    app.use((request, response, next) => {
      if (request.headers.authorization === undefined) response.status(401).set("WWW-Authenticate", "Bearer").end();
      else next();
    });
    const init = { ...JSON_PUT, headers: { ...JSON_PUT.headers, Authorization: "Bearer abc" } };
    await expect(expectAllowed(pageOn(PAGE, app), "/orders/1", init)).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com cannot PUT https://api.test/orders/1: PreflightMissingAllowOriginHeader.
      The answer to the preflight has no Access-Control-Allow-Origin.

      Does Access-Control-Allow-Origin name the page? No, in the answer to the preflight.
        found     nothing
        expected  https://app.example.com or *
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check

      Hint: A preflight never carries a login, so it cannot be asked for one. Something answered the preflight before CORS did. Put CORS before everything else that answers, routes and logins included.

      On the wire:
        > OPTIONS /orders/1
        > Access-Control-Request-Method: PUT
        > Access-Control-Request-Headers: authorization,content-type
        > Origin: https://app.example.com
        < 401 Unauthorized
        < (no header that is about CORS)

      More: node_modules/crossorigin/docs/findings/PreflightMissingAllowOriginHeader.md]
    `,
    );
  });

  it("shows an answer without the header, and what it was compared with", async () => {
    const app = answering({ "Access-Control-Allow-Origin": `${PAGE}/`, Vary: "Origin" });
    await expect(expectAllowed(pageOn(PAGE, app), "/orders?token=1", { credentials: "include" })).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: A page on https://app.example.com cannot GET https://api.test/orders?token=1: AllowOriginMismatch.
      The answer allows another origin than the page's.

      Does Access-Control-Allow-Origin name the page? No, in the answer.
        found     https://app.example.com/
        expected  https://app.example.com
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check

      Hint: The value has to be https://app.example.com, byte for byte: without a slash at its end, without a default port, in lower case.

      On the wire:
        > GET /orders?token=1
        > Origin: https://app.example.com
        < 200
        < access-control-allow-origin: https://app.example.com/
        < vary: Origin

      More: node_modules/crossorigin/docs/findings/AllowOriginMismatch.md]
    `);
  });

  it("shows which method or header is missing", async () => {
    const app = answering({ ...ANY, "Access-Control-Allow-Methods": "PUT", "Access-Control-Allow-Headers": "x-a" });
    const message = expectAllowed(pageOn(PAGE, app), "/orders/1", JSON_PUT);
    await expect(message).rejects.toThrow("HeaderDisallowedByPreflightResponse");
    await expect(message).rejects.toThrow("  found     x-a\n  expected  content-type\n");
  });

  it("shows every hop of a redirect", async () => {
    const app = (request: Request): Response =>
      request.url.endsWith("/old")
        ? new Response(null, {
            status: 302,
            headers: { ...ANY, Location: "https://user:password@login.example/?next=%2Fold" },
          })
        : new Response("");
    await expect(expectAllowed(pageOn(PAGE, app), "/old")).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com cannot GET https://api.test/old: RedirectContainsCredentials.
      The server redirects to a URL with user name and password, which is not followed to another origin.

      Is the redirect's URL free of user name and password? No, in the answer that redirects.
        found     https://login.example with user name and password
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-redirect-fetch

      On the wire:
        > GET /old
        > Origin: https://app.example.com
        < 302
        < access-control-allow-origin: *
        < location: https://(hidden)@login.example/?next=%2Fold

      More: node_modules/crossorigin/docs/findings/RedirectContainsCredentials.md]
    `,
    );
    const plain = (request: Request): Response =>
      request.url.endsWith("/old")
        ? new Response(null, { status: 302, headers: { ...ANY, Location: "https://login.example/" } })
        : new Response("", { status: 404 });
    await expect(expectAllowed(pageOn(PAGE, plain), "/old")).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com cannot GET https://api.test/old: MissingAllowOriginHeader.
      The answer has no Access-Control-Allow-Origin.

      Does Access-Control-Allow-Origin name the page? No, in the answer, after a redirect.
        found     nothing
        expected  null or *
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check

      Hint: The answer is a 404. Errors need the headers as well: put CORS around what makes them.

      On the wire:
        > GET /old
        > Origin: https://app.example.com
        < 302
        < access-control-allow-origin: *
        < location: https://login.example/

        > GET https://login.example/
        > Origin: null
        < 404
        < (no header that is about CORS)

      More: node_modules/crossorigin/docs/findings/MissingAllowOriginHeader.md]
    `,
    );
  });

  it("fails for an answer that the page gets and cannot read", async () => {
    const page = pageOn(PAGE, answering({}));
    await expect(expectAllowed(page, "/", { mode: "no-cors" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com cannot read the answer to GET https://api.test/: it is opaque.
      The request's mode is "no-cors", which sends without asking and shows the page nothing.

      On the wire:
        > GET /
        < 200
        < (no header that is about CORS)]
    `,
    );
    const redirecting = pageOn(PAGE, () => new Response(null, { status: 302, headers: { ...ANY, Location: "/" } }));
    await expect(expectAllowed(redirecting, "/", { redirect: "manual" })).rejects.toThrow('redirect mode is "manual"');
  });

  it("names the profiles that differ", async () => {
    const app = answering({ ...ANY, "Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "*" });
    const page = pageOn(PAGE, app, { profile: "all" });
    const init = { headers: { Authorization: "Bearer abc" } };
    await expect(expectAllowed(page, "/", init)).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com cannot GET https://api.test/ in the profile standard: HeaderDisallowedByPreflightResponse.
      Access-Control-Allow-Headers does not list a header of the request.
      The profiles do not agree: standard: HeaderDisallowedByPreflightResponse; chromium, firefox and webkit: allowed.

      Does Access-Control-Allow-Headers list the header? No, in the answer to the preflight.
        found     *
        expected  authorization
        see       https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-preflight-fetch-0

      On the wire:
        > OPTIONS /
        > Access-Control-Request-Method: GET
        > Access-Control-Request-Headers: authorization
        > Origin: https://app.example.com
        < 204
        < access-control-allow-headers: *
        < access-control-allow-methods: *
        < access-control-allow-origin: *

      More: node_modules/crossorigin/docs/findings/HeaderDisallowedByPreflightResponse.md]
    `,
    );
    await expect(expectAllowed(pageOn(PAGE, answering({}), { profile: "all" }), "/")).rejects.toThrow(
      /^A page on \S+ cannot GET \S+ in every profile: MissingAllowOriginHeader\.\n/,
    );
    await expect(expectAllowed(pageOn(PAGE, answering({}), { profile: "webkit" }), "/")).rejects.toThrow(
      /^A page on \S+ cannot GET \S+ in the profile webkit: /,
    );
    await expectAllowed(pageOn(PAGE, app, { profile: ["chromium", "firefox", "webkit"] }), "/", init);
  });

  it("shows a page without an origin as what it is", async () => {
    await expect(expectAllowed(pageOn("null", answering({})), "/")).rejects.toThrow(
      /^A page without an origin of its own \("null"\) cannot GET /,
    );
  });

  it("says where to look when no answer came", async () => {
    await expect(expectAllowed(pageOn(PAGE, "http://127.0.0.1:9"), "/")).rejects.toThrow("BlockedPort");
    await expect(expectAllowed(pageOn(PAGE, "http://127.0.0.1:1024"), "/orders")).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [CorsAssertionError: A page on https://app.example.com gets no answer to GET http://127.0.0.1:1024/orders: ConnectionRefused.
      127.0.0.1:1024 refused the connection: nothing listens there.

      Hint: Start the server at http://127.0.0.1:1024 before the test, or give pageOn() the app itself: then nothing has to listen.

      On the wire:
        > GET /orders
        > Origin: https://app.example.com
        < (no answer)

      More: node_modules/crossorigin/docs/findings/ConnectionRefused.md]
    `);
  });

  it("says what an app has thrown, which runners show with its own stack", async () => {
    const error = new Error("The database is away.");
    const page = pageOn(PAGE, () => {
      throw error;
    });
    const failure: unknown = await expectAllowed(page, "/").catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ cause: { code: "NoAnswer", cause: error } });
    expect(failure).toMatchInlineSnapshot(`
      [CorsAssertionError: A page on https://app.example.com gets no answer to GET https://api.test/: NoAnswer.
      The handler threw at GET https://api.test/: The database is away.

      On the wire:
        > GET /
        > Origin: https://app.example.com
        < (no answer)

      More: node_modules/crossorigin/docs/findings/NoAnswer.md]
    `);
  });

  it("says when it took a function for something else", async () => {
    const listener = (request: { readonly url: string }): void => void request;
    await expect(expectAllowed(pageOn(PAGE, listener as never), "/")).rejects.toThrow("(request, response)");
    const handler = (request: Request, _environment: unknown): Response => new Response(request.url);
    await expect(expectAllowed(pageOn(PAGE, handler as never), "/")).rejects.toThrow("give { fetch: handler }");
    await expect(
      expectAllowed(pageOn(PAGE, (async (a: Request, b: unknown) => handler(a, b)) as never), "/"),
    ).rejects.toThrow("give { fetch: handler }");
  });

  it("is an error with a name and a message alone, and its stack begins in the test", async () => {
    const failure: unknown = await expectAllowed(pageOn(PAGE, answering({})), "/").catch((thrown: unknown) => thrown);
    if (!(failure instanceof Error)) throw new Error("It did not fail.");
    expect(failure.name).toBe("CorsAssertionError");
    expect(Object.keys(failure)).toEqual(["name"]);
    const [frame] = (failure.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
    expect(frame).toContain("expect-allowed.test.ts");
    expect(failure.stack).toContain(`CorsAssertionError: ${failure.message}\n    at `);
  });
});

describe("hints", () => {
  it.each([
    [401, "A preflight never carries a login"],
    [403, "its policy does not name this origin"],
    [404, "Nobody answers OPTIONS at this URL"],
    [405, "Nobody answers OPTIONS at this URL"],
    [500, "look into its log"],
    [307, "Something redirects the preflight"],
  ])("tell what a preflight's %d means", async (status, hint) => {
    const page = pageOn(PAGE, () => new Response(null, { status, headers: { Location: "/login" } }));
    await expect(expectAllowed(page, "/", JSON_PUT)).rejects.toThrow(hint);
    const allowing = pageOn(PAGE, () => new Response(null, { status, headers: { ...ANY, Location: "/login" } }));
    await expect(expectAllowed(allowing, "/", JSON_PUT)).rejects.toThrow(hint);
  });

  it("tell what it means that an answer is well, but for the header", async () => {
    const hint = `Either CORS has no part in this answer, or its policy does not name ${PAGE}.`;
    await expect(expectAllowed(pageOn(PAGE, answering({})), "/", JSON_PUT)).rejects.toThrow(hint);
    await expect(expectAllowed(pageOn(PAGE, answering({})), "/")).rejects.toThrow(hint);
  });

  it("tell how an origin has to be written", async () => {
    for (const written of [`${PAGE}/`, `${PAGE}:443`, "https://App.Example.Com"]) {
      const page = pageOn(PAGE, answering({ "Access-Control-Allow-Origin": written }));
      await expect(expectAllowed(page, "/")).rejects.toThrow(`The value has to be ${PAGE}, byte for byte`);
      await expect(expectAllowed(page, "/", JSON_PUT)).rejects.toThrow(`The value has to be ${PAGE}, byte for byte`);
    }
    const other = pageOn(PAGE, answering({ "Access-Control-Allow-Origin": "https://www.example.com" }));
    await expect(expectAllowed(other, "/")).rejects.not.toThrow("Hint:");
  });

  it("tell that errors need headers too", async () => {
    const page = pageOn(PAGE, answering({}, {}, 500));
    await expect(expectAllowed(page, "/")).rejects.toThrow("The answer is a 500.");
  });

  it("tell how a page over https reaches an app over http", async () => {
    const page = pageOn(PAGE, answering(ANY), { url: "http://api.test" });
    await expect(expectAllowed(page, "/")).rejects.toThrow('pageOn(page, app, { url: "https://api.test/" })');
  });
});
