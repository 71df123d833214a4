import { describe, expect, it } from "vitest";
import { inEngines, sentBy, S, X, Y, type Scenario } from "./engine-bench.ts";
import type { FetchInit } from "./index.ts";

describe("what a request says about where it comes from", () => {
  it("is less to other sites in Firefox, unless a redirect leads on within the site", async () => {
    const shown = ["referer"];
    for (const referrerPolicy of ["unsafe-url", "origin-when-cross-origin", "no-referrer-when-downgrade"] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const sent = await sentBy("firefox", {
        chain: [`${S}/1`, `${Y}/2`, `${X}/3`],
        init: () => ({ referrerPolicy }),
        shown,
      });
      const same = referrerPolicy === "origin-when-cross-origin" ? `${S}/` : `${S}/shop?id=1`;
      expect(sent).toEqual([`S GET; Referer: ${S}/shop?id=1`, `Y GET; Referer: ${S}/`, `X GET; Referer: ${same}`]);
    }
    expect(await inEngines({ chain: [`${Y}/1`], init: () => ({ referrerPolicy: "unsafe-url" }), shown }))
      .toMatchInlineSnapshot(`
      {
        "firefox": [
          "Y GET; Referer: http://localhost:9101/",
        ],
        "standard": [
          "Y GET; Referer: http://localhost:9101/shop?id=1",
        ],
      }
    `);
  });

  it("is not hidden by a referrer policy in Chromium", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`],
        init: () => ({ method: "POST", mode: "no-cors", referrerPolicy: "no-referrer" }),
        shown: ["origin"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X POST; Origin: http://localhost:9101",
          "opaque",
        ],
        "standard": [
          "X POST; Origin: null",
          "opaque",
        ],
      }
    `);
  });

  it("is nothing of a page without an origin, also where credentials go", async () => {
    const shown = ["origin"];
    for (const init of [{ mode: "no-cors", credentials: "include" }, { mode: "no-cors" }] as const) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await inEngines({ page: "null", chain: [`${X}/1`], init: () => init, shown })).toEqual({
        standard: ["X GET", "opaque"],
      });
    }
  });
});

describe("a body", () => {
  it("that is a stream is sent, stringified or refused", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`],
        init: () => ({ method: "PUT", body: new Blob(["text"]).stream(), duplex: "half" }),
        shown: ["content-type", "content-length"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S PUT; Content-Type: text/plain;charset=UTF-8; Content-Length: 23; [object ReadableStream]",
        ],
        "standard": [
          "S PUT; text",
        ],
        "webkit": [
          "NotSupportedError",
        ],
      }
    `);
  });

  it("that is a stream is a TypeError with keepalive, also where every stream is refused", async () => {
    const init = (): FetchInit => ({
      method: "PUT",
      body: new Blob(["text"]).stream(),
      duplex: "half",
      keepalive: true,
    });
    expect(await sentBy("webkit", { chain: [`${S}/1`], init })).toEqual(["TypeError"]);
  });

  it("that is a stream makes a request of mode same-origin one of CORS in Chromium", async () => {
    expect(
      await sentBy("chromium", {
        chain: [`${X}/1`],
        init: () => ({ method: "PUT", mode: "same-origin", body: new Blob(["text"]).stream(), duplex: "half" }),
        shown: ["sec-fetch-mode"],
      }),
    ).toEqual(["X OPTIONS; Sec-Fetch-Mode: cors", "X PUT; Sec-Fetch-Mode: cors; text"]);
  });

  it("of a type that needs permission keeps it without CORS in WebKit", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`],
        init: () => ({ method: "POST", mode: "no-cors", body: new Blob(["{}"], { type: "application/json" }) }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "X POST; {}",
          "opaque",
        ],
        "webkit": [
          "X POST; Content-Type: application/json; {}",
          "opaque",
        ],
      }
    `);
  });

  it("that somebody listens to is what makes Chromium ask", async () => {
    expect(await inEngines({ chain: [`${X}/1`], xhr: () => ({ uploadListeners: true }) })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X GET",
        ],
        "standard": [
          "X OPTIONS",
          "X GET",
        ],
      }
    `);
    expect(
      await inEngines({ chain: [`${X}/1`], xhr: () => ({ method: "POST", body: "text", uploadListeners: true }) }),
    ).toEqual({ standard: ["X OPTIONS", "X POST; text"] });
  });
});

describe("a server's lines", () => {
  it("count in Firefox without the empty ones, if Access-Control-Allow-Origin is not written just so", async () => {
    const twice = (name: string): Scenario => ({
      chain: [`${X}/1`],
      answers: {
        0: [
          [name, "*"],
          [name, ""],
        ],
      },
    });
    expect(await inEngines(twice("access-control-allow-origin"))).toEqual({
      standard: ["X GET", "MultipleAllowOriginValues at response 0"],
      firefox: ["X GET"],
    });
    expect(await inEngines(twice("Access-Control-Allow-Origin"))).toEqual({
      standard: ["X GET", "MultipleAllowOriginValues at response 0"],
    });
  });
});

describe("a page at https", () => {
  it("asks this machine over http, but in WebKit, which lets only redirects ask before it sees that", async () => {
    const page = "https://app.example.com/";
    const put = (): FetchInit => ({ method: "PUT" });
    expect(await inEngines({ page, chain: [`${X}/1`], init: put })).toEqual({
      standard: ["X OPTIONS", "X PUT"],
      webkit: ["MixedContent at request 0"],
    });
    const chain = ["https://app.example.com/1", `${X}/2`];
    expect(await inEngines({ page, chain, init: put })).toEqual({
      standard: ["https://app.example.com/1 PUT", "X OPTIONS", "X PUT"],
      webkit: ["https://app.example.com/1 PUT", "X OPTIONS", "MixedContent at request 1"],
    });
  });
});
