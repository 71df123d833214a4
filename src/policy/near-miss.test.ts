import { describe, expect, it } from "vitest";
import { LONGEST_ORIGIN } from "../standard/origin.ts";
import { nearMissHint } from "./near-miss.ts";
import { OriginSet } from "./origin-set.ts";

const ALLOWED = new OriginSet([
  "https://app.example.com",
  "https://www.shop.example",
  "https://api.example.com:8443",
  "http://localhost:3000",
  "http://127.0.0.1:4000",
  "http://[::1]:5000",
  "capacitor://localhost",
  "https://*.preview.example.com",
  "http://pr-*.http.example.com",
]);

describe("nearMissHint", () => {
  it.each([
    ["https://app.example.com/", "https://app.example.com", "the slash at its end"],
    ["https://pr-1.preview.example.com/", "https://pr-1.preview.example.com", "the slash at its end"],
    ["https://App.Example.com", "https://app.example.com", "the case of letters"],
    ["HTTPS://app.example.com", "https://app.example.com", "the case of letters"],
    ["http://app.example.com", "https://app.example.com", "the scheme"],
    ["https://pr-1.http.example.com", "http://pr-1.http.example.com", "the scheme"],
    ["https://localhost:3000", "http://localhost:3000", "the scheme"],
    ["https://www.app.example.com", "https://app.example.com", "www"],
    ["https://shop.example", "https://www.shop.example", "www"],
    ["http://127.0.0.1:3000", "http://localhost:3000", "the name of this machine"],
    ["http://[::1]:3000", "http://localhost:3000", "the name of this machine"],
    ["http://localhost:4000", "http://127.0.0.1:4000", "the name of this machine"],
    ["http://localhost:5000", "http://[::1]:5000", "the name of this machine"],
    ["http://127.0.0.2:3000", "http://localhost:3000", "the name of this machine"],
    ["http://app.localhost:3000", "http://localhost:3000", "the name of this machine"],
    ["https://app.example.com:8443", "https://app.example.com", "the port"],
    ["https://pr-1.preview.example.com:81", "https://pr-1.preview.example.com", "the port"],
    ["https://api.example.com", "https://api.example.com:8443", "the port"],
    ["https://api.example.com:9000", "https://api.example.com:8443", "the port"],
    ["http://localhost:3001", "http://localhost:3000", "the port"],
    ["http://[::1]:5001", "http://[::1]:5000", "the port"],
  ])("says of %s that %s is allowed, and that what differs is %s", (origin, allowed, differs) => {
    expect(nearMissHint(origin, ALLOWED)).toBe(`${allowed} is allowed; what differs is ${differs}.`);
  });

  it.each([
    "https://evil.example",
    "https://example.com",
    "https://app.example.com.evil.example",
    "https://api.example.co",
    "https://app.example.com@evil.example",
    "https://evil.example/https://app.example.com",
    "https://a.b.preview.example.com",
    "https://.preview.example.com",
    "https://localhost",
    "capacitor://evil",
    "null",
    "",
    "*",
    ":",
    "://",
    "http",
    "https",
    "http:",
    "http://",
    "https://app.example.com, https://app.example.com",
    "https://app.example.com\0",
    `https://app.example.com${"/".repeat(100_000)}`,
    `http://${"localhost".repeat(50)}`,
  ])("has nothing to say to a stranger: %j", (origin) => {
    expect(nearMissHint(origin, ALLOWED)).toBeUndefined();
  });

  it("has nothing to say where nothing is allowed", () => {
    expect(nearMissHint("http://app.example.com", new OriginSet([]))).toBeUndefined();
  });

  it.each(["https://app.example.com", "https://api.example.com:8443", "http://localhost:3000"])(
    "has nothing to say of %s, which is allowed by now",
    (origin) => {
      expect(nearMissHint(origin, ALLOWED)).toBeUndefined();
    },
  );

  it("says of the longest origin what differs", () => {
    const longest = `https://${"a".repeat(LONGEST_ORIGIN - "https:///".length)}/`;
    expect(nearMissHint(longest, new OriginSet([longest.slice(0, -1)]))).toContain("the slash at its end");
  });

  it("takes the numbers of an address for no port", () => {
    expect(nearMissHint("http://[::1]:3000", new OriginSet(["http://[::1]"]))).toContain("http://[::1] is allowed");
  });

  it("looks nothing up for a text that is too long for an origin", () => {
    const untouchable = new Proxy(ALLOWED, { get: () => expect.unreachable("this is looked up") });
    expect(nearMissHint(`https://${"a".repeat(400)}`, untouchable)).toBeUndefined();
  });

  it("looks for another port among the first thousand patterns only", () => {
    const many = Array.from({ length: 999 }, (_, index) => `https://t${index}.example`);
    const within = new OriginSet([...many, "https://app.example.com:8443"]);
    const beyond = new OriginSet([...many, "https://one-more.example", "https://app.example.com:8443"]);
    expect(nearMissHint("https://app.example.com", within)).toContain(":8443 is allowed");
    expect(nearMissHint("https://app.example.com", beyond)).toBeUndefined();
  });
});
