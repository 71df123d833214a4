import { describe, expect, it } from "vitest";
import type { EmbedderPolicy } from "./client.ts";
import { Browser } from "./index.ts";

const PAGE = "https://app.example.com";
const OWN_SITE = "https://img.example.com/a.png";
const STRANGER = "https://stranger.example/a.png";

/** Why a page may not have a response with this header, without reading it; `undefined` when it may. */
async function refusal(
  page: string,
  url: string,
  policy: string | undefined,
  embedderPolicy: EmbedderPolicy = "unsafe-none",
): Promise<string | undefined> {
  const headers = policy === undefined ? [] : [["Cross-Origin-Resource-Policy", policy] as const];
  const browser = new Browser({ transport: async () => ({ status: 200, statusText: "OK", headers, body: null }) });
  const { code } = await browser.page(page, { embedderPolicy }).explain(url, { mode: "no-cors" });
  return code;
}

const NOT_OWN_ORIGIN = "ResourcePolicyNotSameOrigin";
const NOT_OWN_SITE = "ResourcePolicyNotSameSite";

describe("Cross-Origin-Resource-Policy", () => {
  it.each([
    ["same-origin", OWN_SITE, NOT_OWN_ORIGIN],
    ["same-origin", STRANGER, NOT_OWN_ORIGIN],
    ["same-site", OWN_SITE, undefined],
    ["same-site", STRANGER, NOT_OWN_SITE],
    ["cross-origin", STRANGER, undefined],
    [undefined, STRANGER, undefined],
  ])("%s, of %s", async (policy, url, code) => {
    expect(await refusal(PAGE, url, policy)).toBe(code);
  });

  it.each(["Same-Origin", "same-origin, same-origin", "nobody", ""])("%j counts as absent", async (policy) => {
    expect(await refusal(PAGE, STRANGER, policy)).toBeUndefined();
    expect(await refusal(PAGE, STRANGER, policy, "require-corp")).toBe(NOT_OWN_ORIGIN);
  });

  it.each<[EmbedderPolicy, string | undefined, string | undefined]>([
    ["require-corp", undefined, NOT_OWN_ORIGIN],
    ["require-corp", "cross-origin", undefined],
    ["credentialless", undefined, undefined],
    ["credentialless", "same-origin", NOT_OWN_ORIGIN],
  ])("on a page with the embedder policy %s: %s", async (embedderPolicy, policy, code) => {
    expect(await refusal(PAGE, STRANGER, policy, embedderPolicy)).toBe(code);
  });

  it.each([
    ["http://app.example.com", "http://img.example.com", undefined],
    ["http://app.example.com", "https://img.example.com", NOT_OWN_SITE],
    ["https://app.localhost", "http://img.app.localhost", undefined],
    ["null", "https://img.example.com", NOT_OWN_SITE],
  ])("same-site, of a page at %s and an answer from %s", async (page, url, code) => {
    expect(await refusal(page, url, "same-site")).toBe(code);
  });
});
