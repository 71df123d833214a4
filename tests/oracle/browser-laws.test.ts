import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Browser,
  PROFILES,
  type Exchange,
  type FetchInit,
  type HeaderLine,
  type ProfileName,
} from "../../src/browser/index.ts";
import { RUNS, turn } from "./runs.ts";

const ORIGIN = "https://app.example";
const API = "https://api.example";
// Each case is several exchanges.
const LAW = { numRuns: Math.ceil(RUNS.numRuns / 4) };

/** What a server answers: to a preflight, and to anything else. */
interface Answers {
  readonly preflight: readonly HeaderLine[];
  readonly actual: readonly HeaderLine[];
}

const list = (...members: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...members), { maxLength: 4 }).map((chosen) => chosen.join(", "));
const line = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<HeaderLine[]> =>
  fc.option(value.map((text): HeaderLine => [name, text])).map((one) => (one === null ? [] : [one]));
const headerNames = list("x-a", "X-B", "authorization", "content-type", "*", "x c", "");
const lines = fc
  .tuple(
    line(
      "Access-Control-Allow-Origin",
      fc.oneof({ weight: 6, arbitrary: fc.constant(ORIGIN) }, fc.constantFrom("*", "*", "null", `${ORIGIN}/`, "")),
    ),
    line("Access-Control-Allow-Credentials", fc.constantFrom("true", "true", "True", "")),
    line("Access-Control-Allow-Methods", list("PUT", "DELETE", "patch", "GET", "*", "P T", "")),
    line("Access-Control-Allow-Headers", headerNames),
    line("Access-Control-Max-Age", fc.constantFrom("0", "5", "60", "-1", "soon", "")),
    line("Access-Control-Expose-Headers", headerNames),
    line("X-A", fc.constant("1")),
    line("Content-Type", fc.constant("text/plain")),
  )
  .map((all) => all.flat());
const answers: fc.Arbitrary<Answers> = fc.record({ preflight: lines, actual: lines });
const init: fc.Arbitrary<FetchInit> = fc.record({
  method: fc.constantFrom("GET", "PUT", "DELETE", "patch", "POST", "HEAD"),
  headers: fc
    .uniqueArray(fc.constantFrom("X-A", "x-b", "Authorization", "Content-Type"), { maxLength: 3 })
    .map((names) => names.map((name) => [name, "v"] as const)),
  credentials: fc.constantFrom("omit", "include"),
});
const profile = fc.constantFrom(...PROFILES);

/** A browser whose every request gets these answers, and a clock to turn. */
function browse(profileName: ProfileName, { preflight, actual }: Answers, clock = { now: 0 }): Browser {
  return new Browser({
    profile: profileName,
    now: () => clock.now,
    transport: async ({ method }) => ({
      status: 200,
      statusText: "",
      headers: method === "OPTIONS" ? preflight : actual,
      body: null,
    }),
  });
}

function explain(profileName: ProfileName, given: Answers, asked: FetchInit): Promise<Exchange> {
  return browse(profileName, given).page(ORIGIN).explain(API, asked);
}

/** What a page, and somebody who reads the reason, can tell of an exchange. */
function told({ verdict, code, phase, parameter, response, wire }: Exchange): unknown {
  const headers = response === undefined ? undefined : [...response.headers];
  return { verdict, code, phase, parameter, headers, asked: wire.map(({ request }) => request) };
}

const LISTS = ["access-control-allow-methods", "access-control-allow-headers", "access-control-expose-headers"];

describe("a browser", () => {
  it("does not mind the order and the letters' case of header names", async () => {
    const shuffled = lines.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.boolean()),
    );
    await fc.assert(
      fc
        .asyncProperty(profile, shuffled, shuffled, init, async (name, preflight, actual, asked) => {
          const other = ([, mixed, upper]: typeof preflight): HeaderLine[] =>
            mixed.map(([key, value]) => [upper ? key.toUpperCase() : key.toLowerCase(), value]);
          const first = await explain(name, { preflight: preflight[0], actual: actual[0] }, asked);
          const second = await explain(name, { preflight: other(preflight), actual: other(actual) }, asked);
          expect(told(second)).toEqual(told(first));
        })
        .beforeEach(turn),
      LAW,
    );
  });

  it("reads a list over two lines as over one", async () => {
    const split = (all: readonly HeaderLine[]): HeaderLine[] =>
      all.flatMap(([name, value]) => {
        if (!LISTS.includes(name.toLowerCase())) return [[name, value]];
        const [first = "", ...rest] = value.split(",");
        return [
          [name, first],
          ["X-Between", "1"],
          [name, rest.join(",")],
        ];
      });
    await fc.assert(
      fc
        .asyncProperty(profile, answers, init, async (name, given, asked) => {
          const whole = await explain(name, given, asked);
          const parts = await explain(name, { preflight: split(given.preflight), actual: split(given.actual) }, asked);
          const { verdict, code, phase, parameter } = whole;
          expect(parts).toMatchObject({ verdict, ...(code === undefined ? {} : { code, phase }) });
          expect(parts.parameter).toBe(parameter);
        })
        .beforeEach(turn),
      LAW,
    );
  });

  it("never asks more often because an answer may be kept for longer", async () => {
    const waits = fc.array(fc.tuple(init, fc.constantFrom(0, 1000, 5000, 30_000, 600_000)), {
      minLength: 2,
      maxLength: 5,
    });
    const times = fc.tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 100_000 }));
    await fc.assert(
      fc
        .asyncProperty(profile, answers, waits, times, async (name, given, requests, [one, other]) => {
          const without = given.preflight.filter(([key]) => key !== "Access-Control-Max-Age");
          const count = async (maxAge: number): Promise<number> => {
            const clock = { now: 0 };
            const preflight: HeaderLine[] = [...without, ["Access-Control-Max-Age", String(maxAge)]];
            const page = browse(name, { ...given, preflight }, clock).page(ORIGIN);
            let asked = 0;
            for (const [request, wait] of requests) {
              // One request after the other, as the clock says.
              // oxlint-disable-next-line no-await-in-loop
              const { wire } = await page.explain(API, request);
              asked += wire.filter(({ preflight: asks, fromCache }) => asks && !fromCache).length;
              clock.now += wait;
            }
            return asked;
          };
          expect(await count(Math.max(one, other))).toBeLessThanOrEqual(await count(Math.min(one, other)));
        })
        .beforeEach(turn),
      LAW,
    );
  });

  it("never refuses because a server allows more", async () => {
    const more = fc.constantFrom<HeaderLine>(
      ["Access-Control-Allow-Methods", "PUT, DELETE, patch"],
      ["Access-Control-Allow-Headers", "x-a, x-b, authorization, content-type"],
      ["Access-Control-Expose-Headers", "x-a, x-b"],
      ["X-Anything", "else"],
    );
    await fc.assert(
      fc
        .asyncProperty(profile, answers, init, more, async (name, given, asked, permission) => {
          const before = await explain(name, given, asked);
          fc.pre(before.verdict === "allowed");
          const wider = { preflight: [...given.preflight, permission], actual: [...given.actual, permission] };
          expect(await explain(name, wider, asked)).toMatchObject({ verdict: "allowed" });
        })
        .beforeEach(turn),
      LAW,
    );
  });
});
