import { describe, expect, it } from "vitest";
import { Browser, PROFILES, type ProfileName, type WireRequest, type XhrInit } from "./index.ts";

const PAGE = "https://app.example.com";
const URL = "https://api.example.com/a";

/** The first request that an `XMLHttpRequest` sends. */
async function sentBy(url: string, init: XhrInit, profile: ProfileName = "standard"): Promise<WireRequest | undefined> {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    authentication: { [PAGE]: "user:own", "https://api.example.com": "user:other" },
    transport: async (request) => {
      seen.push(request);
      return { status: 200, statusText: "OK", headers: [["Access-Control-Allow-Origin", "*"]], body: null };
    },
  });
  await browser.page(PAGE).explainXhr(url, init);
  return seen[0];
}

const valuesOf = (request: WireRequest | undefined, key: string): string[] =>
  (request?.headers ?? []).filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);

describe("an XMLHttpRequest", () => {
  it.each([
    ["to the page's own server", PAGE, false, [`Basic ${btoa("user:own")}`]],
    ["to another", URL, false, []],
    ["to another, withCredentials", URL, true, [`Basic ${btoa("user:other")}`]],
  ])("%s has credentials where they belong", async (_where, url, withCredentials, values) => {
    expect(valuesOf(await sentBy(url, { withCredentials }), "authorization")).toEqual(values);
  });

  it.each(["GET", "HEAD"])("leaves the body of a %s out", async (method) => {
    const request = await sentBy(PAGE, { method, body: "text" });
    expect(request?.method).toBe(method);
    expect(request?.body).toBeUndefined();
    expect(valuesOf(request, "content-type")).toEqual([]);
  });

  it("is of mode cors, whoever is asked", async () => {
    for (const url of [PAGE, URL]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(valuesOf(await sentBy(url, {}), "sec-fetch-mode")).toEqual(["cors"]);
    }
  });

  it("sends a body and its type", async () => {
    const request = await sentBy(PAGE, { method: "POST", body: "text" });
    expect(new TextDecoder().decode(request?.body)).toBe("text");
    expect(valuesOf(request, "content-type")).toEqual(["text/plain;charset=UTF-8"]);
  });

  it.each([
    ["standard", "", "text/plain;charset=x"],
    ["webkit", "", "text/plain;charset=x"],
    ["webkit", "a=b", "text/plain;charset=UTF-8"],
  ] as const)("types in %s the form %j that is called text/plain as %s", async (profile, form, expected) => {
    const headers = { "Content-Type": "text/plain;charset=x" };
    const request = await sentBy(PAGE, { method: "POST", headers, body: new URLSearchParams(form) }, profile);
    expect(valuesOf(request, "content-type")).toEqual([expected]);
  });

  it("joins the values of one name, and drops what no page may set", async () => {
    const request = await sentBy(PAGE, {
      headers: [
        ["X-A", "1"],
        ["Cookie", "a=b"],
        ["x-a", "2"],
      ],
    });
    expect(valuesOf(request, "x-a")).toEqual(["1, 2"]);
    expect(valuesOf(request, "cookie")).toEqual([]);
  });

  it.each([
    [true, "OPTIONS"],
    [false, "POST"],
  ])("with listeners on its upload (%s) begins with %s", async (uploadListeners, method) => {
    expect((await sentBy(URL, { method: "POST", body: "text", uploadListeners }))?.method).toBe(method);
  });

  it.each([
    ["trace", "SecurityError"],
    ["P UT", "SyntaxError"],
    ["☃", "TypeError"],
  ])("cannot be opened with the method %s", async (method, name) => {
    await expect(sentBy(URL, { method })).rejects.toMatchObject({ name });
  });

  it.each([
    ["x a", "1", "SyntaxError"],
    ["x", "a\nb", "SyntaxError"],
    ["x", "☃", "TypeError"],
  ])("cannot set %j to %j", async (header, value, name) => {
    await expect(sentBy(URL, { headers: [[header, value]] })).rejects.toMatchObject({ name });
  });
});

const FORM = new URLSearchParams({ a: "b" });
const CHARSET = "text/plain; charset=x; a=b";

describe("the Content-Type of an XMLHttpRequest, in the standard, Chromium, Firefox and WebKit", () => {
  it.each<[what: string, init: XhrInit, types: readonly (string | undefined)[]]>([
    [
      "with a charset, of a text",
      { method: "POST", headers: { "Content-Type": CHARSET }, body: "text" },
      [
        "text/plain;charset=UTF-8;a=b",
        "text/plain; charset=UTF-8; a=b",
        "text/plain;charset=UTF-8;a=b",
        "text/plain;charset=UTF-8;a=b",
      ],
    ],
    [
      "with a charset, of a form",
      { method: "POST", headers: { "Content-Type": CHARSET }, body: FORM },
      [CHARSET, "text/plain; charset=UTF-8; a=b", "text/plain; charset=UTF-8; a=b", "text/plain;charset=UTF-8;a=b"],
    ],
    [
      "with a charset, of bytes",
      { method: "POST", headers: { "Content-Type": CHARSET }, body: new Uint8Array(2) },
      [CHARSET, CHARSET, CHARSET, CHARSET],
    ],
    [
      "of a blob whose type is no MIME type",
      { method: "POST", body: new Blob(["{}"], { type: "x" }) },
      ["x", undefined, "x", undefined],
    ],
    [
      "of a blob whose type is one",
      { method: "POST", body: new Blob(["{}"], { type: "text/html" }) },
      ["text/html", "text/html", "text/html", "text/html"],
    ],
    [
      "of a form that is not sent",
      { body: FORM },
      [undefined, undefined, undefined, "application/x-www-form-urlencoded;charset=UTF-8"],
    ],
    ["of a text that is not sent", { body: "text" }, [undefined, undefined, undefined, undefined]],
  ])("%s", async (_what, init, types) => {
    const sent = await Promise.all(PROFILES.map((profile) => sentBy(PAGE, init, profile)));
    expect(sent.map((request) => valuesOf(request, "content-type").at(0))).toEqual(types);
  });

  it("needs permission for its quotes in Chromium, which keeps them, and in Firefox, which looks at what the author wrote", async () => {
    const init: XhrInit = { method: "POST", headers: { "Content-Type": 'text/plain;charset="x"' }, body: "text" };
    const sent = await Promise.all(PROFILES.map((profile) => sentBy(URL, init, profile)));
    expect(sent.map((request) => request?.method)).toEqual(["POST", "OPTIONS", "OPTIONS", "POST"]);
  });
});
