import { CookieJar } from "tough-cookie";
import { describe, expect, it } from "vitest";
import {
  Browser,
  PROFILES,
  type BrowserOptions,
  type CookieJar as CookieJarOfBrowser,
  type HeaderLine,
  type ProfileName,
  type WireRequest,
  type WireResponse,
} from "./index.ts";

const PAGE = "https://app.example.com";
const SAME_SITE = "https://api.example.com/";
const OTHER_SITE = "https://api.example.net/";

interface Asked {
  readonly url?: string;
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly setCookie: readonly string[];
  readonly page?: string;
}

/** Lets a server set cookies, asks again with credentials, and gives the value of `Cookie` that it then got. */
async function cookies(
  { url = SAME_SITE, credentials = "include", setCookie, page = PAGE }: Asked,
  options: Partial<BrowserOptions> = {},
): Promise<string | undefined> {
  const seen: WireRequest[] = [];
  const allow: HeaderLine[] = [
    ["Access-Control-Allow-Origin", page],
    ["Access-Control-Allow-Credentials", "true"],
  ];
  const browser = new Browser({
    cookies: new CookieJar(),
    transport: async (request) => {
      seen.push(request);
      return {
        status: 200,
        statusText: "",
        headers: [...allow, ...setCookie.map((line): HeaderLine => ["Set-Cookie", line])],
        body: null,
      };
    },
    ...options,
  });
  const opened = browser.page(page);
  await opened.fetch(url, { credentials });
  await opened.fetch(url, { credentials: "include" });
  return new Map(seen.at(-1)?.headers).get("Cookie");
}

describe("cookies", () => {
  it.each<[Asked, string | undefined]>([
    [{ setCookie: ["a=1; Secure", "b=2"] }, "a=1; b=2"],
    [{ setCookie: ["a=1; SameSite=Strict; Secure"] }, "a=1"],
    [{ setCookie: ["a=1; HttpOnly"] }, "a=1"],
    [{ setCookie: ["secure=1; SameSite=None"] }, undefined],
    [{ setCookie: ["secure=1; samesite=none; SECURE"] }, "secure=1"],
    [{ setCookie: ["a=1"], credentials: "same-origin" }, undefined],
    [{ setCookie: ["a=1"], credentials: "omit" }, undefined],
    [{ setCookie: ["a=1"], url: `${PAGE}/orders`, credentials: "same-origin" }, "a=1"],
    [{ setCookie: ["a=1"], url: `${PAGE}/orders`, credentials: "omit" }, undefined],
    // Between sites, only what says so.
    [
      {
        setCookie: [
          "a=1",
          "b=2; SameSite=Lax",
          "c=3; SameSite=Strict",
          "d=4; SameSite=None; Secure",
          "e=5; SameSite=None",
        ],
        url: OTHER_SITE,
      },
      "d=4",
    ],
    // Of two, the last counts; white space does not.
    [{ setCookie: ["a=1; SameSite=None; SameSite=Strict; Secure"], url: OTHER_SITE }, undefined],
    [{ setCookie: ["a=1; SameSite=Strict; SameSite=None; Secure"], url: OTHER_SITE }, "a=1"],
    [{ setCookie: ["a=1;Secure ; SameSite = None "], url: OTHER_SITE }, "a=1"],
    [{ setCookie: ["a=SameSite=None; Secure"], url: OTHER_SITE }, undefined],
    // A site is a scheme too.
    [{ setCookie: ["a=1; SameSite=Lax", "b=2; SameSite=None; Secure"], page: "http://app.example.com" }, "b=2"],
    // A list says which names are everybody's.
    [{ setCookie: ["a=1; SameSite=Lax"], page: "https://a.github.io", url: "https://b.github.io/" }, undefined],
    [{ setCookie: ["a=1; SameSite=Lax"], page: "null" }, undefined],
    [{ setCookie: ["no cookie at all \u0001", "=", "; Secure", "a=1; Domain=elsewhere.example"] }, undefined],
  ])("%j then sends %j", async (asked, value) => {
    expect(await cookies(asked)).toBe(value);
  });

  it("differ by engine between sites", async () => {
    const asked: Asked = { url: OTHER_SITE, setCookie: ["a=1", "d=4; SameSite=None; Secure"] };
    expect(await cookies(asked, { profile: "chromium" })).toBe("d=4");
    expect(await cookies(asked, { profile: "firefox" })).toBe("a=1; d=4");
    expect(await cookies(asked, { profile: "webkit" })).toBeUndefined();
    expect(await cookies(asked, { profile: "webkit", thirdPartyCookies: true })).toBe("a=1; d=4");
    expect(await cookies(asked, { thirdPartyCookies: false })).toBeUndefined();
  });

  it("of a site that others have led to go with the request in the standard, and in Firefox only with SameSite=None", async () => {
    const led = async (profile: ProfileName, first: string): Promise<string | undefined> => {
      const jar = new CookieJar();
      await jar.setCookie("a=1; SameSite=Lax", PAGE);
      await jar.setCookie("b=2; SameSite=None; Secure", PAGE);
      const seen: WireRequest[] = [];
      const transport = async (request: WireRequest): Promise<WireResponse> => {
        seen.push(request);
        const headers: HeaderLine[] = [
          ["Access-Control-Allow-Origin", seen.length === 1 ? PAGE : "null"],
          ["Access-Control-Allow-Credentials", "true"],
          ["Location", `${PAGE}/end`],
        ];
        return { status: seen.length === 1 ? 302 : 200, statusText: "", headers, body: null };
      };
      const browser = new Browser({ profile, cookies: jar, transport });
      await browser.page(PAGE).fetch(first, { credentials: "include" });
      return new Map(seen.at(-1)?.headers).get("Cookie");
    };
    expect(await led("standard", OTHER_SITE)).toBe("a=1; b=2");
    expect(await led("firefox", OTHER_SITE)).toBe("b=2");
    expect(await led("firefox", SAME_SITE)).toBe("a=1; b=2");
  });

  it("of a site that others have led to are kept in every engine, also where they would not go with such a request", async () => {
    for (const profile of PROFILES) {
      const jar = new CookieJar();
      const transport = async ({ url }: WireRequest): Promise<WireResponse> => {
        const headers: HeaderLine[] = [
          ["Access-Control-Allow-Origin", url === OTHER_SITE ? PAGE : "null"],
          ["Access-Control-Allow-Credentials", "true"],
          ...(url === OTHER_SITE
            ? [["Location", `${PAGE}/end`] as const]
            : [["Set-Cookie", "a=1; SameSite=Lax"] as const]),
        ];
        return { status: url === OTHER_SITE ? 302 : 200, statusText: "", headers, body: null };
      };
      const page = new Browser({ profile, cookies: jar, transport }).page(PAGE);
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(OTHER_SITE, { credentials: "include" });
      // oxlint-disable-next-line no-await-in-loop
      expect(await jar.getCookieString(PAGE), profile).toBe("a=1");
    }
  });

  it("with Secure are this machine's over http too, but not in WebKit", async () => {
    const page = "http://localhost:8081";
    const asked: Asked = { page, url: "http://localhost:8080/", setCookie: ["a=1; Secure", "b=2"] };
    expect(await cookies(asked, { profile: "chromium" })).toBe("a=1; b=2");
    expect(await cookies(asked, { profile: "firefox" })).toBe("a=1; b=2");
    expect(await cookies(asked, { profile: "webkit" })).toBe("b=2");
  });

  it("with Secure, set over https, do not follow to http on this machine in WebKit", async () => {
    const jar = new CookieJar();
    await jar.setCookie("a=1; Secure", "https://localhost:8443/");
    const seen: WireRequest[] = [];
    const ask = async (profile: "chromium" | "webkit"): Promise<void> => {
      const transport = async (request: WireRequest): Promise<WireResponse> => {
        seen.push(request);
        return { status: 200, statusText: "", headers: [], body: null };
      };
      await new Browser({ profile, cookies: jar, transport }).page("http://localhost:8081").fetch("/");
    };
    await ask("chromium");
    await ask("webkit");
    expect(seen.map(({ headers }) => new Map(headers).get("Cookie"))).toEqual(["a=1", undefined]);
  });

  it("are kept although the page may not read the answer, and never from a preflight", async () => {
    const jar = new CookieJar();
    const browser = new Browser({
      cookies: jar,
      transport: async ({ method }) => ({
        status: 200,
        statusText: "",
        headers:
          method === "OPTIONS"
            ? [
                ["Set-Cookie", "preflight=1"],
                ["Access-Control-Allow-Origin", PAGE],
                ["Access-Control-Allow-Credentials", "true"],
                ["Access-Control-Allow-Methods", "PUT"],
              ]
            : [["Set-Cookie", "actual=1"]],
        body: null,
      }),
    });
    const exchange = await browser.page(PAGE).explain(SAME_SITE, { method: "PUT", credentials: "include" });
    expect(exchange.code).toBe("MissingAllowOriginHeader");
    expect(exchange.wire[0]?.request.headers.map(([name]) => name)).not.toContain("Cookie");
    expect(await jar.getCookieString(SAME_SITE)).toBe("actual=1");
  });

  it("go to another site only with SameSite=None, or where none is said as an engine takes it, whatever the jar hands over", async () => {
    const all = ["strict", "lax", "none", undefined].map((sameSite) => ({
      sameSite,
      cookieString: () => `${sameSite}=1`,
    }));
    const jar: CookieJarOfBrowser = { getCookies: async () => all, setCookie: async () => undefined };
    const sentTo = async (url: string, profile: ProfileName): Promise<string | undefined> => {
      const options: Partial<BrowserOptions> = { cookies: jar, profile, thirdPartyCookies: true };
      return cookies({ url, setCookie: [] }, options);
    };
    expect(await sentTo(SAME_SITE, "standard")).toBe("strict=1; lax=1; none=1; undefined=1");
    expect(await sentTo(OTHER_SITE, "chromium")).toBe("none=1");
    expect(await sentTo(OTHER_SITE, "firefox")).toBe("none=1; undefined=1");
  });

  it("are told in the steps: what was sent, and how many of how many were kept", async () => {
    const lines = ["a=1", "b=2", "c=3; SameSite=None"].map((line): HeaderLine => ["Set-Cookie", line]);
    const transport = async () => ({ status: 200, statusText: "", headers: lines, body: null });
    const page = new Browser({ cookies: new CookieJar(), transport }).page(PAGE);
    const told = async (): Promise<unknown[]> => {
      const { steps } = await page.explain(PAGE);
      return steps.filter(({ name }) => name.startsWith("cookies-")).map(({ found }) => found);
    };
    expect(await told()).toEqual([null, "2 of 3"]);
    expect(await told()).toEqual(["a=1; b=2", "2 of 3"]);
  });

  it("are asked of a jar, and given to it, with whether the page is of another site", async () => {
    const told: unknown[] = [];
    const jar: CookieJarOfBrowser = {
      getCookies: async (url, options) => {
        told.push([url, options]);
        return [];
      },
      setCookie: async (line, url, options) => void told.push([line, url, options]),
    };
    await cookies({ setCookie: ["a=1"] }, { cookies: jar });
    await cookies({ url: OTHER_SITE, setCookie: ["b=2; SameSite=None; Secure"] }, { cookies: jar });
    const own = { http: true, ignoreError: true, sameSiteContext: "strict" };
    const other = { ...own, sameSiteContext: "none" };
    expect(told.slice(0, 2)).toEqual([
      [SAME_SITE, own],
      ["a=1", SAME_SITE, own],
    ]);
    expect(told.slice(4, 6)).toEqual([
      [OTHER_SITE, other],
      ["b=2; SameSite=None; Secure", OTHER_SITE, other],
    ]);
  });

  it("that are kept from other sites are told as such", async () => {
    const transport = async () => ({ status: 200, statusText: "", headers: [], body: null });
    const page = new Browser({ cookies: new CookieJar(), thirdPartyCookies: false, transport }).page(PAGE);
    const { steps } = await page.explain(OTHER_SITE, { credentials: "include" });
    expect(steps.filter(({ name }) => name === "cookies-sent")).toMatchObject([
      { found: null, expected: "none to another site" },
    ]);
  });

  it("are looked at by the thousand, not more", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `a=${index}`);
    expect(await cookies({ setCookie: many })).toBe("a=999");
  });
});

describe("a user name and password that the user gave", () => {
  const sent = async (
    credentials: "omit" | "include",
    own: readonly [string, string][] = [],
  ): Promise<string | undefined> => {
    const seen: WireRequest[] = [];
    const browser = new Browser({
      authentication: { "https://api.example.com": "jürgen:geheim" },
      transport: async (request) => {
        seen.push(request);
        return {
          status: 200,
          statusText: "",
          headers: [
            ["Access-Control-Allow-Origin", PAGE],
            ["Access-Control-Allow-Credentials", "true"],
            ["Access-Control-Allow-Headers", "authorization"],
          ],
          body: null,
        };
      },
    });
    await browser.page(PAGE).fetch(SAME_SITE, { credentials, headers: own });
    return new Map(seen.at(-1)?.headers).get("Authorization");
  };

  it("go with requests that include credentials, unless the page says otherwise", async () => {
    expect(await sent("include")).toBe(`Basic ${Buffer.from("jürgen:geheim").toString("base64")}`);
    expect(await sent("omit")).toBeUndefined();
    expect(await sent("include", [["Authorization", "Bearer x"]])).toBe("Bearer x");
  });
});
