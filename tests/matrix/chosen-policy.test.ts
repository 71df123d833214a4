import { connect } from "node:net";
import { describe, expect, it, vi } from "vitest";
import type { CorsEvent, PolicyOf } from "../../src/adapters/node.ts";
import { livePolicy } from "../../src/index.ts";
import { ADAPTERS, OTHER_SERVERS, pathOf } from "./adapters.ts";
import { whileServed } from "./ask.ts";
import { accessControlLines, varyMembers } from "./describe-matrix.ts";
import { NAMED, NARROW, OTHER, PAGE } from "./policies.ts";
import { FROM_PAGE, preflight, VARY_PREFLIGHT } from "./rows/expectations.ts";

const GRANT = `access-control-allow-origin: ${PAGE}`;
const PREFLIGHT = preflight("PUT").headers;
const LOWER_CASE_VARY = VARY_PREFLIGHT.map((name) => name.toLowerCase()).sort();

/** What settles the promises of those that are too late: when their requests are answered. */
const late: (() => void)[] = [];

/** What a function can do wrong, and what the event then says. */
const FAILURES: readonly (readonly [what: string, policyOf: PolicyOf<unknown>, said: RegExp])[] = [
  ["throws", () => fail(), /at hand/],
  ["throws what is no error", () => throwAnything("just words"), /just words/],
  ["rejects", async () => fail(), /at hand/],
  [
    "rejects later",
    () => new Promise((_resolve, reject) => setTimeout(reject, 5, new Error("not at hand"))),
    /at hand/,
  ],
  ["never answers", () => new Promise(() => {}), /within 40 ms/],
  ["answers too late", () => new Promise((resolve) => late.push(() => resolve(NAMED))), /within 40 ms/],
  ["rejects too late", () => new Promise((_resolve, reject) => late.push(() => reject(new Error()))), /within 40 ms/],
  ["returns null", () => nonsense(null), /no policy/],
  ["returns true", () => nonsense(true), /no policy/],
  ["returns options", () => nonsense({ origins: [PAGE] }), /no policy/],
  ["returns a live policy", () => nonsense(livePolicy(NAMED)), /no policy/],
  ["returns a promise of nonsense", async () => nonsense(1), /no policy/],
  ["returns what fails to be looked at", () => nonsense(thatThrows()), /looked at/],
  ["returns a policy that throws", () => ({ ...NAMED, decide: () => fail() }), /at hand/],
];

function fail(): never {
  throw new Error("not at hand");
}

function throwAnything(value: unknown): never {
  throw value;
}

/** Plain JavaScript returns what it likes. */
function nonsense(value: unknown): never {
  return value as never;
}

function thatThrows(): object {
  return new Proxy(
    {},
    {
      get() {
        throw new Error("It does not like to be looked at.");
      },
      has: () => true,
    },
  );
}

describe.each([...ADAPTERS, ...OTHER_SERVERS])("a function that chooses a policy, by $name", (adapter) => {
  it.each(FAILURES)(
    "that %s: nothing is granted, the event says why, and the server goes on",
    async (_, policyOf, said) => {
      const events: CorsEvent[] = [];
      let failing = true;
      const policy: PolicyOf<unknown> = (request) => (failing ? policyOf(request) : NAMED);
      const hooks = { timeout: 40, onEvent: (event: CorsEvent) => void events.push(event) };
      await whileServed(adapter, [{ policy, hooks }], async (ask) => {
        const actual = await ask("/any/own-grant", FROM_PAGE);
        expect([actual.status, accessControlLines(actual), varyMembers(actual)]).toEqual([200, [], ["origin"]]);
        const refused = await ask("/any/ok", PREFLIGHT, "OPTIONS");
        expect([refused.status, accessControlLines(refused), varyMembers(refused), refused.body]).toEqual([
          403,
          [],
          LOWER_CASE_VARY,
          "",
        ]);
        for (const settle of late.splice(0)) settle();
        failing = false;
        expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).toContain(GRANT);
      });
      const failures = events.filter((event) => event.type === "policy-failed");
      expect(failures.map(({ decision }) => decision?.kind)).toEqual(["actual", "preflight"]);
      const refusals = [{ code: "PolicyFailed", parameter: PAGE }];
      expect(failures.map(({ decision }) => decision?.refusals)).toEqual([refusals, refusals]);
      expect(failures.map(({ error }) => String(error))).toEqual([
        expect.stringMatching(said),
        expect.stringMatching(said),
      ]);
      expect(failures.map(({ request }) => pathOf(request))).toEqual(["/any/own-grant", "/any/ok"]);
    },
  );

  it("is asked for every request, also for the preflight of a route that is not there", async () => {
    const asked: string[] = [];
    const policy: PolicyOf<unknown> = (request) => {
      asked.push(pathOf(request));
      return NAMED;
    };
    await whileServed(adapter, [{ policy }], async (ask) => {
      expect((await ask("/no/such/route", PREFLIGHT, "OPTIONS")).status).toBe(204);
      await ask("/any/ok");
    });
    expect(asked).toEqual(["/no/such/route", "/any/ok"]);
  });

  it("may give one promise to all: they all have its policy, and one that never settles is listened to once", async () => {
    let settle: (policy: typeof NAMED) => void = () => {};
    const shared = new Promise<typeof NAMED>((resolve) => {
      settle = resolve;
    });
    const listened = vi.spyOn(shared, "then");
    await whileServed(adapter, [{ policy: () => shared, hooks: { timeout: 1 } }], async (ask) => {
      for (let request = 0; request < 3; request += 1) {
        expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).toEqual([]);
      }
    });
    expect(listened).toHaveBeenCalledTimes(1);
    let waiting = 0;
    const policy = (): typeof shared => {
      waiting += 1;
      if (waiting === 3) settle(NAMED);
      return shared;
    };
    await whileServed(adapter, [{ policy, hooks: { timeout: 60_000 } }], async (ask) => {
      const asked = Array.from({ length: 3 }, () => ask("/any/ok", FROM_PAGE));
      for (const response of await Promise.all(asked)) expect(accessControlLines(response)).toContain(GRANT);
      expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).toContain(GRANT);
    });
  });

  it("sets no timer for an answer that is there already", async () => {
    const timers = vi.spyOn(globalThis, "setTimeout");
    const said = 987_654;
    try {
      for (const policy of [() => NAMED, async () => NAMED, () => Promise.resolve(NAMED)]) {
        await whileServed(adapter, [{ policy, hooks: { timeout: said } }], async (ask) => {
          expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).toContain(GRANT);
        });
      }
      expect(timers.mock.calls.filter(([, milliseconds]) => milliseconds === said)).toEqual([]);
    } finally {
      timers.mockRestore();
    }
  });
});

describe.each(ADAPTERS)("a function that takes its time, by $name", (adapter) => {
  it("may still look for a policy when the client has gone, and the server goes on", async () => {
    const answers: Promise<typeof NAMED>[] = [];
    const policy = (): Promise<typeof NAMED> => {
      const answer = new Promise<typeof NAMED>((resolve) => setTimeout(resolve, 40, NAMED));
      answers.push(answer);
      return answer;
    };
    const server = await adapter.serve([{ policy }]);
    try {
      for (const method of ["GET", "OPTIONS"]) {
        const lines = [`${method} /any/ok HTTP/1.1`, "Host: localhost", `Origin: ${PAGE}`];
        const client = connect(server.port, "127.0.0.1");
        client.write([...lines, "Access-Control-Request-Method: PUT", "", ""].join("\r\n"));
        const before = answers.length;
        await vi.waitFor(() => expect(answers.length).toBeGreaterThan(before), 10_000);
        client.resetAndDestroy();
      }
      await Promise.all(answers);
      // An error of ours would be nobody's to catch: it would fail this test.
      const request = { method: "GET", path: "/any/ok", headers: FROM_PAGE, version: "1.1" } as const;
      const response = (await adapter.wire(server.port, { ...request, body: "", breaks: false })).at(-1);
      expect(accessControlLines(response ?? fail())).toContain(GRANT);
    } finally {
      await server.close();
    }
  });
});

describe.each(ADAPTERS)("a live policy, by $name", (adapter) => {
  it("is replaced under load: every answer is that of one of the two, and after it only of the new one", async () => {
    const live = livePolicy(NAMED);
    await whileServed(adapter, [{ policy: live }], async (ask) => {
      const granted = async (): Promise<string | undefined> =>
        accessControlLines(await ask("/any/later", [["Origin", OTHER]])).join(" ");
      const both = [await granted()];
      live.replace(NARROW);
      both.push(await granted());
      expect(new Set(both).size).toBe(2);

      live.replace(NAMED);
      const before = Array.from({ length: 40 }, granted);
      await before[0];
      live.replace(NARROW);
      const after = Array.from({ length: 10 }, granted);
      expect((await Promise.all(before)).every((lines) => both.includes(lines))).toBe(true);
      expect(new Set(await Promise.all(after))).toEqual(new Set([both[1]]));
    });
  });
});
