import { describe, expect, it } from "vitest";
import {
  Browser,
  type Exchange,
  type FetchInit,
  type HeaderLine,
  type Page,
  type ProfileName,
  type WireRequest,
} from "./index.ts";

const APP = "https://app.example.com";
const START = `${APP}/start`;

/** Sends a request that is answered with a redirect, and every later one with 200. */
async function follow(
  status: number,
  headers: readonly HeaderLine[],
  init: FetchInit = {},
  url = START,
  profile: ProfileName = "standard",
) {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    transport: async (request) => {
      seen.push(request);
      const cors: HeaderLine[] = [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Methods", "*"],
        ["Access-Control-Allow-Headers", "*, Authorization"],
      ];
      if (request.url !== url.split("#", 1)[0]) return { status: 200, statusText: "", headers: cors, body: null };
      return { status, statusText: "", headers: [...cors, ...headers], body: null };
    },
  });
  const { code, response, steps } = await browser.page(APP).explain(url, init);
  return { code, response, steps, seen, last: seen.at(-1) };
}

const to = (location: string): HeaderLine[] => [["Location", location]];
const namesOf = (request: WireRequest | undefined): string[] => (request?.headers ?? []).map(([name]) => name);

describe("a redirect", () => {
  it.each([
    [301, "GET", "GET"],
    [301, "HEAD", "HEAD"],
    [301, "POST", "GET"],
    [301, "PUT", "PUT"],
    [302, "POST", "GET"],
    [302, "DELETE", "DELETE"],
    [303, "GET", "GET"],
    [303, "HEAD", "HEAD"],
    [303, "POST", "GET"],
    [303, "PUT", "GET"],
    [307, "POST", "POST"],
    [308, "PUT", "PUT"],
  ])("with status %d makes of %s: %s", async (status, method, becomes) => {
    const body = method === "GET" || method === "HEAD" ? null : "text";
    const { last } = await follow(status, to("/end"), { method, body });
    expect([last?.url, last?.method]).toEqual([`${APP}/end`, becomes]);
    const keepsBody = body !== null && becomes === method;
    expect(last?.body !== undefined).toBe(keepsBody);
    expect(namesOf(last).includes("Content-Type")).toBe(keepsBody);
  });

  it.each([
    ["standard", "DELETE", true],
    ["webkit", "GET", false],
  ] as const)(
    "of a DELETE to another origin is in %s followed by %s, with its body: %s",
    async (profile, method, has) => {
      const init: FetchInit = { method: "DELETE", body: "text" };
      const { last } = await follow(307, to("https://api.example.com/"), init, START, profile);
      expect([last?.method, last?.body !== undefined]).toEqual([method, has]);
    },
  );

  it.each([
    ["standard", "/end", "mine"],
    ["webkit", "/end", "Mozilla/5.0"],
    ["webkit", "https://api.example.com/", "mine"],
  ] as const)("in %s to %s carries as User-Agent: %s", async (profile, location, expected) => {
    const { last } = await follow(302, to(location), { headers: { "User-Agent": "mine" } }, START, profile);
    const found = last?.headers.filter(([name]) => name === "User-Agent").map(([, value]) => value.split(" ", 1)[0]);
    expect(found).toEqual([expected]);
  });

  it.each([
    ["standard", undefined, "opaqueredirect"],
    ["webkit", "CorsDisabledScheme", undefined],
  ] as const)("to ftp: in mode manual is in %s %s, and a response of type %s", async (profile, code, type) => {
    const target = to("ftp://api.example.com/");
    const { code: found, response } = await follow(302, target, { redirect: "manual" }, START, profile);
    expect([found, response?.type]).toEqual([code, type]);
  });

  it.each([200, 204, 300, 304, 305, 306, 404])("is none with status %d", async (status) => {
    const { response, seen } = await follow(status, to("/end"));
    expect([seen.length, response?.status]).toEqual([1, status]);
  });

  it("is none without a Location", async () => {
    const { response, seen } = await follow(302, []);
    expect([seen.length, response?.status]).toEqual([1, 302]);
  });

  it.each([
    ["/end", `${APP}/end`],
    ["end?a=1", `${APP}/end?a=1`],
    ["//api.example.com/end", "https://api.example.com/end"],
    ["https://api.example.com", "https://api.example.com/"],
    ["/\u00fc", `${APP}/%FC`],
  ])("to %j leads to %s", async (location, url) => {
    expect((await follow(302, to(location))).last?.url).toBe(url);
  });

  it.each([
    ["/end", "#here"],
    ["/end#there", "#there"],
    ["/end#", "#"],
  ])("of a URL with #here to %s leads to %s, of which neither server nor page are told", async (location, fragment) => {
    const { last, response, steps } = await follow(302, to(location), {}, `${START}#here`);
    const end = `${APP}/end`;
    expect(steps.find(({ name }) => name === "redirect-location")?.found).toBe(end + fragment);
    expect([last?.url, response?.url, response?.redirected]).toEqual([end, end, true]);
  });

  it.each([
    ["http://[", "InvalidRedirectLocation"],
    ["data:,text", "UnsafeRedirect"],
    ["ftp://api.example.com/", "CorsDisabledScheme"],
    ["https://user:secret@api.example.com/", "RedirectContainsCredentials"],
    ["https://user@api.example.com/", "RedirectContainsCredentials"],
    ["https://:secret@api.example.com/", "RedirectContainsCredentials"],
  ])("to %s is refused: %s", async (location, code) => {
    const { code: found, seen } = await follow(302, to(location));
    expect([found, seen.length]).toEqual([code, 1]);
  });

  it.each([
    ["/end", true],
    [`${APP}/end`, true],
    ["https://api.example.com/", false],
    [`${APP}:8443/`, false],
  ])("to %s keeps Authorization: %s", async (location, keeps) => {
    const { last } = await follow(302, to(location), { headers: { Authorization: "Bearer 1", "X-A": "1" } });
    expect(namesOf(last).includes("Authorization")).toBe(keeps);
    expect(namesOf(last)).toContain("X-A");
  });

  it.each([
    ["no-referrer", undefined],
    ["NO-REFERRER", undefined],
    ["no-referrer, origin", `${APP}/`],
    ["no-referrer, newer", undefined],
    ["newer", `${APP}/`],
  ])("with Referrer-Policy %j changes what is told from there on", async (policy, referrer) => {
    const { last } = await follow(302, [...to("/end"), ["Referrer-Policy", policy]]);
    expect(last?.headers.find(([name]) => name === "Referer")?.[1]).toBe(referrer);
  });

  it.each([
    [303, undefined, 2],
    [302, "RedirectedStreamBody", 1],
    [307, "RedirectedStreamBody", 1],
  ])("with status %d of a request whose stream is gone: %s", async (status, code, sentTimes) => {
    const body = new Response("text").body as ReadableStream<Uint8Array>;
    const { code: found, seen } = await follow(status, to("/end"), { method: "POST", body, duplex: "half" });
    expect([found, seen.length]).toEqual([code, sentTimes]);
  });

  it.each([
    [20, undefined],
    [21, "TooManyRedirects"],
  ])("is followed %d times: %s", async (times, code) => {
    let left = times;
    const browser = new Browser({
      transport: async () => {
        left -= 1;
        const headers: HeaderLine[] = left < 0 ? [] : to(`/${left}`);
        return { status: left < 0 ? 200 : 302, statusText: "", headers, body: null };
      },
    });
    expect((await browser.page(APP).explain(START)).code).toBe(code);
  });

  it.each([
    ["error", "RedirectNotAllowed", undefined],
    ["manual", undefined, "opaqueredirect"],
    ["follow", undefined, "basic"],
  ] as const)("in mode %s", async (redirect, code, type) => {
    const { code: found, response } = await follow(302, to("/end"), { redirect });
    expect([found, response?.type]).toEqual([code, type]);
  });
});

const HOME = "http://localhost:9101";
const SIBLING = "http://localhost:9102";

/** Sends a page along redirects by these statuses, each to the next of the URLs. */
async function along(
  profile: ProfileName,
  urls: readonly string[],
  status: number,
  send: (page: Page, url: string) => Promise<Exchange>,
) {
  const seen: string[] = [];
  const browser = new Browser({
    profile,
    transport: async ({ method, url, headers }) => {
      const line = (key: string): string => headers.find(([name]) => name.toLowerCase() === key)?.[1] ?? "";
      seen.push(`${method} ${url}${method === "OPTIONS" ? ` ${line("access-control-request-headers")}` : ""}`);
      const allow: HeaderLine[] = ["Origin", "Methods", "Headers"].map((what) => [`Access-Control-Allow-${what}`, "*"]);
      const place = urls.findIndex((one) => one.replace(/user:secret@/, "") === url);
      const next = urls[place + 1];
      if (method === "OPTIONS" || next === undefined)
        return { status: 200, statusText: "", headers: allow, body: null };
      return { status, statusText: "", headers: [...allow, ["Location", next]], body: null };
    },
  });
  const { code } = await send(browser.page(HOME), urls[0] ?? "");
  return { code, seen };
}

describe("a redirect in an engine", () => {
  const secret = "http://user:secret@localhost";
  it.each<[profile: ProfileName, to: string, init: FetchInit, code: string | undefined]>([
    ["chromium", "data:,text", { redirect: "error" }, "UnsafeRedirect"],
    ["chromium", "ftp://localhost/", { redirect: "error" }, "RedirectNotAllowed"],
    ["chromium", "data:,text", { redirect: "manual" }, undefined],
    ["chromium", `${secret}:9102/`, { redirect: "error" }, "RedirectContainsCredentials"],
    ["chromium", `${secret}:9102/`, { redirect: "error", mode: "same-origin" }, "RedirectNotAllowed"],
    ["chromium", `${secret}:9101/b`, { redirect: "error" }, "RedirectNotAllowed"],
    ["chromium", `${secret}:9101/b`, {}, "RedirectContainsCredentials"],
    ["firefox", "data:,text", { redirect: "error" }, "RedirectNotAllowed"],
    ["firefox", `${secret}:9102/`, { redirect: "error" }, "RedirectNotAllowed"],
    ["firefox", `${secret}:9101/b`, {}, undefined],
  ])("of %s to %s with %j: %s", async (profile, to, init, code) => {
    const { code: found } = await along(profile, [`${HOME}/`, to], 302, (page, url) => page.explain(url, init));
    expect(found).toBe(code);
  });

  it("to user and password of the page's own server is followed by XMLHttpRequest everywhere", async () => {
    for (const profile of ["standard", "chromium", "firefox", "webkit"] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const { code, seen } = await along(profile, [`${HOME}/`, `${secret}:9101/b`], 302, (page, url) =>
        page.explainXhr(url),
      );
      expect([code, ...seen], profile).toEqual([undefined, `GET ${HOME}/`, `GET ${HOME}/b`]);
    }
  });

  // What a body brings is no header of the author's, who set none here.
  const typed = { method: "PUT", body: new Blob(["{}"], { type: "application/json" }) };

  it("that takes the body takes with it what Firefox would ask for", async () => {
    const urls = [`${HOME}/`, `${SIBLING}/b`, `${SIBLING}/c`];
    const { seen } = await along("firefox", urls, 303, (page, url) => page.explainXhr(url, typed));
    expect(seen).toEqual([`PUT ${HOME}/`, `GET ${SIBLING}/b`, `GET ${SIBLING}/c`]);
  });

  it.each([
    ["standard", "text/plain;charset=UTF-8"],
    ["firefox", "text/plain;charset=x"],
  ] as const)("of an XMLHttpRequest shows the type as its author wrote it in Firefox: %s", async (profile, type) => {
    const types: (string | undefined)[] = [];
    const browser = new Browser({
      profile,
      transport: async ({ url, headers }) => {
        types.push(headers.find(([name]) => name === "Content-Type")?.[1]);
        const location: HeaderLine[] = url.endsWith("/b") ? [] : to("/b");
        return { status: location.length === 0 ? 200 : 308, statusText: "", headers: location, body: null };
      },
    });
    const headers = [["Content-Type", "text/plain;charset=x"]] as const;
    await browser.page(HOME).explainXhr(`${HOME}/`, { method: "POST", headers, body: "text" });
    expect(types).toEqual(["text/plain;charset=UTF-8", type]);
  });

  it("that takes the body after it was asked for: Firefox asks for it once more", async () => {
    const urls = [`${SIBLING}/b`, `${SIBLING}/c`];
    const { seen } = await along("firefox", urls, 303, (page, url) => page.explainXhr(url, typed));
    const preflights = urls.map((url) => `OPTIONS ${url} content-type`);
    expect(seen).toEqual([preflights[0], `PUT ${urls[0]}`, preflights[1], `GET ${urls[1]}`]);
  });

  it("that takes the body of an upload that is listened to: Firefox asks without its type", async () => {
    const { seen } = await along("firefox", [`${HOME}/`, `${SIBLING}/b`], 303, (page, url) =>
      page.explainXhr(url, { ...typed, uploadListeners: true }),
    );
    expect(seen).toEqual([`PUT ${HOME}/`, `OPTIONS ${SIBLING}/b `, `GET ${SIBLING}/b`]);
  });
});
