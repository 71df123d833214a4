import { describe, expect, it } from "vitest";
import { OriginSet } from "./origin-set.ts";

const LONG_LABEL = "a".repeat(63);

/** A pattern, what it names, and what is near it without being named. */
const ROWS: readonly (readonly [pattern: string, named: readonly string[], others: readonly string[]])[] = [
  [
    "https://example.com",
    ["https://example.com"],
    [
      "https://example.com:443",
      "https://example.com/",
      "https://EXAMPLE.com",
      "http://example.com",
      "https://a.example.com",
      "https://example.com.",
    ],
  ],
  [
    "http://localhost:*",
    // The last one is the first one, written as no browser writes it.
    [
      "http://localhost",
      "http://localhost:1",
      "http://localhost:3000",
      "http://localhost:65535",
      "http://localhost:80",
    ],
    [
      "https://localhost:3000",
      "http://localhost:",
      "http://localhost:0",
      "http://localhost:03000",
      "http://localhost:65536",
      "http://localhost:100000",
      "http://localhost:3000/",
      "http://localhost:3000:3000",
      "http://localhost3000",
      "http://localhost.evil.example:3000",
      "http://localhost:3000.evil.example",
      "http://localhost:+300",
      "http://localhost: 300",
      "http://localhost:3e3",
      "http://a.localhost:3000",
    ],
  ],
  [
    "http://[::1]:*",
    ["http://[::1]", "http://[::1]:8080"],
    ["http://[::1", "http://[::1]:", "http://[::2]:8080", "http://[:", "http://[::1]8080", "http://[::1]:8080]"],
  ],
  [
    "https://*.example.com",
    ["https://a.example.com", "https://a-b_c.example.com", "https://0.example.com", "https://_.example.com"],
    [
      "https://example.com",
      "https://.example.com",
      "https://a.b.example.com",
      "https://aexample.com",
      "https://a.example.com:8443",
      "https://a.example.com.evil.example",
      "https://A.example.com",
      "https://*.example.com",
      "https://ä.example.com",
      "https://a/.example.com",
      "https://a@.example.com",
      "https://evil.example/.example.com",
      "http://a.example.com",
      "https://a.example.com.",
      "https://a\n.example.com",
    ],
  ],
  ["https://*.example.com:8443", ["https://a.example.com:8443"], ["https://a.example.com", "https://a.example.com:84"]],
  [
    "https://api.*.example.com",
    ["https://api.eu.example.com"],
    [
      "https://api.example.com",
      "https://api..example.com",
      "https://api.eu.west.example.com",
      "https://apieu.example.com",
    ],
  ],
  [
    "https://**.example.com",
    [
      "https://a.example.com",
      "https://a.b.example.com",
      "https://a.b.c.d_e.example.com",
      "https://example.com.example.com",
    ],
    [
      "https://example.com",
      "https://.example.com",
      "https://a..example.com",
      "https://a..b.example.com",
      "https://.a.example.com",
      "https://aexample.com",
      "https://a.example.com:8443",
      "https://a.example.com.evil.example",
      "https://a/b.example.com",
      "https://a:1.example.com",
    ],
  ],
  [
    "https://**.example.com:81",
    ["https://a.b.example.com:81"],
    ["https://a.b.example.com", "https://a.b.example.com:8"],
  ],
  [
    "https://pr-*.example.com",
    ["https://pr-1.example.com", "https://pr--.example.com", `https://pr-${LONG_LABEL}.example.com`],
    [
      "https://pr-.example.com",
      "https://pr-a_b.example.com",
      "https://pr-a.b.example.com",
      "https://pr-a.example.com:81",
      "https://pr.example.com",
      "https://a.pr-1.example.com",
    ],
  ],
  [
    "https://*-pr.example.com",
    ["https://a-pr.example.com", "https://--pr.example.com", "https://-pr-pr.example.com"],
    ["https://-pr.example.com", "https://pr.example.com", "https://a_-pr.example.com", "https://a.b-pr.example.com"],
  ],
  [
    "https://aba*aba.example.com",
    ["https://abaxaba.example.com", "https://abaabaaba.example.com"],
    ["https://aba.example.com", "https://ababa.example.com", "https://abaaba.example.com"],
  ],
  ["https://a*_b.example.com", ["https://ax_b.example.com"], ["https://a_b.example.com", "https://ax_y_b.example.com"]],
];

describe("OriginSet", () => {
  it.each(ROWS)("knows what %s names, and what it does not", (pattern, named, others) => {
    const set = new OriginSet([pattern]);
    expect(named.filter((origin) => !set.matches(origin))).toEqual([]);
    expect(others.filter((origin) => set.matches(origin))).toEqual([]);
  });

  it("knows the same of each pattern among all the others", () => {
    const set = new OriginSet(ROWS.map(([pattern]) => pattern));
    for (const [pattern, named, others] of ROWS) {
      expect(named.filter((origin) => !set.matches(origin))).toEqual([]);
      const alone = others.filter((origin) => ROWS.some(([other]) => new OriginSet([other]).matches(origin)));
      expect(
        others.filter((origin) => set.matches(origin)),
        pattern,
      ).toEqual(alone);
    }
  });

  it("names nothing when it is empty", () => {
    const set = new OriginSet([]);
    expect(["", "null", "https://a.example"].filter((origin) => set.matches(origin))).toEqual([]);
    expect([...set.patterns()]).toEqual([]);
  });

  it("looks at no text that is too long for an origin", () => {
    const set = new OriginSet(["https://**.example.com", "http://localhost:*"]);
    const label = `${"a".repeat(49)}.`;
    expect(set.matches(`https://${label.repeat(6)}example.com`)).toBe(true);
    expect(set.matches(`https://${label.repeat(7)}example.com`)).toBe(false);
  });

  it("gives back what it was given, exact origins first", () => {
    const set = new OriginSet(["https://*.b.example", "https://a.example", "http://localhost:*", "https://a.example"]);
    expect([...set.patterns()]).toEqual(["https://a.example", "https://*.b.example", "http://localhost:*"]);
  });
});

describe("OriginSet.replace", () => {
  it("forgets exact origins and patterns, and takes others", () => {
    const set = new OriginSet(["https://a.example", "https://*.b.example", "http://localhost:*"]);
    set.replace(["https://c.example", "https://**.d.example"]);
    const gone = ["https://a.example", "https://x.b.example", "http://localhost:3000"];
    expect(gone.filter((origin) => set.matches(origin))).toEqual([]);
    expect(["https://c.example", "https://x.y.d.example"].filter((origin) => !set.matches(origin))).toEqual([]);
    set.replace([]);
    expect(set.matches("https://x.y.d.example")).toBe(false);
  });
});

describe("OriginSet.change", () => {
  it("takes out and puts in, and keeps what is in both", () => {
    const set = new OriginSet(["https://a.example", "https://*.b.example", "https://*.c.example", "https://d.example"]);
    set.change(
      ["https://e.example", "http://localhost:*", "https://d.example"],
      ["https://a.example", "https://*.b.example", "https://d.example"],
    );
    expect([...set.patterns()].sort()).toEqual([
      "http://localhost:*",
      "https://*.c.example",
      "https://d.example",
      "https://e.example",
    ]);
    expect(set.matches("https://x.b.example")).toBe(false);
    expect(set.matches("https://x.c.example")).toBe(true);
    expect(set.matches("http://localhost:8080")).toBe(true);
  });

  it("keeps its patterns when only exact origins come and go, and loses the last pattern", () => {
    const set = new OriginSet(["https://*.b.example"]);
    set.change(["https://a-long-name.example"], []);
    expect(set.matches("https://x.b.example")).toBe(true);
    expect(set.matches("https://a-long-name.example")).toBe(true);
    set.change([], ["https://*.b.example", "https://never-there.example"]);
    expect(set.matches("https://x.b.example")).toBe(false);
    expect(set.matches("https://a-long-name.example")).toBe(true);
  });
});
