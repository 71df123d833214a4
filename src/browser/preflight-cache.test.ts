import { describe, expect, it } from "vitest";
import { Browser, PROFILES, type HeaderLine, type Page, type ProfileName, type WireRequest } from "./index.ts";

const ORIGIN = "http://localhost:9101";
const X = "http://localhost:9102/a";
const Y = "http://127.0.0.1:9103/b";
const BLOCKED = "http://localhost:25/";

/** What a preflight is answered with: the lists, and how long they hold. */
interface Answer {
  readonly methods?: string;
  readonly headers?: string;
  readonly maxAge?: string | undefined;
  readonly origin?: string;
  readonly credentials?: boolean;
  readonly status?: number;
  /** Where the request itself is sent on to. */
  readonly location?: string;
  /** Headers of the answer to the request itself; by default it may be read. */
  readonly actual?: readonly HeaderLine[];
}

/** One request of a page. */
interface Ask {
  readonly method?: string;
  readonly names?: readonly string[];
  readonly url?: string;
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly cache?: "default" | "no-cache" | "reload" | "no-store" | "force-cache";
  readonly upload?: boolean;
  readonly redirect?: "follow" | "error" | "manual";
  readonly wait?: number;
}

interface Opened {
  readonly page: Page;
  readonly seen: WireRequest[];
  readonly clock: { now: number };
  /** What is answered from now on. */
  readonly change: (answer: Answer) => void;
}

function open(profile: ProfileName, answer: Answer | ((url: string) => Answer), origin = ORIGIN): Opened {
  let current = typeof answer === "function" ? answer : () => answer;
  const seen: WireRequest[] = [];
  const clock = { now: 1_000_000 };
  const browser = new Browser({
    profile,
    now: () => clock.now,
    transport: async (request) => {
      seen.push(request);
      const {
        methods,
        headers,
        maxAge = "60",
        origin: allowed,
        credentials,
        status,
        location,
        actual,
      } = current(request.url);
      const asked = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
      const allow: HeaderLine[] = [["Access-Control-Allow-Origin", allowed ?? asked.get("origin") ?? "*"]];
      if (credentials !== false) allow.push(["Access-Control-Allow-Credentials", "true"]);
      if (request.method !== "OPTIONS") {
        const own = actual ?? allow;
        if (location === undefined) return { status: 200, statusText: "", headers: own, body: null };
        return { status: 307, statusText: "", headers: [...own, ["Location", location]], body: null };
      }
      if (methods !== undefined) allow.push(["Access-Control-Allow-Methods", methods]);
      const echoed = headers ?? asked.get("access-control-request-headers");
      if (echoed !== undefined) allow.push(["Access-Control-Allow-Headers", echoed]);
      if (maxAge !== "") allow.push(["Access-Control-Max-Age", maxAge]);
      return { status: status ?? 200, statusText: "", headers: allow, body: null };
    },
  });
  const change = (next: Answer): void => {
    current = () => next;
  };
  return { page: browser.page(origin), seen, clock, change };
}

/** How many preflights were sent for these requests. */
async function preflights(
  profile: ProfileName,
  answer: Answer | ((url: string) => Answer),
  asks: readonly Ask[],
): Promise<number> {
  const { page, seen, clock } = open(profile, answer);
  for (const {
    method = "GET",
    names = [],
    url = X,
    credentials = "omit",
    cache = "default",
    upload = false,
    redirect = "follow",
    wait = 0,
  } of asks) {
    const headers = names.map((name): [string, string] => [name, "v"]);
    // One request after the other: each finds what the one before it left.
    // oxlint-disable-next-line no-await-in-loop
    await (upload
      ? page.explainXhr(url, { method, headers, uploadListeners: true })
      : page.explain(url, { method, headers, credentials, cache, redirect }));
    clock.now += wait;
  }
  return seen.filter(({ method }) => method === "OPTIONS").length;
}

const PUT: Ask = { method: "PUT" };
const has = (...names: readonly string[]): Ask => ({ names });

/** A sequence, and how many preflights it takes: standard, Chromium, Firefox, WebKit. */
const SEQUENCES: readonly [
  what: string,
  answer: Answer | ((url: string) => Answer),
  asks: readonly Ask[],
  counts: readonly number[],
][] = [
  ["a second one after max-age", { methods: "PUT", maxAge: "2" }, [{ ...PUT, wait: 3000 }, PUT], [2, 2, 2, 2]],
  ["none before max-age", { methods: "PUT", maxAge: "2" }, [{ ...PUT, wait: 1999 }, PUT], [1, 1, 1, 1]],
  [
    "five seconds when nothing is said",
    { methods: "PUT", maxAge: "" },
    [{ ...PUT, wait: 4999 }, { ...PUT, wait: 1 }, PUT],
    [2, 2, 2, 2],
  ],
  ["0 is never", { methods: "PUT", maxAge: "0" }, [PUT, PUT], [2, 2, 2, 2]],
  ["a negative max-age", { methods: "PUT", maxAge: "-1" }, [PUT, PUT], [1, 2, 2, 2]],
  ["an unreadable max-age", { methods: "PUT", maxAge: "10;a" }, [PUT, PUT], [1, 1, 2, 1]],
  ["leading zeros", { methods: "PUT", maxAge: "007" }, [{ ...PUT, wait: 6999 }, PUT], [1, 1, 1, 1]],
  [
    "the engine's longest time",
    { methods: "PUT", maxAge: "9223372036854775807" },
    [{ ...PUT, wait: 600_000 }, PUT],
    [1, 1, 1, 2],
  ],
  [
    "more than Chromium and WebKit count to",
    { methods: "PUT", maxAge: "99999999999999999999" },
    [{ ...PUT, wait: 5000 }, PUT],
    [1, 2, 1, 2],
  ],
  ["two hours and more", { methods: "PUT", maxAge: "99999" }, [{ ...PUT, wait: 7_200_000 }, PUT], [1, 2, 1, 2]],
  ["every listed method is kept", { methods: "PUT, DELETE" }, [PUT, { method: "DELETE" }], [1, 1, 1, 1]],
  ["another URL by its query", { methods: "PUT" }, [PUT, { ...PUT, url: `${X}?b` }], [2, 2, 2, 2]],
  [
    "another URL by its fragment",
    { methods: "PUT" },
    [
      { ...PUT, url: `${X}#a` },
      { ...PUT, url: `${X}#b` },
    ],
    [2, 2, 2, 2],
  ],
  ["a kept wildcard", { methods: "*", credentials: false }, [PUT, { method: "DELETE" }], [1, 1, 2, 1]],
  [
    "a kept wildcard and Authorization",
    { headers: "*, authorization" },
    [has("authorization"), has("authorization")],
    [1, 1, 1, 1],
  ],
  [
    "a kept wildcard for another name, and then Authorization",
    { headers: "*", credentials: false },
    [has("x-a"), has("authorization")],
    [2, 2, 2, 1],
  ],
  [
    "a kept wildcard for another name, and then one more",
    { headers: "*", credentials: false },
    [has("x-a"), has("x-b")],
    [1, 1, 2, 1],
  ],
  [
    "a kept wildcard, and then with credentials",
    { methods: "*" },
    [
      { method: "*", credentials: "include" },
      { ...PUT, credentials: "include" },
    ],
    [1, 2, 2, 2],
  ],
  [
    "uploads that somebody listens to, of a method that needs no permission",
    { maxAge: "1" },
    [
      { method: "POST", upload: true, wait: 2500 },
      { method: "POST", upload: true },
    ],
    [2, 0, 1, 2],
  ],
  [
    "such uploads after an answer that is not kept",
    { maxAge: "0" },
    [
      { method: "POST", upload: true },
      { method: "POST", upload: true },
    ],
    [2, 0, 2, 2],
  ],
  [
    "HEAD with a header",
    { headers: "x-a" },
    [
      { method: "HEAD", ...has("x-a") },
      { method: "HEAD", ...has("x-a") },
    ],
    [1, 1, 2, 1],
  ],
  [
    "POST with a header and no list of methods",
    { headers: "x-a" },
    [
      { method: "POST", ...has("x-a") },
      { method: "POST", ...has("x-a") },
    ],
    [1, 1, 1, 1],
  ],
  ["made with credentials, used without", { methods: "PUT" }, [{ ...PUT, credentials: "include" }, PUT], [1, 1, 2, 1]],
  ["made without credentials, used with", { methods: "PUT" }, [PUT, { ...PUT, credentials: "include" }], [2, 2, 2, 2]],
  [
    "refused for the method, then one that was listed",
    { methods: "DELETE" },
    [PUT, { method: "DELETE" }],
    [2, 2, 2, 1],
  ],
  ["refused for a header, then one that was listed", { headers: "x-a" }, [has("x-b"), has("x-a")], [2, 2, 2, 1]],
  ["x-a, x-b, x-a, where each answer names what was asked", {}, [has("x-a"), has("x-b"), has("x-a")], [2, 3, 2, 3]],
  ["x-a, x-b, both", {}, [has("x-a"), has("x-b"), has("x-a", "x-b")], [2, 3, 2, 3]],
  ["a failed answer to the request itself", { methods: "PUT", actual: [] }, [PUT, PUT], [2, 1, 2, 1]],
  [
    "a request that needs no preflight and does not fail",
    { methods: "PUT" },
    [PUT, { credentials: "include" }, PUT],
    [1, 1, 1, 1],
  ],
  [
    "a request that needs no preflight and fails for its credentials",
    { methods: "PUT", credentials: false },
    [PUT, { credentials: "include" }, PUT],
    [1, 1, 2, 1],
  ],
  ["a redirect to a blocked port", { methods: "PUT", location: BLOCKED }, [PUT, PUT], [1, 1, 2, 1]],
  [
    "a redirect that the redirect mode refuses",
    { methods: "PUT", location: Y },
    [
      { ...PUT, redirect: "error" },
      { ...PUT, redirect: "manual" },
    ],
    [2, 1, 1, 1],
  ],
  [
    "PUT, PUT with credentials refused for its wildcard, PUT",
    { methods: "PUT", origin: "*" },
    [PUT, { ...PUT, credentials: "include" }, PUT],
    [3, 3, 3, 3],
  ],
  ["cache mode no-cache", { methods: "PUT" }, [PUT, { ...PUT, cache: "no-cache" }], [1, 2, 1, 1]],
  ["cache mode reload", { methods: "PUT" }, [PUT, { ...PUT, cache: "reload" }], [1, 2, 2, 1]],
  ["cache mode no-store", { methods: "PUT" }, [PUT, { ...PUT, cache: "no-store" }], [1, 2, 2, 1]],
  ["cache mode no-store first", { methods: "PUT" }, [{ ...PUT, cache: "no-store" }, PUT], [1, 2, 1, 1]],
  ["cache mode force-cache", { methods: "PUT" }, [PUT, { ...PUT, cache: "force-cache" }], [1, 1, 1, 1]],
  [
    "a long URL",
    { methods: "PUT" },
    [
      { ...PUT, url: `${X}?${"y".repeat(1100)}` },
      { ...PUT, url: `${X}?${"y".repeat(1100)}` },
    ],
    [1, 2, 1, 1],
  ],
];

describe("the preflight cache", () => {
  it.each(SEQUENCES)("%s", async (_what, answer, asks, counts) => {
    for (const [index, profile] of PROFILES.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await preflights(profile, answer, asks), profile).toBe(counts[index]);
    }
  });

  it("keeps what a tainted chain was allowed apart from the page's own", async () => {
    const chain = (url: string): Answer => (url === X ? { headers: "x-a", location: Y } : { headers: "x-a" });
    const via: Ask = { url: X, ...has("x-a") };
    const direct: Ask = { url: Y, ...has("x-a") };
    const count = async (...asks: readonly Ask[]): Promise<number[]> =>
      Promise.all(PROFILES.map((profile) => preflights(profile, chain, asks)));
    // Preflights at X are counted too: one each time that it is asked first.
    expect(await count(via, via)).toEqual([2, 3, 2, 3]);
    expect(await count(direct, via)).toEqual([3, 3, 3, 3]);
    expect(await count(via, direct)).toEqual([3, 3, 2, 3]);
  });

  it("holds no more than it may", async () => {
    const { page, seen } = open("firefox", { methods: "PUT" });
    for (let index = 0; index <= 100; index += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(`${X}?${index}`, PUT);
    }
    const before = seen.length;
    await page.fetch(`${X}?100`, PUT);
    expect(seen.length).toBe(before + 1);
    await page.fetch(`${X}?0`, PUT);
    expect(seen.length).toBe(before + 3);
  });

  it("drops first what has been stored longest, of which renewing is storing", async () => {
    const { page, seen, clock } = open("firefox", { methods: "PUT", maxAge: "10" });
    await page.fetch(X, PUT);
    await page.fetch(`${X}?1`, PUT);
    clock.now += 10_000;
    // Firefox keeps a hundred: the first is asked for anew, and 99 others come.
    await page.fetch(X, PUT);
    for (let index = 2; index <= 100; index += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(`${X}?${index}`, PUT);
    }
    const before = seen.length;
    await page.fetch(X, PUT);
    expect(seen.length).toBe(before + 1);
  });

  it("keeps nothing of a page without an origin in Chromium", async () => {
    const counts = await Promise.all(
      PROFILES.map(async (profile) => {
        const { page, seen } = open(profile, { methods: "PUT", origin: "null" }, "null");
        await page.explain(X, PUT);
        await page.explain(X, PUT);
        return seen.filter(({ method }) => method === "OPTIONS").length;
      }),
    );
    expect(counts).toEqual([1, 2, 1, 1]);
  });

  it("keeps no URL in Chromium that is longer than 1023 characters", async () => {
    const longest = `${X}?${"y".repeat(1023 - X.length - 1)}`;
    const count = (url: string): Promise<number> =>
      preflights("chromium", { methods: "PUT" }, [
        { ...PUT, url },
        { ...PUT, url },
      ]);
    expect(longest).toHaveLength(1023);
    expect([await count(longest), await count(`${longest}y`)]).toEqual([1, 2]);
  });

  it("has as much room in Chromium as for 1024 URLs", async () => {
    const { page, seen } = open("chromium", { methods: "PUT" });
    const ask = async (index: number): Promise<number> => {
      const before = seen.length;
      await page.fetch(`${X}?${index}`, PUT);
      return seen.length - before - 1;
    };
    // oxlint-disable-next-line no-await-in-loop
    for (let index = 0; index < 1024; index += 1) expect(await ask(index)).toBe(1);
    expect(await ask(0)).toBe(0);
    expect(await ask(1024)).toBe(1);
    expect(await ask(0)).toBe(1);
  });

  it("gives the room of what has ended to what comes", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `M${index}`).join(",");
    const opened = open("standard", { methods: many, maxAge: "0" });
    const { page, seen } = opened;
    await page.fetch(X, { method: "M1" });
    opened.change({ methods: "PUT" });
    await page.fetch(X, PUT);
    await page.fetch(X, PUT);
    expect(seen.map(({ method }) => method)).toEqual(["OPTIONS", "M1", "OPTIONS", "PUT", "PUT"]);
  });

  it("knows a name in whatever case a server allowed it", async () => {
    for (const profile of PROFILES) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await preflights(profile, { headers: "X-ONE" }, [has("x-one"), has("X-One")]), profile).toBe(1);
    }
  });

  it("gives what is allowed again its new time", async () => {
    const asks: Ask[] = [{ ...PUT, wait: 9_000 }, { ...PUT, ...has("x-b"), wait: 9_000 }, PUT];
    for (const profile of PROFILES) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await preflights(profile, { methods: "PUT", maxAge: "10" }, asks), profile).toBe(2);
    }
  });

  it("forgets by an answer that is kept for no time, except in Firefox", async () => {
    for (const [index, profile] of PROFILES.entries()) {
      let maxAge = "60";
      const { page, seen } = open(profile, () => ({ methods: "PUT, DELETE", maxAge }));
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(X, PUT);
      maxAge = "0";
      // Another header is asked for, and its answer names the method too.
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(X, { ...PUT, headers: { "x-a": "1" } });
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(X, PUT);
      expect(seen.filter(({ method }) => method === "OPTIONS").length, profile).toBe([3, 3, 2, 3][index]);
    }
  });

  it("serves a page without an origin only along the redirects of one request in Chromium", async () => {
    for (const [index, profile] of PROFILES.entries()) {
      const seen: string[] = [];
      const browser = new Browser({
        profile,
        transport: async ({ method }) => {
          seen.push(method);
          const headers: HeaderLine[] = ["Origin", "Methods"].map((what) => [
            `Access-Control-Allow-${what}`,
            what === "Origin" ? "*" : "PUT",
          ]);
          // The first PUT is sent to where it came from, once.
          const again = method === "PUT" && seen.filter((one) => one === "PUT").length === 1;
          if (again) headers.push(["Location", X]);
          return { status: again ? 307 : 200, statusText: "", headers, body: null };
        },
      });
      const page = browser.page("null");
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(X, PUT);
      expect(seen, profile).toEqual(["OPTIONS", "PUT", "PUT"]);
      // oxlint-disable-next-line no-await-in-loop
      await page.fetch(X, PUT);
      expect(seen.length, profile).toBe([4, 5, 4, 4][index]);
    }
  });

  it("does not grow by what one server lists", async () => {
    const { page, seen } = open("standard", {
      methods: Array.from({ length: 5000 }, (_, index) => `M${index}`).join(","),
    });
    await page.fetch(X, { method: "M1" });
    await page.fetch(X, { method: "M999" });
    await page.fetch(X, { method: "M1000" });
    expect(seen.map(({ method }) => method)).toEqual(["OPTIONS", "M1", "M999", "OPTIONS", "M1000"]);
  });
});
