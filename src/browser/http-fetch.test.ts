import { describe, expect, it } from "vitest";
import { Browser, PROFILES, type Exchange, type FetchInit, type HeaderLine, type ProfileName } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.net";

interface Scenario {
  readonly url?: string;
  /** The values of `Location`, a line for each. */
  readonly locations: readonly string[];
  readonly init?: FetchInit;
  /** Whether the answer allows the page to read it. */
  readonly allows?: boolean;
  readonly status?: number;
}

/** What becomes of a request that is answered with a redirect, and whether its body was let go. */
async function run(profile: ProfileName, scenario: Scenario): Promise<{ exchange: Exchange; isCancelled: boolean }> {
  const { url = APP, locations, init, allows = true, status = 302 } = scenario;
  let isCancelled = false;
  const browser = new Browser({
    profile,
    transport: async (request) => {
      const allow: HeaderLine[] = allows ? [["Access-Control-Allow-Origin", "*"]] : [];
      if (request.url !== `${url}/start`) return { status: 200, statusText: "", headers: allow, body: null };
      const headers = [...allow, ...locations.map((value): HeaderLine => ["Location", value])];
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode("moved")),
        cancel: () => {
          isCancelled = true;
        },
      });
      return { status, statusText: "", headers, body };
    },
  });
  const exchange = await browser.page(APP).explain(`${url}/start`, init);
  return { exchange, isCancelled };
}

/** The same in a word for each profile: why it fails, or the status and, with a `+`, that there is a body. */
async function ends(scenario: Scenario): Promise<string[]> {
  return Promise.all(
    PROFILES.map(async (profile) => {
      const { exchange, isCancelled } = await run(profile, scenario);
      const { code, response } = exchange;
      const hasBody = response !== undefined && response.body !== null;
      expect(isCancelled).toBe(!hasBody || response.status === 200);
      return code ?? `${response?.type} ${response?.status}${hasBody ? " +" : ""}`;
    }),
  );
}

const all = (end: string): string[] => PROFILES.map(() => end);
const MANUAL: FetchInit = { redirect: "manual" };
const ERROR: FetchInit = { redirect: "error" };
const BAD = ["http://a<b/"];
const LOGIN = ["https://user:secret@api.example.net/end"];
const GOOD = [`${API}/end`];
const HIDDEN = "opaqueredirect 0";

describe("a redirect, in the standard, Chromium, Firefox and WebKit", () => {
  it.each<[what: string, scenario: Scenario, ends: readonly string[]]>([
    ["without Location", { locations: [] }, all("basic 302 +")],
    [
      "with an empty one",
      { locations: [""] },
      ["TooManyRedirects", "basic 302 +", "TooManyRedirects", "InvalidRedirectLocation"],
    ],
    ["to no URL", { locations: BAD }, all("InvalidRedirectLocation")],
    ["with user name and password", { locations: LOGIN }, all("RedirectContainsCredentials")],
    ["to another origin", { locations: GOOD }, all("cors 200")],

    [
      "without Location, refused",
      { locations: [], init: ERROR },
      ["RedirectNotAllowed", "basic 302 +", "RedirectNotAllowed", "basic 302 +"],
    ],
    [
      "with an empty one, refused",
      { locations: [""], init: ERROR },
      ["RedirectNotAllowed", "basic 302 +", "RedirectNotAllowed", "basic 302 +"],
    ],
    [
      "to no URL, refused",
      { locations: BAD, init: ERROR },
      ["RedirectNotAllowed", "InvalidRedirectLocation", "RedirectNotAllowed", "RedirectNotAllowed"],
    ],
    [
      "with user name and password, refused",
      { locations: LOGIN, init: ERROR },
      ["RedirectNotAllowed", "RedirectContainsCredentials", "RedirectNotAllowed", "RedirectNotAllowed"],
    ],
    [
      "with user name and password, refused without CORS",
      { locations: LOGIN, init: { ...ERROR, mode: "no-cors" } },
      all("RedirectNotAllowed"),
    ],
    ["to another origin, refused", { locations: GOOD, init: ERROR }, all("RedirectNotAllowed")],

    ["without Location, not followed", { locations: [], init: MANUAL }, [HIDDEN, HIDDEN, HIDDEN, `${HIDDEN} +`]],
    ["with an empty one, not followed", { locations: [""], init: MANUAL }, [HIDDEN, HIDDEN, HIDDEN, `${HIDDEN} +`]],
    ["to no URL, not followed", { locations: BAD, init: MANUAL }, [HIDDEN, "InvalidRedirectLocation", HIDDEN, HIDDEN]],
    ["with user name and password, not followed", { locations: LOGIN, init: MANUAL }, all(HIDDEN)],
    ["to another origin, not followed", { locations: GOOD, init: MANUAL }, all(HIDDEN)],

    [
      "to no URL, by a server that does not let the page read it",
      { url: API, locations: BAD, allows: false },
      ["MissingAllowOriginHeader", "InvalidRedirectLocation", "InvalidRedirectLocation", "MissingAllowOriginHeader"],
    ],
    [
      "to no URL, by a server that does not let the page read it, refused",
      { url: API, locations: BAD, allows: false, init: ERROR },
      ["MissingAllowOriginHeader", "InvalidRedirectLocation", "MissingAllowOriginHeader", "MissingAllowOriginHeader"],
    ],

    [
      "to one place twice",
      { locations: [...GOOD, ...GOOD] },
      ["InvalidRedirectLocation", "cors 200", "cors 200", "cors 200"],
    ],
    [
      "to two places",
      { locations: [`${APP}/a`, `${APP}/b`] },
      ["InvalidRedirectLocation", "InvalidRedirectLocation", "InvalidRedirectLocation", "basic 200"],
    ],
    [
      "to two places, that is none",
      { locations: [`${APP}/a`, `${APP}/b`], status: 201 },
      ["basic 201 +", "InvalidRedirectLocation", "InvalidRedirectLocation", "basic 201 +"],
    ],
    ["to one place twice, that is none", { locations: [...GOOD, ...GOOD], status: 201 }, all("basic 201 +")],
  ])("%s", async (_what, scenario, expected) => {
    expect(await ends(scenario)).toEqual(expected);
  });

  it("that WebKit judges late leaves each request where it belongs", async () => {
    const chain = [`${APP}/start`, `${API}/1`, `${API}/2`, `${API}/3`];
    const browser = new Browser({
      profile: "webkit",
      transport: async ({ url }) => {
        const next = chain[chain.indexOf(url) + 1];
        const location: HeaderLine[] = next === undefined ? [] : [["Location", next]];
        const headers: HeaderLine[] = [
          ["Access-Control-Allow-Origin", APP],
          ["Access-Control-Allow-Credentials", "true"],
          ...location,
        ];
        return { status: next === undefined ? 200 : 302, statusText: "", headers, body: null };
      },
    });
    const { wire, steps } = await browser.page(APP).explain(chain[0] ?? "");
    expect(wire.map(({ hop }) => hop)).toEqual([0, 1, 2, 3]);
    const late = steps.filter(({ name }) => name === "allow-credentials");
    expect(late.map(({ phase, hop }) => [phase, hop])).toEqual([
      ["redirect", 1],
      ["redirect", 2],
    ]);
  });

  it("to two places is told with both, whatever its status is", async () => {
    const { exchange } = await run("chromium", { locations: [`${APP}/a`, `${APP}/b`], status: 201 });
    const found = `${APP}/a, ${APP}/b`;
    expect(exchange).toMatchObject({ phase: "response", hop: 0, parameter: found });
    expect(exchange.steps.at(-1)).toMatchObject({ name: "redirect-location", result: "failed", found });
  });

  it("that nobody may read says where it failed", async () => {
    const { exchange } = await run("firefox", { url: API, locations: BAD, allows: false });
    expect(exchange).toMatchObject({ phase: "redirect", hop: 0, parameter: BAD[0] });
    expect(exchange.steps.at(-1)).toMatchObject({ name: "redirect-location", result: "failed", found: BAD[0] });
  });
});
