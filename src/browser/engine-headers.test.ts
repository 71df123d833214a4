import { describe, expect, it } from "vitest";
import { inEngines, sentBy, S, X } from "./engine-bench.ts";
import type { FetchInit } from "./index.ts";

describe("the author's headers", () => {
  it("need permission by engine: combined, in capitals, above ASCII, with a comma, in sum", async () => {
    const asks = async (...headers: (readonly [string, string])[]): Promise<string[]> => {
      const sent = await inEngines({ chain: [`${X}/1`], init: () => ({ headers: headers as [string, string][] }) });
      const { standard = [], ...others } = sent;
      return [
        ...(standard.length > 1 ? ["standard"] : []),
        ...Object.keys(others).map((engine) => `${standard.length > 1 ? "not " : ""}${engine}`),
      ];
    };
    const hundred = "a".repeat(100);
    for (const name of ["Accept", "Accept-Language", "Content-Language"]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await asks([name, hundred], [name, hundred]), name).toEqual(["chromium", "webkit"]);
    }
    expect(await asks(["Content-Type", `text/plain;${hundred}`], ["Content-Type", `text/plain;${hundred}`])).toEqual([
      "chromium",
      "webkit",
    ]);
    expect(await asks(["Range", "bytes=0-1"], ["Range", "bytes=2-3"])).toEqual(["chromium", "webkit"]);
    expect(await asks(["Range", "BYTES=0-10"])).toEqual(["standard", "not webkit"]);
    expect(await asks(["Accept", "\u00e9"])).toEqual(["firefox"]);
    expect(await asks(["Content-Type", "text/plain;a=\u00e9"])).toEqual(["firefox"]);
    expect(await asks(["Content-Type", "text/plain;a=b,c"])).toEqual(["firefox"]);
    const nine = Array.from({ length: 9 }, (_, index): [string, string] => ["Accept", `${index}${"a".repeat(119)}`]);
    expect(await asks(...nine)).toEqual(["standard", "not firefox"]);
  });

  it("that tell about the device need none in Chromium, if they have the right form", async () => {
    const rows: readonly (readonly [name: string, right: string, wrong: string])[] = [
      ["Device-Memory", "2.5", "2."],
      ["Downlink", "1", "1e1"],
      ["DPR", "2.0", ".5"],
      ["ECT", "slow-2g", "5g"],
      ["RTT", "100", "1.5"],
      ["Viewport-Width", "100", "-1"],
      ["Width", "100", "1.5"],
      ["Save-Data", "On", "off"],
    ];
    for (const [name, right, wrong] of rows) {
      const sent = async (value: string): Promise<string[]> =>
        sentBy("chromium", { chain: [`${X}/1`], init: () => ({ headers: { [name]: value } }) });
      // oxlint-disable-next-line no-await-in-loop
      expect([await sent(right), await sent(wrong)], name).toEqual([
        ["X GET"],
        [`X OPTIONS for ${name.toLowerCase()}`, "X GET"],
      ]);
      const twice: [string, string][] = [
        [name, right],
        [name, right],
      ];
      // oxlint-disable-next-line no-await-in-loop
      expect(await sentBy("chromium", { chain: [`${X}/1`], init: () => ({ headers: twice }) }), name).toHaveLength(2);
    }
    expect(await sentBy("chromium", { chain: [`${X}/1`], init: () => ({ headers: { Intervention: "x" } }) })).toEqual([
      "X GET",
    ]);
  });

  it("given twice are asked for twice in Firefox, and sent as one", async () => {
    const headers: [string, string][] = [
      ["X-B", "1"],
      ["X-B", "2"],
      ["Authorization", "1"],
      ["Authorization", "2"],
      ["User-Agent", "1"],
      ["User-Agent", "2"],
    ];
    expect(
      await inEngines({
        chain: [`${X}/1`],
        init: () => ({ headers }),
        shown: ["x-b", "authorization", "user-agent"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X OPTIONS for authorization,x-b; User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
          "X GET; X-B: 1; X-B: 2; Authorization: 1; Authorization: 2; User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        ],
        "firefox": [
          "X OPTIONS for authorization,authorization,user-agent,user-agent,x-b,x-b; User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
          "X GET; X-B: 1, 2; Authorization: 2; User-Agent: 2",
        ],
        "standard": [
          "X OPTIONS for authorization,user-agent,x-b; User-Agent: crossorigin",
          "X GET; X-B: 1; X-B: 2; Authorization: 1; Authorization: 2; User-Agent: 1; User-Agent: 2",
        ],
        "webkit": [
          "X OPTIONS for authorization,user-agent,x-b; User-Agent: 1, 2",
          "X GET; X-B: 1; X-B: 2; Authorization: 1; Authorization: 2; User-Agent: 1; User-Agent: 2",
        ],
      }
    `);
  });

  it("about the body are one in Firefox: the first with a body, the last without and after a redirect", async () => {
    const headers: [string, string][] = [
      ["Content-Type", "text/plain"],
      ["Content-Type", "text/css"],
      ["Content-Type", "text/html"],
    ];
    const shown = ["content-type"];
    expect(await inEngines({ chain: [`${S}/1`], init: () => ({ method: "POST", headers, body: "text" }), shown }))
      .toMatchInlineSnapshot(`
      {
        "firefox": [
          "S POST; Content-Type: text/plain; text",
        ],
        "standard": [
          "S POST; Content-Type: text/plain; Content-Type: text/css; Content-Type: text/html; text",
        ],
      }
    `);
    expect(await inEngines({ chain: [`${S}/1`], init: () => ({ headers }), shown })).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S GET; Content-Type: text/html",
        ],
        "standard": [
          "S GET; Content-Type: text/plain; Content-Type: text/css; Content-Type: text/html",
        ],
      }
    `);
    const twice = {
      chain: [`${S}/1`, `${S}/2`],
      init: (): FetchInit => ({ method: "PUT", headers, body: "text" }),
      shown,
    };
    expect(await sentBy("firefox", twice)).toEqual([
      "S PUT; Content-Type: text/plain; text",
      "S PUT; Content-Type: text/html; text",
    ]);
  });

  it("about a range are written anew in Chromium, if it is one of a GET", async () => {
    const shown = ["range"];
    const one = { Range: "BYTES = 05-06" };
    expect(await inEngines({ chain: [`${S}/1`], init: () => ({ headers: one }), shown })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "S GET; Range: bytes=5-6",
        ],
        "standard": [
          "S GET; Range: BYTES = 05-06",
        ],
      }
    `);
    expect(await inEngines({ chain: [`${S}/1`], init: () => ({ method: "POST", headers: one }), shown })).toEqual({
      standard: ["S POST; Range: BYTES = 05-06"],
    });
    const two = await sentBy("chromium", {
      chain: [`${S}/1`],
      init: () => ({
        headers: [
          ["Range", "BYTES = 05-06"],
          ["Range", "BYTES = 07-08"],
        ],
      }),
      shown,
    });
    expect(two).toEqual(["S GET; Range: BYTES = 05-06; Range: BYTES = 07-08"]);
    // What passes caches by stays as it is.
    for (const init of [{ headers: one, cache: "no-store" as const }, { headers: { ...one, "If-Match": '"1"' } }]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await sentBy("chromium", { chain: [`${S}/1`], init: () => init, shown })).toEqual([
        "S GET; Range: BYTES = 05-06",
      ]);
    }
  });

  it("are sent in UTF-8 by WebKit", async () => {
    expect(await inEngines({ chain: [`${S}/1`], init: () => ({ headers: { "X-A": "\u00e9" } }), shown: ["x-a"] }))
      .toMatchInlineSnapshot(`
      {
        "standard": [
          "S GET; X-A: é",
        ],
        "webkit": [
          "S GET; X-A: Ã©",
        ],
      }
    `);
  });

  it("may name the user agent, which Chromium does not send, and WebKit tells in the preflight too", async () => {
    const sent = await inEngines({
      chain: [`${X}/1`],
      init: () => ({ method: "PUT", headers: { "User-Agent": "mine" } }),
      shown: ["user-agent"],
    });
    expect(sent).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X OPTIONS; User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
          "X PUT; User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        ],
        "firefox": [
          "X OPTIONS for user-agent; User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
          "X PUT; User-Agent: mine",
        ],
        "standard": [
          "X OPTIONS for user-agent; User-Agent: crossorigin",
          "X PUT; User-Agent: mine",
        ],
        "webkit": [
          "X OPTIONS for user-agent; User-Agent: mine",
          "X PUT; User-Agent: mine",
        ],
      }
    `);
  });

  it("may name languages, as each engine does without them", async () => {
    const shown = ["accept-language"];
    const own = await inEngines({ chain: [`${S}/1`], init: () => ({ headers: { "Accept-Language": "de" } }), shown });
    expect(own).toEqual({ standard: ["S GET; Accept-Language: de"] });
    expect(await inEngines({ chain: [`${S}/1`], shown })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "S GET; Accept-Language: en-US,en;q=0.9",
        ],
        "firefox": [
          "S GET; Accept-Language: en-US,en;q=0.5",
        ],
        "standard": [
          "S GET",
        ],
        "webkit": [
          "S GET; Accept-Language: en-US,en;q=0.9",
        ],
      }
    `);
  });

  it("with conditions change the cache mode, of an XMLHttpRequest not in Firefox", async () => {
    const shown = ["pragma", "cache-control"];
    const headers = { "If-None-Match": "1" };
    expect(await inEngines({ chain: [`${X}/1`], init: () => ({ headers }), shown })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X OPTIONS for if-none-match; Cache-Control: max-age=0",
          "X GET; Cache-Control: max-age=0",
        ],
        "firefox": [
          "X OPTIONS for if-none-match; Pragma: no-cache; Cache-Control: no-cache",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
        ],
        "standard": [
          "X OPTIONS for if-none-match",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
        ],
      }
    `);
    expect(await inEngines({ chain: [`${X}/1`], xhr: () => ({ headers }), shown })).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X OPTIONS for if-none-match; Cache-Control: max-age=0",
          "X GET; Cache-Control: max-age=0",
        ],
        "firefox": [
          "X OPTIONS for if-none-match",
          "X GET",
        ],
        "standard": [
          "X OPTIONS for if-none-match",
          "X GET; Pragma: no-cache; Cache-Control: no-cache",
        ],
      }
    `);
  });

  it("of the cache mode stand in the preflight too, in some engines", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`],
        init: () => ({ method: "PUT", cache: "no-cache" }),
        shown: ["pragma", "cache-control"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "chromium": [
          "X OPTIONS; Cache-Control: max-age=0",
          "X PUT; Cache-Control: max-age=0",
        ],
        "firefox": [
          "X OPTIONS; Cache-Control: max-age=0",
          "X PUT; Cache-Control: max-age=0",
        ],
        "standard": [
          "X OPTIONS",
          "X PUT; Cache-Control: max-age=0",
        ],
      }
    `);
  });
});
