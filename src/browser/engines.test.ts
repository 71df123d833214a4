import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine, type PageOptions, type ProfileName, type XhrInit } from "./index.ts";

// Where engines leave the standard, as what a page's requests are: `departures.ts` says of each row how it was seen.

/** The page's own server, another of its site, and one of another site. */
const S = "http://localhost:9101";
const X = "http://localhost:9102";
const Y = "http://127.0.0.1:9103";
const NAMES: ReadonlyMap<string, string> = new Map([
  [S, "S"],
  [X, "X"],
  [Y, "Y"],
]);

interface Scenario {
  /** The URLs that a request is sent on to, one after the other. */
  readonly chain: readonly string[];
  readonly init?: () => FetchInit;
  /** Instead of `fetch()`: an `XMLHttpRequest`. */
  readonly xhr?: () => XhrInit;
  readonly page?: string;
  readonly options?: PageOptions;
  /** The redirects' statuses, one for each. */
  readonly statuses?: readonly number[];
  /** Headers of the answers to the requests themselves, by their place; by default they allow everything. */
  readonly answers?: Readonly<Record<number, readonly HeaderLine[]>>;
  /** Headers that are shown of each request, lower case. */
  readonly shown?: readonly string[];
}

/** What a page sends, request by request, and what becomes of it at last. */
async function sentBy(profile: ProfileName, scenario: Scenario): Promise<string[]> {
  const { chain, init, xhr, page = `${S}/shop?id=1`, statuses = [], answers = {}, shown = [] } = scenario;
  const lines: string[] = [];
  let count = -1;
  const browser = new Browser({
    profile,
    transport: async ({ method, url, headers, body }) => {
      const asked = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
      const said = headers
        .filter(([name]) => shown.includes(name.toLowerCase()))
        .map(([name, value]) => `${name}: ${value}`);
      const asks = asked.get("access-control-request-headers");
      const place = NAMES.get(new URL(url).origin) ?? url;
      lines.push(
        [
          `${place} ${method}${asks === undefined ? "" : ` for ${asks}`}`,
          ...said,
          ...(body === undefined ? [] : [new TextDecoder().decode(body)]),
        ].join("; "),
      );
      const allow: HeaderLine[] = [
        ["Access-Control-Allow-Origin", asked.get("origin") ?? "*"],
        ["Access-Control-Allow-Credentials", "true"],
      ];
      if (method === "OPTIONS") {
        allow.push(["Access-Control-Allow-Methods", asked.get("access-control-request-method") ?? ""]);
        allow.push(["Access-Control-Allow-Headers", asks ?? ""], ["Access-Control-Max-Age", "0"]);
        return { status: 204, statusText: "", headers: allow, body: null };
      }
      count += 1;
      const own = [...(answers[count] ?? allow)];
      const next = chain[count + 1];
      if (next === undefined) return { status: 200, statusText: "", headers: own, body: null };
      own.push(["Location", next]);
      return { status: statuses[count] ?? 307, statusText: "", headers: own, body: null };
    },
  });
  const opened = browser.page(page, scenario.options);
  const asking =
    xhr === undefined ? opened.explain(chain[0] ?? "", init?.()) : opened.explainXhr(chain[0] ?? "", xhr());
  const end = await asking.then(
    ({ code, phase, hop, verdict }) => (code === undefined ? verdict : `${code} at ${phase} ${hop}`),
    (error: Error) => error.name,
  );
  return end === "allowed" ? lines : [...lines, end];
}

/** What is sent by the standard, and, of each engine that differs, what it sends. */
async function inEngines(scenario: Scenario): Promise<Readonly<Record<string, readonly string[]>>> {
  const standard = await sentBy("standard", scenario);
  const engines = ["chromium", "firefox", "webkit"] as const;
  const sent = await Promise.all(engines.map(async (engine) => [engine, await sentBy(engine, scenario)] as const));
  const differing = sent.filter(([, lines]) => lines.join("\n") !== standard.join("\n"));
  return { standard, ...Object.fromEntries(differing) };
}

const JSON_BODY = (): FetchInit => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
const TEXT = (): FetchInit => ({ method: "POST", body: "text" });

describe("headers that a redirect removes", () => {
  it("are those of a body that is gone, which engines ask for or bring back", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`, `${X}/3`],
        statuses: [302, 302],
        init: JSON_BODY,
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS",
          "X GET",
          "X OPTIONS for content-type",
          "X GET",
        ],
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X GET",
          "X GET",
        ],
        "webkit": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
          "X OPTIONS for content-type",
          "X GET; Content-Type: application/json",
        ],
      }
    `);
  });

  it("are Authorization, where they lead to another origin", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${Y}/2`, `${Y}/3`],
        init: () => ({ headers: { Authorization: "Bearer 1", "X-A": "1" } }),
        shown: ["authorization"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for x-a",
          "Y GET",
          "Y OPTIONS for authorization,x-a",
          "Y GET; Authorization: Bearer 1",
        ],
        "standard": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for x-a",
          "Y GET",
          "Y OPTIONS for x-a",
          "Y GET",
        ],
        "webkit": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for authorization,x-a",
          "Y GET",
          "Y OPTIONS for authorization,x-a",
          "Y GET",
        ],
      }
    `);
  });

  it("come back at the page's own server with a redirect that repeats requests", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${S}/2`, `${S}/3`],
        statuses: [302, 307],
        init: TEXT,
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET",
        ],
        "webkit": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
      }
    `);
  });

  it("are, of an XMLHttpRequest, also the type that its body brought", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${S}/2`, `${S}/3`],
        statuses: [302, 307],
        xhr: () => ({ method: "POST", body: "text" }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET",
        ],
        "webkit": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
      }
    `);
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`],
        statuses: [303],
        xhr: () => ({ method: "POST", body: new Blob(["{}"], { type: "application/json" }) }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
        ],
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X GET",
        ],
        "webkit": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
        ],
      }
    `);
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`],
        xhr: () => ({ method: "POST", body: new Blob(["{}"], { type: "application/json" }) }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
        ],
      }
    `);
  });

  it("stay away without CORS where the page's own origin is left", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${X}/2`, `${X}/3`],
        statuses: [302, 307],
        init: () => ({ ...TEXT(), mode: "no-cors" }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "X GET",
          "X GET; Content-Type: text/plain;charset=UTF-8",
          "opaque",
        ],
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "X GET",
          "X GET",
          "opaque",
        ],
      }
    `);
  });

  it("are hints about the device where the page's own origin is left", async () => {
    const hints = {
      "Device-Memory": "2.5",
      Downlink: "1.7",
      DPR: "2",
      ECT: "4g",
      RTT: "100",
      "Viewport-Width": "800",
      Width: "100",
      "Save-Data": "ON",
      Intervention: "x",
    };
    const shown = Object.keys(hints).map((name) => name.toLowerCase());
    const init = (): FetchInit => ({ headers: hints });
    const { standard, chromium, ...others } = await inEngines({ chain: [`${X}/1`, `${X}/2`], init, shown });
    expect([standard?.length, Object.keys(others)]).toEqual([4, []]);
    expect(chromium).toMatchInlineSnapshot(`
      [
        "X GET; Device-Memory: 2.5; Downlink: 1.7; DPR: 2; ECT: 4g; RTT: 100; Viewport-Width: 800; Width: 100; Save-Data: ON; Intervention: x",
        "X GET; Save-Data: ON; Intervention: x",
      ]
    `);
    const own = await sentBy("chromium", { chain: [`${S}/1`, `${S}/2`], init, shown });
    expect(own[1]).toBe(own[0]);
  });
});

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
      expect(await sentBy("chromium", { chain: [`${X}/1`], init: () => ({ headers: twice }) }), name).toHaveLength(
        name === "Save-Data" ? 1 : 2,
      );
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

  it("about the body are one in Firefox: the first with a body, the last without", async () => {
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
