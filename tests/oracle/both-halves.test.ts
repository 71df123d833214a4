import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cors } from "../../src/adapters/fetch.ts";
import { Browser, PROFILES, type ProfileName } from "../../src/browser/index.ts";
import { definePolicy, type Decision, type Policy } from "../../src/index.ts";
import { handler } from "../../src/transport/index.ts";
import { soundOptions } from "./exchanges.ts";
import type { PlainOptions } from "./naive-policy.ts";
import { originNear } from "./origins.ts";
import { runs, turn } from "./runs.ts";

const LAW = runs(10_000);
const API = "https://api.elsewhere.example/orders/1";

/** A request of a page; its origin is one that the policy names, or nearly. */
interface Asked {
  readonly options: PlainOptions;
  readonly profile: ProfileName;
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly credentials: "omit" | "same-origin" | "include";
  readonly uploads: boolean;
}

const method = fc.constantFrom(
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "put",
  "DELETE",
  "PATCH",
  "patch",
  "OPTIONS",
  "PROPFIND",
  "*",
);
const header = fc.constantFrom<readonly [string, string]>(
  ["Accept", "application/json"],
  ["Authorization", "Bearer abc"],
  ["Content-Language", "de"],
  ["Content-Type", "application/json"],
  ["Content-Type", "text/plain"],
  ["X-A", "1"],
  ["x-b", "2"],
  ["X-Key", "3"],
  ["X-Long", "y".repeat(200)],
  ["*", "4"],
);

const asked: fc.Arbitrary<Asked> = fc
  .record({
    options: soundOptions,
    near: originNear,
    profile: fc.constantFrom(...PROFILES),
    stranger: fc.constantFrom("https://stranger.example", "null", "http://localhost:3000", "capacitor://localhost"),
    aimed: fc.nat({ max: 4 }).map((roll) => roll > 0),
    method,
    headers: fc.uniqueArray(header, { maxLength: 4, selector: ([name]) => name.toLowerCase() }),
    credentials: fc.constantFrom("omit", "same-origin", "include"),
    uploads: fc.boolean(),
  })
  .map(({ near, stranger, aimed, credentials, ...rest }) => ({
    ...rest,
    origin: aimed && rest.options.origins !== "*" ? near(rest.options.origins) : stranger,
    // What a policy without credentials answers to a request with them is not what this law is about.
    credentials: credentials === "include" && rest.options.credentials !== true ? "omit" : credentials,
  }));

/** The decisions that one exchange met, and whether the page may read its answer. */
async function exchange(policy: Policy, { profile, origin, ...init }: Asked): Promise<[boolean, Decision[]]> {
  const decisions: Decision[] = [];
  const answer = cors(policy, { onEvent: (event) => event.type === "decision" && decisions.push(event.decision) })(
    () => new Response("fine"),
  );
  const page = new Browser({ profile, transport: handler(answer), now: () => 0 }).page(origin);
  const { verdict } = await page.explainXhr(API, {
    ...init,
    withCredentials: init.credentials === "include",
    uploadListeners: init.uploads,
  });
  return [verdict === "allowed", decisions];
}

/** Whether a page can have this origin, spelled like this. */
function isPageOrigin(text: string): boolean {
  if (text === "null") return true;
  return URL.canParse(text) && new Browser({ transport: handler(() => new Response()) }).page(text).origin === text;
}

/**
 * By its letter, the standard takes an answer without Access-Control-Allow-Methods for permission of whatever method was
 * asked when something listens to the upload. A policy that names no methods sends no such header.
 */
function isLetThroughByTheStandard({ uploads, options, method }: Asked): boolean {
  return uploads && (options.methods ?? []).length === 0 && !["GET", "HEAD", "POST"].includes(method);
}

describe("a policy and a browser", () => {
  it("agree: the page reads the answer if and only if every decision for it was allowed", async () => {
    let allowed = 0;
    let refused = 0;
    await fc.assert(
      fc
        .asyncProperty(asked, async (one) => {
          fc.pre(isPageOrigin(one.origin) && !isLetThroughByTheStandard(one));
          const [readable, decisions] = await exchange(definePolicy(one.options), one);
          expect(decisions.length).toBeGreaterThan(0);
          expect(readable).toBe(decisions.every((decision) => decision.allowed));
          if (readable) allowed += 1;
          else refused += 1;
        })
        .beforeEach(turn),
      LAW,
    );
    // Both ways were tried, not one of them alone.
    expect(Math.min(allowed, refused)).toBeGreaterThan(LAW.numRuns / 10);
  });
});
