import { describe, expect, it } from "vitest";
import { Browser, CorsError, isCorsError, type FetchInit, type HeaderLine } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.net/orders";

/** What a page is told that asks a server with this `Access-Control-Allow-Origin`, or nobody when there is none. */
async function failure(allowed: string | undefined, url = API, init: FetchInit = {}): Promise<CorsError> {
  const browser = new Browser({
    transport: async ({ method }) => {
      if (allowed === undefined) throw new Error("Nobody is there.");
      const headers: HeaderLine[] = [["Access-Control-Allow-Origin", method === "OPTIONS" ? "*" : allowed]];
      if (method === "OPTIONS") headers.push(["Access-Control-Allow-Methods", "PUT"]);
      return { status: 200, statusText: "", headers, body: null };
    },
  });
  const error: unknown = await browser
    .page(APP)
    .fetch(url, init)
    .catch((caught: unknown) => caught);
  if (isCorsError(error)) return error;
  throw new Error(`This is no CorsError: ${String(error)}`);
}

describe("a CorsError", () => {
  it("repeats no more than 200 characters of what a server said, and hands on all", async () => {
    const said = `x${"y".repeat(299)}`;
    const { message, parameter } = await failure(said);
    expect(message).toBe(
      `InvalidAllowOriginValue "x${"y".repeat(199)}": Access-Control-Allow-Origin is no origin. (response of ${API})`,
    );
    expect(parameter).toBe(said);
  });

  it("names no URL where nothing was sent", async () => {
    const { message, phase, hop } = await failure("*", "http://api.example.net/");
    expect(message).not.toContain("(request of");
    expect([phase, hop]).toEqual(["request", 0]);
  });

  it("names what was asked last: the request, and not its preflight", async () => {
    const { message, exchange } = await failure("https://other.example", API, { method: "PUT" });
    expect(exchange.wire).toHaveLength(2);
    expect(message.endsWith(`(response of ${API})`)).toBe(true);
  });

  it("has the cause that a transport gave, and none otherwise", async () => {
    const { cause } = await failure(undefined);
    expect(cause).toMatchObject({ message: "Nobody is there." });
    expect(Object.hasOwn(await failure("https://other.example"), "cause")).toBe(false);
  });
});

describe("isCorsError", () => {
  it("knows one of another copy of the package, and nothing else", () => {
    const foreign = Object.assign(new TypeError("no"), { [Symbol.for("crossorigin.CorsError")]: true });
    expect(isCorsError(foreign)).toBe(true);
    expect(isCorsError(new TypeError("no"))).toBe(false);
    expect(isCorsError({ [Symbol.for("crossorigin.CorsError")]: true })).toBe(false);
    expect(isCorsError(Object.assign(new TypeError("no"), { [Symbol.for("crossorigin.CorsError")]: "yes" }))).toBe(
      false,
    );
  });
});
