import { describe, expect, it } from "vitest";
import type { Exchange, WireEntry } from "../browser/exchange.ts";
import type { HeaderLine } from "../browser/wire.ts";
import { transcript } from "./transcript.ts";

const BASE = "https://api.test/v1/";

function get(path: string, parts: Partial<WireEntry> = {}, headers: readonly HeaderLine[] = []): WireEntry {
  const request = { method: "GET", url: new URL(path, BASE).href, headers };
  return { hop: 0, preflight: false, fromCache: false, request, ...parts };
}

function answer(status: number, ...headers: HeaderLine[]): Pick<WireEntry, "response"> {
  return { response: { status, statusText: "", headers } };
}

function shown(...wire: WireEntry[]): string {
  const exchange: Exchange = { verdict: "allowed", steps: [], wire };
  return transcript([exchange], BASE).join("\n");
}

describe("transcript", () => {
  it("shows the headers that decide, without secrets, and no others", () => {
    const sent: HeaderLine[] = [
      ["Accept", "*/*"],
      ["Origin", "https://app.example.com"],
      ["X-Api-Key", "12345"],
      ["Cookie", "session=abc"],
    ];
    const came = answer(
      200,
      ["Content-Type", "text/html"],
      ["Vary", "Origin"],
      ["access-control-allow-origin", "*"],
      ["Set-Cookie", "session=abc; Secure"],
    );
    expect(shown(get("/orders?page=2", came, sent))).toMatchInlineSnapshot(`
      "> GET /orders?page=2
      > Origin: https://app.example.com
      > Cookie: session=(hidden)
      < 200
      < Vary: Origin
      < access-control-allow-origin: *
      < Set-Cookie: session=(hidden); Secure"
    `);
  });

  it("says when nothing was sent, nothing came, or nothing in it is about CORS", () => {
    expect(shown()).toMatchInlineSnapshot(`"(nothing was sent)"`);
    expect(shown(get("/a"))).toMatchInlineSnapshot(`
      "> GET /a
      < (no answer)"
    `);
    expect(shown(get("/a", answer(204)))).toMatchInlineSnapshot(`
      "> GET /a
      < 204
      < (no header that is about CORS)"
    `);
  });

  it("tells a preflight that was not needed from one that was sent", () => {
    expect(shown(get("/a", { preflight: true, fromCache: true }))).toMatchInlineSnapshot(
      `"> GET /a (not sent: an earlier answer is still kept)"`,
    );
  });

  it("writes another origin's URL in full", () => {
    expect(shown(get("https://login.example/", answer(200)))).toContain("> GET https://login.example/\n");
    expect(shown(get("https://api.test.evil.example/", answer(200)))).toContain(
      "> GET https://api.test.evil.example/\n",
    );
  });

  it("leaves out the middle of a long chain of redirects", () => {
    const chain = Array.from({ length: 21 }, (_, hop) =>
      get(`/${hop}`, { hop, ...answer(302, ["Location", `/${hop + 1}`]) }),
    );
    const lines = shown(...chain).split("\n");
    expect(lines.filter((line) => line.startsWith("> "))).toHaveLength(8);
    expect(lines).toContain("… 13 more …");
    expect(shown(...chain.slice(0, 9)).match(/^> /gm)).toHaveLength(9);
  });

  it("has an end, whatever a server sends", () => {
    const flood = Array.from({ length: 500 }, (): HeaderLine => [
      "Access-Control-Allow-Origin",
      "\u001b".repeat(60_000),
    ]);
    const text = shown(get("/a", answer(200, ...flood)));
    expect(text).toContain("< (and 484 more lines)");
    expect(text.length).toBeLessThan(30_000);
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
