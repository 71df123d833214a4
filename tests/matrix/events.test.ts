import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, it, vi } from "vitest";
import type { CorsEvent, CorsHooks, PolicyChoice } from "../../src/adapters/node.ts";
import { definePolicy, livePolicy, type OriginSource, type Policy } from "../../src/index.ts";
import { ADAPTERS, OTHER_SERVERS, pathOf } from "./adapters.ts";
import { whileServed } from "./ask.ts";
import { accessControlLines } from "./describe-matrix.ts";
import { NAMED, NARROW, PAGE, PUBLIC, STRANGER } from "./policies.ts";
import { FROM_OTHER, FROM_PAGE, FROM_STRANGER, preflight } from "./rows/expectations.ts";

/** Hooks that keep what they are told. */
function listening(more: Partial<CorsHooks> = {}): { readonly events: CorsEvent[]; readonly hooks: CorsHooks } {
  const events: CorsEvent[] = [];
  return { events, hooks: { ...more, onEvent: (event) => void events.push(event) } };
}

describe.each([...ADAPTERS, ...OTHER_SERVERS])("events, by $name", (adapter) => {
  it("tell every decision, with the framework's own request", async () => {
    const { events, hooks } = listening();
    await whileServed(adapter, [{ policy: NAMED, hooks }], async (ask) => {
      await ask("/any/ok");
      await ask("/any/ok", FROM_STRANGER);
      await ask("/other/ok", preflight("PUT").headers, "OPTIONS");
    });
    expect(events.map(({ type }) => type)).toEqual(["decision", "decision", "decision"]);
    expect(events.map(({ decision }) => [decision?.kind, decision?.allowed])).toEqual([
      ["not-cors", true],
      ["actual", false],
      ["preflight", true],
    ]);
    expect(events.map(({ decision }) => decision?.refusals[0]?.parameter)).toEqual([undefined, STRANGER, undefined]);
    expect(events.map(({ request }) => pathOf(request))).toEqual(["/any/ok", "/any/ok", "/other/ok"]);
  });

  it("say whether page and server share an origin", async () => {
    const { events, hooks } = listening();
    const site = (value: string): readonly [string, string] => ["Sec-Fetch-Site", value];
    await whileServed(adapter, [{ policy: NAMED, hooks }], async (ask) => {
      await ask("/any/ok", [["Origin", "http://localhost"]], "POST");
      await ask("/any/ok", FROM_STRANGER);
      await ask("/any/ok", [...FROM_STRANGER, site("same-origin")]);
      await ask("/any/ok", [["Origin", "http://localhost"], site("cross-site")]);
      await ask("/any/ok", [["Origin", "null"]]);
      await ask("/any/ok", [site("same-origin")]);
    });
    expect(events.map(({ sameOrigin }) => sameOrigin)).toEqual([true, false, true, false, false, undefined]);
  });

  it("name every header that was replaced or removed", async () => {
    const { events, hooks } = listening();
    await whileServed(adapter, [{ policy: NAMED, hooks }], async (ask) => {
      await ask("/any/own-grant", FROM_STRANGER);
      await ask("/any/own-grant", FROM_PAGE);
    });
    const replaced = events.flatMap((event) => (event.type === "replaced-header" ? [event] : []));
    const [toStranger, toPage] = [replaced.slice(0, 3), replaced.slice(3)];
    expect(toStranger.map(({ name }) => name).sort()).toEqual([
      "access-control-allow-credentials",
      "access-control-allow-origin",
      "access-control-allow-private-network",
    ]);
    // What says the same as the policy is none.
    expect(toPage.map(({ name }) => name).sort()).toEqual([
      "access-control-allow-origin",
      "access-control-allow-private-network",
    ]);
    expect(toPage.every(({ decision, request }) => decision.allowed && pathOf(request) === "/any/own-grant")).toBe(
      true,
    );
  });

  it("tell of two policies on one request, but not of the same one twice", async () => {
    const [outer, inner] = [listening(), listening()];
    const layers = [
      { policy: PUBLIC, hooks: outer.hooks },
      { policy: NAMED, hooks: inner.hooks },
    ];
    await whileServed(adapter, layers, async (ask) => {
      await ask("/any/ok", FROM_STRANGER);
      await ask("/any/ok", preflight("PUT").headers, "OPTIONS");
    });
    expect(outer.events.map(({ type }) => type)).toEqual(["decision", "decision"]);
    expect(inner.events.map(({ type }) => type)).toEqual(["decision", "two-policies"]);
    expect(inner.events[1]?.decision?.allowed).toBe(false);

    const third = listening();
    const three = [{ policy: PUBLIC }, { policy: NAMED }, { policy: NAMED, hooks: third.hooks }];
    await whileServed(adapter, three, async (ask) => void (await ask("/any/ok", FROM_STRANGER)));
    expect(third.events.map(({ type }) => type)).toEqual(["decision"]);

    const twice = listening();
    const same = { policy: NAMED, hooks: twice.hooks };
    await whileServed(adapter, [same, same], async (ask) => void (await ask("/any/own-vary", FROM_PAGE)));
    expect(twice.events.map(({ type }) => type)).toEqual(["decision", "decision"]);
  });

  it("carry what a shadow would have said, and nothing more", async () => {
    const live = livePolicy(NARROW);
    const { events, hooks } = listening({ shadow: live });
    await whileServed(adapter, [{ policy: NAMED, hooks }], async (ask) => {
      expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).toContain(`access-control-allow-origin: ${PAGE}`);
      await ask("/any/ok", FROM_OTHER);
      live.replace(PUBLIC);
      expect(accessControlLines(await ask("/any/ok", FROM_STRANGER))).toEqual([]);
    });
    const shadows = events.map((event) => (event.type === "decision" ? event.shadow?.allowed : undefined));
    expect(shadows).toEqual([false, true, true]);
  });

  it("break nothing when whoever listens throws or rejects, which is told once", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const listeners = [
      () => {
        throw new Error("the log is full");
      },
      async () => Promise.reject(new Error("the log is full")),
    ];
    try {
      for (const onEvent of listeners) {
        warned.mockClear();
        await whileServed(adapter, [{ policy: NAMED, hooks: { onEvent } }], async (ask) => {
          for (const path of ["/any/ok", "/any/own-grant"]) {
            expect(accessControlLines(await ask(path, FROM_PAGE))).toContain(`access-control-allow-origin: ${PAGE}`);
          }
        });
        expect(warned.mock.calls.map(([text]) => text)).toEqual([expect.stringContaining("the log is full")]);
      }
    } finally {
      warned.mockRestore();
    }
  });

  it("go to the channel too, for as long as somebody subscribes", async () => {
    const { events, hooks } = listening();
    const heard: unknown[] = [];
    const onMessage = (message: unknown): void => void heard.push(message);
    await whileServed(adapter, [{ policy: NAMED, hooks }, { policy: NARROW }], async (ask) => {
      await ask("/any/ok", FROM_OTHER);
      subscribe("crossorigin:decision", onMessage);
      await ask("/any/own-grant", FROM_PAGE);
      unsubscribe("crossorigin:decision", onMessage);
      await ask("/any/ok", FROM_OTHER);
    });
    expect(events).toHaveLength(3);
    expect(heard[0]).toBe(events[1]);
    expect(heard.map((event) => (event as CorsEvent).type)).toEqual([
      "decision",
      "decision",
      "two-policies",
      "replaced-header",
      "replaced-header",
      "replaced-header",
    ]);
  });

  it("name a refusal also where there was no policy, as the channel tells it", async () => {
    const heard: CorsEvent[] = [];
    const onMessage = (message: unknown): void => void heard.push(message as CorsEvent);
    const policy = async (): Promise<Policy> => Promise.reject(new Error("not at hand"));
    subscribe("crossorigin:decision", onMessage);
    await whileServed(adapter, [{ policy }], async (ask) => {
      await ask("/any/own-grant", FROM_PAGE);
      await ask("/any/ok");
    });
    unsubscribe("crossorigin:decision", onMessage);
    expect(heard.map(({ type }) => type)).toEqual([
      "policy-failed",
      ...Array(3).fill("replaced-header"),
      "policy-failed",
    ]);
    const refusals = heard.map(({ decision }) => decision?.refusals.map(({ code, parameter }) => [code, parameter]));
    expect(refusals).toEqual([...Array.from({ length: 4 }, () => [["PolicyFailed", PAGE]]), []]);
  });
});

/** Ways to choose a policy; the function takes turns with another one. */
const CHOICES: readonly (readonly [how: string, choose: (policy: Policy) => PolicyChoice<unknown>])[] = [
  ["a policy", (policy) => policy],
  ["a live policy", (policy) => livePolicy(policy)],
  [
    "a function",
    (policy) => {
      let asked = 0;
      return () => (asked++ % 2 === 0 ? policy : NAMED);
    },
  ],
];

describe("events of a source of origins", () => {
  it.each(CHOICES)("tell once that it failed, outside of any request, by %s", async (_how, choose) => {
    const [adapter] = ADAPTERS;
    if (adapter === undefined) throw new Error("There is no adapter.");
    const listeners = new Set<Parameters<OriginSource["subscribe"]>[0]>();
    const source: OriginSource = {
      current: () => [PAGE],
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const { events, hooks } = listening();
    const policy = choose(definePolicy({ origins: source }));
    await whileServed(adapter, [{ policy, hooks }], async (ask) => {
      for (let times = 0; times < 3; times += 1) await ask("/any/ok", FROM_PAGE);
      for (const onChange of listeners) onChange({ added: ["not an origin"], removed: [PAGE] });
      expect(accessControlLines(await ask("/any/ok", FROM_PAGE))).not.toEqual([]);
    });
    const failures = events.flatMap((event) => (event.type === "policy-failed" ? [event] : []));
    expect(failures).toEqual([{ type: "policy-failed", request: undefined, error: expect.any(Error) }]);
  });
});
