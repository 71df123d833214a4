import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine, type ProfileName } from "./index.ts";

const APP = "https://app.example.com";
const OWN = `${APP}/orders`;
const API = "https://api.example.net/orders";

const FOR_APP: readonly HeaderLine[] = [
  ["Access-Control-Allow-Origin", APP],
  ["Access-Control-Allow-Credentials", "true"],
];

/** What a server answers: a status, and headers. */
type Answer = readonly [status: number, headers: readonly HeaderLine[]];

const FOR_ANYBODY: Answer = [200, [["Access-Control-Allow-Origin", "*"]]];
const allowing = (...lines: readonly HeaderLine[]): Answer => [200, [...FOR_APP, ...lines]];
const leadingTo = (location: string, status = 302): Answer => [status, [...FOR_APP, ["Location", location]]];

interface Scenario {
  readonly profile?: ProfileName;
  readonly url?: string;
  readonly init?: FetchInit;
  /** The answers, one after the other; the last is given again and again. None: the server cannot be reached. */
  readonly answers?: readonly Answer[];
}

/** A page whose servers answer like this, and everything that it writes down of one request. */
async function run({ profile = "standard", url = API, init = {}, answers = [] }: Scenario) {
  let count = 0;
  const browser = new Browser({
    profile,
    authentication: { "https://api.example.net": "user:secret" },
    transport: async () => {
      const answer = answers[Math.min(count, answers.length - 1)];
      count += 1;
      if (answer === undefined) throw new Error("Nobody is there.");
      const [status, headers] = answer;
      return { status, statusText: "", headers, body: null };
    },
  });
  return browser.page(`${APP}/shop?id=1`).explain(url, init);
}

/** Each step of one request as a line: where, what, with which outcome, what was found, and what was looked for. */
async function linesOf(scenario: Scenario): Promise<string[]> {
  const { steps } = await run(scenario);
  return steps.map(({ hop, phase, name, result, found, expected }) => {
    const compared = [found, expected].map((text) => (text === undefined ? "-" : (text ?? "none")));
    return `${hop} ${phase} ${name} ${result}: ${compared.join(" / ")}`;
  });
}

const PUT: FetchInit = { method: "PUT" };
const X_A: FetchInit = { headers: { "X-A": "1" } };

describe("what is written down", () => {
  it("of a request that needs permission", async () => {
    const answer = allowing(
      ["Access-Control-Allow-Methods", "PUT, DELETE"],
      ["Access-Control-Allow-Headers", "x-a,content-type"],
      ["Access-Control-Max-Age", "60"],
      ["Access-Control-Expose-Headers", "X-Total, ETag"],
      ["ETag", "1"],
      ["X-Other", "1"],
      ["Timing-Allow-Origin", "https://other.example"],
    );
    const headers = { "X-A": "1", "Content-Type": "application/json" };
    const init: FetchInit = { method: "PUT", headers, body: "{}", credentials: "include" };
    expect(await linesOf({ init, answers: [answer] })).toMatchInlineSnapshot(`
      [
        "0 request response-tainting noted: https://api.example.net / https://app.example.com",
        "0 request safelisted-method noted: PUT / permission needed",
        "0 request safelisted-headers noted: content-type, x-a / -",
        "0 request cached-method noted: none / PUT",
        "0 request cached-header noted: none / content-type",
        "0 request cached-header noted: none / x-a",
        "0 preflight preflight-sent noted: PUT with content-type, x-a / -",
        "0 preflight origin-header noted: https://app.example.com / -",
        "0 preflight referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "0 preflight response-received noted: 200 / -",
        "0 preflight allow-origin passed: https://app.example.com / https://app.example.com",
        "0 preflight allow-credentials passed: true / true",
        "0 preflight preflight-status passed: 200 / 200 to 299",
        "0 preflight allow-methods passed: PUT, DELETE / PUT",
        "0 preflight allow-headers passed: x-a,content-type / content-type",
        "0 preflight allow-headers passed: x-a,content-type / x-a",
        "0 preflight max-age noted: 60 / 60",
        "0 response credentials noted: included / include",
        "0 response origin-header noted: https://app.example.com / -",
        "0 response referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "0 response request-sent noted: PUT https://api.example.net/orders / -",
        "0 response response-received noted: 200 / -",
        "0 response allow-origin passed: https://app.example.com / https://app.example.com",
        "0 response allow-credentials passed: true / true",
        "0 response timing-allow-origin noted: https://other.example / not allowed",
        "0 response expose-headers noted: etag / -",
        "0 response filtered-response noted: cors / -",
      ]
    `);
  });

  it("of a request that redirects lead to another origin", async () => {
    const answers = [leadingTo("/a"), leadingTo("https://files.example.org/b"), FOR_ANYBODY];
    const init: FetchInit = { method: "POST", headers: { Accept: "text/html" }, body: "a=b" };
    expect(await linesOf({ init, answers })).toMatchInlineSnapshot(`
      [
        "0 request response-tainting noted: https://api.example.net / https://app.example.com",
        "0 request safelisted-method noted: POST / no permission needed",
        "0 request safelisted-headers noted: none / -",
        "0 response credentials noted: left out / same-origin",
        "0 response origin-header noted: https://app.example.com / -",
        "0 response referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "0 response request-sent noted: POST https://api.example.net/orders / -",
        "0 response response-received noted: 302 / -",
        "0 redirect allow-origin passed: https://app.example.com / https://app.example.com or *",
        "0 redirect redirect-mode noted: follow / -",
        "0 redirect redirect-location noted: https://api.example.net/a / -",
        "0 redirect redirect-count passed: 1 / at most 20",
        "0 redirect redirect-method noted: POST / GET",
        "1 request response-tainting noted: https://api.example.net / https://app.example.com",
        "1 request safelisted-method noted: GET / no permission needed",
        "1 request safelisted-headers noted: none / -",
        "1 response credentials noted: left out / same-origin",
        "1 response origin-header noted: https://app.example.com / -",
        "1 response referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "1 response request-sent noted: GET https://api.example.net/a / -",
        "1 response response-received noted: 302 / -",
        "1 redirect allow-origin passed: https://app.example.com / https://app.example.com or *",
        "1 redirect redirect-mode noted: follow / -",
        "1 redirect redirect-location noted: https://files.example.org/b / -",
        "1 redirect redirect-count passed: 2 / at most 20",
        "2 request response-tainting noted: https://files.example.org / https://app.example.com",
        "2 request safelisted-method noted: GET / no permission needed",
        "2 request safelisted-headers noted: none / -",
        "2 response credentials noted: left out / same-origin",
        "2 response origin-header noted: null / -",
        "2 response referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "2 response request-sent noted: GET https://files.example.org/b / -",
        "2 response response-received noted: 200 / -",
        "2 response allow-origin passed: * / null or *",
        "2 response expose-headers noted:  / -",
        "2 response filtered-response noted: cors / -",
      ]
    `);
  });

  it("of a request without CORS", async () => {
    const answer: Answer = [200, [["Cross-Origin-Resource-Policy", "cross-origin"]]];
    expect(await linesOf({ init: { mode: "no-cors" }, answers: [answer] })).toMatchInlineSnapshot(`
      [
        "0 request response-tainting noted: https://api.example.net / https://app.example.com",
        "0 request request-mode passed: follow / follow",
        "0 response credentials noted: left out / same-origin",
        "0 response origin-header noted: none / -",
        "0 response referrer noted: https://app.example.com/ / strict-origin-when-cross-origin",
        "0 response request-sent noted: GET https://api.example.net/orders / -",
        "0 response response-received noted: 200 / -",
        "0 response resource-policy passed: cross-origin / https://app.example.com",
        "0 response filtered-response noted: opaque / -",
      ]
    `);
  });

  it("of a redirect to the page's own server, which takes Authorization away", async () => {
    const preflight = allowing(["Access-Control-Allow-Headers", "authorization"]);
    const answers = [preflight, leadingTo(OWN, 307), allowing()];
    const lines = await linesOf({ init: { headers: { Authorization: "Bearer 1" } }, answers });
    expect(lines.filter((line) => line.includes("redirect-"))).toMatchInlineSnapshot(`
      [
        "0 redirect redirect-mode noted: follow / -",
        "0 redirect redirect-location noted: https://app.example.com/orders / -",
        "0 redirect redirect-count passed: 1 / at most 20",
        "0 redirect redirect-authorization noted: https://app.example.com / -",
      ]
    `);
  });

  it("of a stream as body", async () => {
    const body = new Blob(["text"]).stream();
    const lines = await linesOf({ init: { method: "POST", body, duplex: "half" }, answers: [allowing()] });
    expect(lines.filter((line) => / (upload-flag|preflight-sent|cached-method) /.test(line))).toMatchInlineSnapshot(`
      [
        "0 request upload-flag noted: yes / -",
        "0 request cached-method noted: none / POST",
        "0 preflight preflight-sent noted: POST / -",
      ]
    `);
  });

  it("of an upload that somebody listens to, for which Chromium takes any kept answer", async () => {
    const browser = new Browser({
      profile: "chromium",
      transport: async () => ({ status: 200, statusText: "", headers: FOR_APP, body: null }),
    });
    const page = browser.page(APP);
    const ask = async (): Promise<unknown[]> => {
      const { steps } = await page.explainXhr(API, { method: "POST", body: "text", uploadListeners: true });
      return steps.filter(({ name }) => name === "cached-method").map(({ found, expected }) => [found, expected]);
    };
    expect(await ask()).toEqual([[null, "any answer"]]);
    expect(await ask()).toEqual([["kept", "any answer"]]);
  });

  it("of what is looked for among kept permissions, in Chromium as in the standard", async () => {
    const looked = async (profile: ProfileName, init: FetchInit): Promise<string[]> => {
      const lines = await linesOf({ profile, init, answers: [allowing()] });
      return lines.filter((line) => line.includes(" cached-"));
    };
    for (const profile of ["standard", "chromium"] as const) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await looked(profile, PUT)).toEqual(["0 request cached-method noted: none / PUT"]);
      // oxlint-disable-next-line no-await-in-loop
      expect(await looked(profile, X_A)).toEqual(["0 request cached-header noted: none / x-a"]);
    }
  });

  it("of kept permissions that serve a request", async () => {
    const preflight = allowing(["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "x-a"]);
    const [status, headers] = preflight;
    const browser = new Browser({ transport: async () => ({ status, statusText: "", headers, body: null }) });
    const page = browser.page(APP);
    const init: FetchInit = { method: "PUT", headers: { "X-A": "1" } };
    await page.explain(API, init);
    const { steps } = await page.explain(API, init);
    const kept = steps.filter(({ name }) => name.startsWith("cached-"));
    expect(kept.map(({ name, found, expected }) => [name, found, expected])).toEqual([
      ["cached-method", "kept", "PUT"],
      ["cached-header", "kept", "x-a"],
    ]);
  });

  it("of kept permissions that a failure drops", async () => {
    const preflight = allowing(["Access-Control-Allow-Methods", "PUT"]);
    const lines = await linesOf({ init: { method: "PUT" }, answers: [preflight, [200, []]] });
    expect(lines.at(-1)).toBe(`0 response cache-cleared noted: ${API} / -`);
  });
});

const AS_USER: FetchInit = { credentials: "include" };
const STREAM = (): FetchInit => ({ method: "POST", body: new Blob(["text"]).stream(), duplex: "half" });
const BROKEN = (): FetchInit => ({
  method: "POST",
  body: new ReadableStream({ start: (controller) => controller.error(new Error("The disk is full.")) }),
  duplex: "half",
});

describe("a request that fails", () => {
  it.each<[line: string, scenario: Scenario | (() => Scenario)]>([
    ["0 request blocked-port failed: 6667 / -", { url: "https://api.example.net:6667/" }],
    ["0 request mixed-content failed: http://api.example.net / https", { url: "http://api.example.net/" }],
    [`0 request request-mode failed: https://api.example.net / ${APP}`, { init: { mode: "same-origin" } }],
    ["0 request request-mode failed: manual / follow", { init: { mode: "no-cors", redirect: "manual" } }],
    ["0 request url-scheme failed: ftp: / http: or https:", { url: "ftp://api.example.net/" }],
    ["0 request kept-answer failed: none / -", { url: OWN, init: { mode: "same-origin", cache: "only-if-cached" } }],
    [
      "0 request keepalive-size failed: 65537 / at most 65536",
      { url: OWN, init: { method: "POST", keepalive: true, body: "x".repeat(65_537) } },
    ],
    ["0 request request-body failed: The disk is full. / -", () => ({ url: OWN, init: BROKEN() })],
    ["0 response no-response failed: Nobody is there. / -", {}],
    [`0 response allow-origin failed: none / ${APP} or *`, { answers: [[200, []]] }],
    [`0 response allow-origin failed: * / ${APP}`, { init: AS_USER, answers: [FOR_ANYBODY] }],
    [
      "0 response allow-credentials failed: none / true",
      { init: AS_USER, answers: [[200, [["Access-Control-Allow-Origin", APP]]]] },
    ],
    ["0 preflight no-response failed: Nobody is there. / -", { init: PUT }],
    [`0 preflight allow-origin failed: none / ${APP} or *`, { init: PUT, answers: [[200, []]] }],
    ["0 preflight preflight-redirect failed: 307 / 200 to 299", { init: PUT, answers: [leadingTo("/a", 307)] }],
    ["0 preflight preflight-status failed: 500 / 200 to 299", { init: PUT, answers: [[500, FOR_APP]] }],
    [
      "0 preflight allow-methods-syntax failed: P UT / -",
      { init: PUT, answers: [allowing(["Access-Control-Allow-Methods", "P UT"])] },
    ],
    [
      "0 preflight allow-headers-syntax failed: x a / -",
      { init: X_A, answers: [allowing(["Access-Control-Allow-Headers", "x a"])] },
    ],
    [
      "0 preflight allow-methods failed: GET / PUT",
      { init: PUT, answers: [allowing(["Access-Control-Allow-Methods", "GET"])] },
    ],
    [
      "0 preflight allow-headers failed: x-b / x-a",
      { init: X_A, answers: [allowing(["Access-Control-Allow-Headers", "x-b"])] },
    ],
    [
      `0 response resource-policy failed: same-origin / ${APP}`,
      { init: { mode: "no-cors" }, answers: [[200, [["Cross-Origin-Resource-Policy", "same-origin"]]]] },
    ],
    [
      `0 response resource-policy failed: same-site / ${APP}`,
      { init: { mode: "no-cors" }, answers: [[200, [["Cross-Origin-Resource-Policy", "same-site"]]]] },
    ],
    ["0 redirect redirect-mode failed: 302 / no redirect", { init: { redirect: "error" }, answers: [leadingTo("/a")] }],
    ["0 redirect redirect-location failed: http://[ / -", { answers: [leadingTo("http://[")] }],
    ["0 redirect redirect-location failed: http://[ / -", { profile: "chromium", answers: [leadingTo("http://[")] }],
    ["0 redirect redirect-scheme failed: data: / http: or https:", { answers: [leadingTo("data:,x")] }],
    ["20 redirect redirect-count failed: 21 / at most 20", { answers: [leadingTo("/a")] }],
    [
      "0 redirect redirect-credentials failed: https://api.example.net with user name and password / -",
      { answers: [leadingTo("https://user:secret@api.example.net/")] },
    ],
    [
      "0 redirect redirect-body failed: a stream / -",
      () => ({ url: OWN, init: STREAM(), answers: [leadingTo("/a", 307)] }),
    ],
  ])("says so: %s", async (line, scenario) => {
    const lines = await linesOf(typeof scenario === "function" ? scenario() : scenario);
    expect(lines.filter((one) => one.includes(" failed: "))).toEqual([line]);
  });
});
