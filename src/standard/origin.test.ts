import { describe, expect, it } from "vitest";
import { isLoopbackHost, LONGEST_ORIGIN, originOf, schemeOf } from "./origin.ts";

describe("LONGEST_ORIGIN", () => {
  it("has room for a scheme of 64 characters, a name of 253 and the last port", () => {
    const longest = `${"s".repeat(64)}://${"n".repeat(253)}:65535`;
    expect(LONGEST_ORIGIN).toBe(longest.length);
  });
});

describe("originOf", () => {
  it.each([
    ["https://example.com", "https://example.com"],
    ["HTTPS://Example.COM", "https://example.com"],
    ["https://example.com:443/orders?page=2#top", "https://example.com"],
    ["http://example.com:80", "http://example.com"],
    ["http://example.com:443", "http://example.com:443"],
    ["https://user:secret@example.com", "https://example.com"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["http://127.1", "http://127.0.0.1"],
    ["http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"],
    ["blob:https://example.com/5f1a", "https://example.com"],
  ])("finds in %s what a browser sends: %s", (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });

  it.each([
    ["a path", "/orders"],
    ["a host alone", "example.com"],
    ["a port that does not exist", "https://example.com:99999"],
    ["nothing", ""],
    ["a file", "file:///home/me/page.html"],
    ["data", "data:text/html,hello"],
    ["an application scheme, which the standard calls opaque", "capacitor://localhost"],
  ])("finds none in %s", (_what, url) => {
    expect(originOf(url)).toBeUndefined();
  });

  it("finds the same when a hundred thousand were asked before, which turns the URL.canParse() of Node.js 20 against ü", () => {
    for (let count = 0; count < 100_000; count += 1) originOf("https://example.com");
    expect(originOf("https://bücher.example")).toBe("https://xn--bcher-kva.example");
  });
});

describe("schemeOf", () => {
  it.each([
    ["https://example.com", "https"],
    ["chrome-extension://abc", "chrome-extension"],
    ["a+b.c-1://x", "a+b.c-1"],
    ["x://", "x"],
  ])("reads from %s: %s", (origin, scheme) => {
    expect(schemeOf(origin)).toBe(scheme);
  });

  it.each(["example.com", "://example.com", "HTTPS://example.com", "1x://y", "a b://c", "https:/example.com", ""])(
    "finds no scheme in %j",
    (origin) => {
      expect(schemeOf(origin)).toBeUndefined();
    },
  );
});

describe("isLoopbackHost", () => {
  it.each(["localhost", "app.localhost", "a.b.localhost", "127.0.0.1", "127.255.255.254", "[::1]"])(
    "says that %s is this machine",
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    "localhost.example.com",
    "notlocalhost",
    "127.0.0.1.example.com",
    "evil127.0.0.1",
    "127.0.0.1000",
    "128.0.0.1",
    "10.0.0.1",
    "192.168.0.1",
    "0.0.0.0",
    "[::2]",
    "[::ffff:7f00:1]",
    "example.com",
    "",
  ])("says that %j is not", (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
