import { describe, expect, it } from "vitest";
import { expectPreflights, type TestRequest } from "./expect-preflights.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";

const PUT: TestRequest = ["/orders/1", { method: "PUT", body: "{}" }];
const DELETE: TestRequest = ["/orders/1", { method: "DELETE" }];

/** Allows what is asked for, all methods, or one. */
function allowing(methods: (asked: string) => string, maxAge?: string) {
  return (request: Request): Response => {
    const asked = request.headers.get("access-control-request-method");
    if (asked === null) return new Response("", { headers: { "Access-Control-Allow-Origin": "*" } });
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": methods(asked) };
    return new Response(null, {
      headers: maxAge === undefined ? headers : { ...headers, "Access-Control-Max-Age": maxAge },
    });
  };
}

const ALL = allowing(() => "PUT, DELETE");

describe("expectPreflights", () => {
  it("counts what is sent: one preflight serves every method that it lists", async () => {
    const exchanges = await expectPreflights(pageOn(PAGE, ALL), [PUT, DELETE, PUT], { atMost: 1 });
    expect(exchanges.map(({ wire }) => wire.map(({ fromCache }) => fromCache))).toEqual([
      [false, false],
      [true, false],
      [true, false],
    ]);
  });

  it("counts none for requests that need none", async () => {
    await expectPreflights(pageOn(PAGE, ALL), ["/orders", new URL("https://api.test/orders/2"), ["/orders/3"]], {
      atMost: 0,
    });
  });

  it("honours what the page was allowed before", async () => {
    const page = pageOn(PAGE, ALL);
    await expectPreflights(page, [PUT], { atMost: 1 });
    await expectPreflights(page, [DELETE], { atMost: 0 });
  });

  it("shows what was asked, and how long each answer was kept", async () => {
    const page = pageOn(
      PAGE,
      allowing((asked) => asked, "600"),
    );
    await expect(expectPreflights(page, [PUT, DELETE], { atMost: 1 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `
      [CorsAssertionError: A page on https://app.example.com needs 2 preflights for 2 requests; at most 1 was expected.
        OPTIONS for PUT, at https://api.test/orders/1: its answer is kept for 600 s (Access-Control-Max-Age: 600)
        OPTIONS for DELETE, at https://api.test/orders/1: its answer is kept for 600 s (Access-Control-Max-Age: 600)

      Hint: An answer serves later requests if it names their methods and headers, and if Access-Control-Max-Age keeps it.

      On the wire:
        > OPTIONS /orders/1
        > Access-Control-Request-Method: PUT
        > Origin: https://app.example.com
        < 200
        < access-control-allow-methods: PUT
        < access-control-allow-origin: *
        < access-control-max-age: 600

        > PUT /orders/1
        > Content-Type: text/plain;charset=UTF-8
        > Origin: https://app.example.com
        < 200
        < access-control-allow-origin: *

        > OPTIONS /orders/1
        > Access-Control-Request-Method: DELETE
        > Origin: https://app.example.com
        < 200
        < access-control-allow-methods: DELETE
        < access-control-allow-origin: *
        < access-control-max-age: 600

        > DELETE /orders/1
        > Origin: https://app.example.com
        < 200
        < access-control-allow-origin: *]
    `,
    );
  });

  it("explains a single one that is too many", async () => {
    await expect(expectPreflights(pageOn(PAGE, ALL), [DELETE], { atMost: 0 })).rejects.toThrow(
      "A page on https://app.example.com needs 1 preflight for DELETE https://api.test/orders/1; at most 0 were expected.",
    );
  });

  it("says that permissions are kept for one URL", async () => {
    const page = pageOn(PAGE, ALL);
    await expect(expectPreflights(page, [PUT, ["/orders/2", { method: "PUT" }]], { atMost: 1 })).rejects.toThrow(
      "Browsers remember a permission for one URL",
    );
  });

  it("names the profiles that ask more often", async () => {
    const page = pageOn(
      PAGE,
      allowing(() => "*", "600"),
      { profile: "all" },
    );
    await expect(expectPreflights(page, [PUT, PUT], { atMost: 1 })).rejects.toThrow(
      "needs 2 preflights for 2 requests in the profile firefox; at most 1 was expected.",
    );
  });

  it("fails like expectAllowed at the first request that is refused, and goes no further", async () => {
    const asked: string[] = [];
    const page = pageOn(PAGE, (request) => {
      asked.push(request.url);
      return new Response("");
    });
    await expect(expectPreflights(page, ["/1", "/2"], { atMost: 2 })).rejects.toThrow(
      "cannot GET https://api.test/1: MissingAllowOriginHeader.",
    );
    expect(asked).toEqual(["https://api.test/1"]);
  });

  it("refuses what is no list, and what is no limit", async () => {
    const page = pageOn(PAGE, ALL);
    await expect(expectPreflights(page, "/orders" as never, { atMost: 1 })).rejects.toThrow(TypeError);
    await expect(expectPreflights(page, [], { atMost: 1 })).rejects.toThrow("Give the requests as a list");
    for (const limit of [undefined, {}, { atMost: -1 }, { atMost: 1.5 }, { atMost: "1" }]) {
      await expect(expectPreflights(page, ["/"], limit as never)).rejects.toThrow("{ atMost: 1 }");
    }
  });
});
