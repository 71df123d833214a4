import { describe, expect, it } from "vitest";
import { expectAllowed } from "./expect-allowed.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";

/** The hint of the message when a request fails on an answer of this status without CORS; `undefined` when there is none. */
async function hintAt(status: number, method: string): Promise<string | undefined> {
  const app = (): Response => new Response(null, { status, headers: status < 400 ? { Location: "/login" } : {} });
  const error: unknown = await expectAllowed(pageOn(PAGE, app), "/orders", { method, redirect: "error" }).catch(
    (caught: unknown) => caught,
  );
  return error instanceof Error ? /^Hint: (.*)$/m.exec(error.message)?.[1] : undefined;
}

const LOGIN = /^A preflight never carries a login/;
const REFUSED = /^The server refused/;
const NOBODY = /^Nobody answers OPTIONS/;
const FAILED = /^The server failed at the preflight/;
const REDIRECTS = /^Something redirects the preflight/;
const NO_PART = /^Either CORS has no part in this answer/;

describe("the hint at a preflight", () => {
  it.each([
    [200, NO_PART],
    [299, NO_PART],
    [300, REDIRECTS],
    [307, REDIRECTS],
    [399, REDIRECTS],
    [400, NO_PART],
    [401, LOGIN],
    [402, NO_PART],
    [403, REFUSED],
    [404, NOBODY],
    [405, NOBODY],
    [406, NO_PART],
    [407, LOGIN],
    [499, NO_PART],
    [500, FAILED],
    [599, FAILED],
  ])("with the status %d says what to look at", async (status, hint) => {
    expect(await hintAt(status, "PUT")).toMatch(hint);
  });
});

describe("the hint at an answer without the header", () => {
  it.each([
    [200, `Either CORS has no part in this answer, or its policy does not name ${PAGE}.`],
    [399, `Either CORS has no part in this answer, or its policy does not name ${PAGE}.`],
    [400, "The answer is a 400. Errors need the headers as well: put CORS around what makes them."],
    [500, "The answer is a 500. Errors need the headers as well: put CORS around what makes them."],
  ])("with the status %d says whose it is", async (status, hint) => {
    expect(await hintAt(status, "GET")).toBe(hint);
  });
});
