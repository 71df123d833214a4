import { describe, expect, it } from "vitest";
import { corsMatchers } from "./matchers.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";

function app(request: Request): Response {
  if (request.headers.get("origin") !== PAGE) return new Response("");
  return new Response(null, {
    headers: {
      "Access-Control-Allow-Origin": PAGE,
      "Access-Control-Allow-Methods": "PUT",
      "Access-Control-Expose-Headers": "X-Total-Count",
      "X-Total-Count": "42",
      "X-Internal": "1",
    },
  });
}

const own = pageOn(PAGE, app);
const stranger = pageOn(STRANGER, app);
const lost = pageOn(PAGE, "http://127.0.0.1:1024");

/** What a matcher says, with and without `.not`. */
async function ask<Name extends keyof typeof corsMatchers>(
  name: Name,
  isNot: boolean,
  ...args: Parameters<(typeof corsMatchers)[Name]>
): Promise<string> {
  const matcher = corsMatchers[name] as (...args: unknown[]) => ReturnType<(typeof corsMatchers)[Name]>;
  const result = await matcher.apply({ isNot }, args);
  return result.pass === isNot ? (result.message().split("\n", 1)[0] ?? "") : "holds";
}

const HOLDS = "holds";
const PUT = ["/", { method: "PUT" }] as const;

describe("corsMatchers", () => {
  it.each([
    ["toReach", false, [own, "/"], HOLDS],
    [
      "toReach",
      false,
      [stranger, "/"],
      "A page on https://evil.example cannot GET https://api.test/: MissingAllowOriginHeader.",
    ],
    [
      "toReach",
      false,
      [lost, "/"],
      "A page on https://app.example.com gets no answer to GET http://127.0.0.1:1024/: ConnectionRefused.",
    ],
    ["toReach", true, [stranger, "/", { credentials: "include" }], HOLDS],
    [
      "toReach",
      true,
      [own, "/"],
      "A page on https://app.example.com can GET https://api.test/, which was expected to be blocked.",
    ],
    [
      "toReach",
      true,
      [lost, "/"],
      "No browser has blocked GET http://127.0.0.1:1024/, as no answer came: ConnectionRefused.",
    ],
    ["toReadHeaders", false, [own, "/", {}, ["X-Total-Count"]], HOLDS],
    [
      "toReadHeaders",
      false,
      [own, "/", {}, ["X-Internal"]],
      "A page on https://app.example.com cannot read X-Internal in the answer to GET https://api.test/.",
    ],
    ["toReadHeaders", true, [own, "/", {}, ["X-Internal"]], HOLDS],
    [
      "toReadHeaders",
      true,
      [own, "/", {}, ["X-Internal", "X-Total-Count"]],
      "A page on https://app.example.com can read X-Total-Count in the answer to GET https://api.test/, which was not expected.",
    ],
    ["toReadHeaders", true, [stranger, "/", {}, ["X-Total-Count"]], HOLDS],
    [
      "toReadHeaders",
      true,
      [lost, "/", {}, ["X-Total-Count"]],
      "A page on https://app.example.com gets no answer to GET http://127.0.0.1:1024/: ConnectionRefused.",
    ],
    ["toNeedPreflights", false, [own, [["/a"], "/b"], { atMost: 0 }], HOLDS],
    [
      "toNeedPreflights",
      false,
      [pageOn(PAGE, app), [PUT], { atMost: 0 }],
      "A page on https://app.example.com needs 1 preflight for PUT https://api.test/; at most 0 were expected.",
    ],
    ["toNeedPreflights", true, [pageOn(PAGE, app), [PUT], { atMost: 0 }], HOLDS],
    [
      "toNeedPreflights",
      true,
      [own, ["/"], { atMost: 0 }],
      "A page on https://app.example.com needs no preflights for GET https://api.test/; more than 0 were expected.",
    ],
    [
      "toNeedPreflights",
      true,
      [stranger, ["/"], { atMost: 0 }],
      "A page on https://evil.example cannot GET https://api.test/: MissingAllowOriginHeader.",
    ],
  ] as const)("%s, negated: %s (%#)", async (name, isNot, args, outcome) => {
    expect(await ask(name, isNot, ...(args as unknown as Parameters<(typeof corsMatchers)[typeof name]>))).toBe(
      outcome,
    );
  });

  it("refuse what is no page, and what they cannot compare", async () => {
    await expect(ask("toReach", false, PAGE, "/")).rejects.toThrow(
      'toReach is about a page: expect(pageOn("https://app.example.com", app)).',
    );
    await expect(ask("toReadHeaders", true, own, "/", {}, [])).rejects.toThrow(TypeError);
    await expect(ask("toNeedPreflights", true, own, ["/"], {} as never)).rejects.toThrow(TypeError);
  });

  it("extend expect", async () => {
    const extended = expect as unknown as (
      page: unknown,
    ) => Record<"toReach", (url: string) => Promise<void>> & { not: Record<"toReach", (url: string) => Promise<void>> };
    expect.extend(corsMatchers);
    await extended(own).toReach("/");
    await extended(stranger).not.toReach("/");
    await expect(extended(stranger).toReach("/")).rejects.toThrow("cannot GET https://api.test/");
  });
});
