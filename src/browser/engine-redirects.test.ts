import { describe, expect, it } from "vitest";
import { inEngines, sentBy, S, X, Y } from "./engine-bench.ts";
import type { FetchInit, HeaderLine } from "./index.ts";

describe("preflights after a redirect", () => {
  it("are sent in some engines although nothing needs permission any more", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`, `${Y}/2`],
        statuses: [303],
        init: () => ({ method: "PUT" }),
        shown: ["origin", "referer"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "X OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y GET; Referer: http://localhost:9101/; Origin: null",
        ],
        "standard": [
          "X OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y GET; Referer: http://localhost:9101/; Origin: null",
        ],
        "webkit": [
          "X OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y OPTIONS; Referer: http://localhost:9101/; Origin: null",
          "Y GET; Referer: http://localhost:9101/; Origin: null",
        ],
      }
    `);
    const own = await inEngines({
      chain: [`${S}/1`, `${X}/2`],
      statuses: [303],
      init: () => ({ method: "PUT" }),
    });
    expect(own).toEqual({ standard: ["S PUT", "X GET"] });
  });

  it("name the page's origin in Firefox, and tell in WebKit where the first hop came from", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${Y}/2`, `${X}/3`],
        init: () => ({ method: "PUT" }),
        shown: ["origin", "referer"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S PUT; Referer: http://localhost:9101/shop?id=1; Origin: http://localhost:9101",
          "Y OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X PUT; Referer: http://localhost:9101/; Origin: null",
        ],
        "standard": [
          "S PUT; Referer: http://localhost:9101/shop?id=1; Origin: http://localhost:9101",
          "Y OPTIONS; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "Y PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X OPTIONS; Referer: http://localhost:9101/; Origin: null",
          "X PUT; Referer: http://localhost:9101/; Origin: null",
        ],
        "webkit": [
          "S PUT; Referer: http://localhost:9101/shop?id=1; Origin: http://localhost:9101",
          "Y OPTIONS; Referer: http://localhost:9101/shop?id=1; Origin: http://localhost:9101",
          "Y PUT; Referer: http://localhost:9101/; Origin: http://localhost:9101",
          "X OPTIONS; Referer: http://localhost:9101/shop?id=1; Origin: null",
          "X PUT; Referer: http://localhost:9101/; Origin: null",
        ],
      }
    `);
  });
});

describe("redirects", () => {
  it("take the headers of the cache mode away in WebKit where they leave an origin", async () => {
    const shown = ["pragma", "cache-control"];
    expect(await inEngines({ chain: [`${S}/1`, `${X}/2`, `${X}/3`], init: () => ({ cache: "reload" }), shown }))
      .toMatchInlineSnapshot(`
      {
        "standard": [
          "S GET; Pragma: no-cache; Cache-Control: no-cache",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
        ],
        "webkit": [
          "S GET; Pragma: no-cache; Cache-Control: no-cache",
          "X GET",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
        ],
      }
    `);
    expect(
      await inEngines({ chain: [`${S}/1`, `${X}/2`], init: () => ({ cache: "reload", mode: "no-cors" }), shown }),
    ).toEqual({
      standard: [
        "S GET; Pragma: no-cache; Cache-Control: no-cache",
        "X GET; Pragma: no-cache; Cache-Control: no-cache",
        "opaque",
      ],
    });
  });

  it("turn a DELETE into a GET in WebKit where they leave an origin", async () => {
    expect(await inEngines({ chain: [`${S}/1`, `${S}/2`, `${X}/3`], init: () => ({ method: "DELETE", body: "text" }) }))
      .toMatchInlineSnapshot(`
      {
        "standard": [
          "S DELETE; text",
          "S DELETE; text",
          "X OPTIONS",
          "X DELETE; text",
        ],
        "webkit": [
          "S DELETE; text",
          "S DELETE; text",
          "X GET",
        ],
      }
    `);
  });

  it("keep Origin in WebKit where they stay with an origin", async () => {
    const shown = ["origin"];
    expect(await inEngines({ chain: [`${S}/1`, `${S}/2`], statuses: [303], init: () => ({ method: "PATCH" }), shown }))
      .toMatchInlineSnapshot(`
      {
        "standard": [
          "S PATCH; Origin: http://localhost:9101",
          "S GET",
        ],
        "webkit": [
          "S PATCH; Origin: http://localhost:9101",
          "S GET; Origin: http://localhost:9101",
        ],
      }
    `);
    expect(
      await inEngines({
        chain: [`${S}/1`, `${X}/2`],
        statuses: [303],
        init: () => ({ method: "POST", mode: "no-cors" }),
        shown,
      }),
    ).toEqual({ standard: [`S POST; Origin: ${S}`, "X GET", "opaque"] });
    expect(await inEngines({ chain: [`${S}/1`, `${S}/2`], shown })).toEqual({ standard: ["S GET", "S GET"] });
  });

  it("hide Origin in Chromium where they leave an origin without CORS", async () => {
    const init = (): FetchInit => ({ method: "POST", mode: "no-cors" });
    const shown = ["origin"];
    expect(await inEngines({ chain: [`${S}/1`, `${X}/2`], init, shown })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "S POST; Origin: http://localhost:9101",
          "X POST; Origin: null",
          "opaque",
        ],
        "standard": [
          "S POST; Origin: http://localhost:9101",
          "X POST; Origin: http://localhost:9101",
          "opaque",
        ],
      }
    `);
    expect(await inEngines({ chain: [`${X}/1`, `${X}/2`], init, shown })).toEqual({
      standard: [`X POST; Origin: ${S}`, `X POST; Origin: ${S}`, "opaque"],
    });
  });

  it("that the page's own server began are judged in WebKit as if credentials went with them", async () => {
    const anybody: readonly HeaderLine[] = [["Access-Control-Allow-Origin", "*"]];
    const chain = [`${S}/1`, `${X}/2`, `${X}/3`];
    expect(await inEngines({ chain, answers: { 1: anybody } })).toMatchInlineSnapshot(`
      {
        "standard": [
          "S GET",
          "X GET",
          "X GET",
        ],
        "webkit": [
          "S GET",
          "X GET",
          "WildcardOriginNotAllowed at redirect 1",
        ],
      }
    `);
    expect(await inEngines({ chain, answers: { 1: anybody }, init: () => ({ method: "PUT" }) })).toMatchInlineSnapshot(`
      {
        "standard": [
          "S PUT",
          "X OPTIONS",
          "X PUT",
          "X OPTIONS",
          "X PUT",
        ],
        "webkit": [
          "S PUT",
          "X OPTIONS",
          "X PUT",
          "X OPTIONS",
          "WildcardOriginNotAllowed at redirect 1",
        ],
      }
    `);
    expect(await inEngines({ chain, answers: { 1: anybody }, init: () => ({ credentials: "omit" }) })).toEqual({
      standard: ["S GET", "X GET", "X GET"],
    });
    expect(await inEngines({ chain: [`${X}/1`, `${X}/2`, `${X}/3`], answers: { 1: anybody } })).toEqual({
      standard: ["X GET", "X GET", "X GET"],
    });
    const far = [`${S}/1`, `${X}/2`, `${X}/3`, `${X}/4`];
    expect(await inEngines({ chain: far })).toEqual({ standard: ["S GET", "X GET", "X GET", "X GET"] });
  });

  it("by the page's own server to user name and password are found in WebKit after the preflight", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, X.replace("//", "//user:secret@")],
        init: () => ({ headers: { "X-A": "1" } }),
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "S GET",
          "RedirectContainsCredentials at redirect 0",
        ],
        "webkit": [
          "S GET",
          "X OPTIONS for x-a",
          "RedirectContainsCredentials at redirect 0",
        ],
      }
    `);
  });

  it("to the page's own server with user name and password are followed, but not in Chromium", async () => {
    expect(await inEngines({ chain: [`${S}/1`, S.replace("//", "//user:secret@")] })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "S GET",
          "RedirectContainsCredentials at redirect 0",
        ],
        "standard": [
          "S GET",
          "S GET",
        ],
      }
    `);
  });

  it("with keepalive are fewer in Chromium", async () => {
    const chain = Array.from({ length: 21 }, (_, index) => `${S}/${index}`);
    const { standard, ...others } = await inEngines({ chain, init: () => ({ keepalive: true }) });
    expect(standard).toHaveLength(21);
    expect(Object.keys(others)).toEqual(["chromium"]);
    expect(others["chromium"]?.slice(19)).toEqual(["S GET", "TooManyRedirects at redirect 19"]);
    expect(await sentBy("chromium", { chain })).toHaveLength(21);
  });
});
