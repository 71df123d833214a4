import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { originFault } from "./origin-fault.ts";

/** The longest name there can be: labels of 63, 63, 63 and 61. */
const HOST_OF_253 = `${`${"a".repeat(63)}.`.repeat(3)}${"b".repeat(61)}`;

describe("originFault", () => {
  it.each([
    "https://example.com",
    "http://example.com",
    "https://example.com:8443",
    "http://example.com:443",
    "https://example.com:80",
    "https://xn--bcher-kva.example",
    "https://a-b_c.example.com",
    "https://example.com.",
    "http://localhost:3000",
    "http://127.0.0.1:8080",
    "http://[::1]:8080",
    "http://[::ffff]:8080",
    "http://[::ffff:1:2:3]:8080",
    "https://v1--shop.example.com",
    "https://-a-.ab--c.example.com",
    `https://${"a".repeat(63)}.example.com`,
    `https://${HOST_OF_253}`,
    `https://${HOST_OF_253}:8443`,
    `${"s".repeat(64)}://${"h".repeat(253)}:65535`,
    "capacitor://localhost",
    "x-https://localhost",
    "ionic://localhost",
    "tauri://localhost",
    "http://tauri.localhost",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
    "vscode-webview://1hq8p",
    "data-app://localhost",
    "wsx://localhost",
    "https://data",
    "app://my.app:1234",
  ])("finds nothing wrong with %s", (origin) => {
    expect(originFault(origin)).toBeUndefined();
  });

  it.each([
    // One string, several origins
    ["https://a.example, https://b.example", "SeveralOriginsInOneString", undefined],
    ["https://a.example https://b.example", "SeveralOriginsInOneString", undefined],
    ["https://a.example;https://b.example", "SeveralOriginsInOneString", undefined],
    ["https://a.example|https://b.example", "SeveralOriginsInOneString", undefined],
    [`${"https://a.example,".repeat(100)}https://b.example`, "SeveralOriginsInOneString", undefined],
    // No scheme
    ["example.com", "OriginWithoutScheme", "https://example.com"],
    ["example.com:443", "OriginWithoutScheme", "https://example.com"],
    ["localhost:3000", "OriginWithoutScheme", "http://localhost:3000"],
    ["127.0.0.1:8080", "OriginWithoutScheme", "http://127.0.0.1:8080"],
    ["//example.com", "OriginWithoutScheme", "https://example.com"],
    ["Example.com/orders", "OriginWithoutScheme", "https://example.com"],
    ["bücher.example", "OriginWithoutScheme", "https://xn--bcher-kva.example"],
    // A file
    ["file://", "FileOrigin", undefined],
    ["file:///home/me/page.html", "FileOrigin", undefined],
    ["FILE://host/page.html", "FileOrigin", undefined],
    ["file:/page.html", "FileOrigin", undefined],
    ["file:///home/me/my page.html", "FileOrigin", undefined],
    // What a page connects to, and what is no page of its own
    ["wss://app.example.com", "WebSocketOrigin", "https://app.example.com"],
    ["WSS://App.example.com:443/socket", "WebSocketOrigin", "https://app.example.com"],
    ["ws://localhost:3000", "WebSocketOrigin", "http://localhost:3000"],
    ["wss:app.example.com", "WebSocketOrigin", "https://app.example.com"],
    ["wss://", "WebSocketOrigin", undefined],
    ["wss://app..example.com", "WebSocketOrigin", undefined],
    ["about:blank", "SchemeWithoutOrigin", undefined],
    ["data:", "SchemeWithoutOrigin", undefined],
    ["data:text/html,hello world", "SchemeWithoutOrigin", undefined],
    ["DATA:80a", "SchemeWithoutOrigin", undefined],
    ["javascript:void 0", "SchemeWithoutOrigin", undefined],
    ["blob:null/0b1c2d3e", "SchemeWithoutOrigin", undefined],
    ["blob:https://app.example.com/0b1c2d3e", "SchemeWithoutOrigin", "https://app.example.com"],
    ["ftp://files.example.com", "SchemeWithoutOrigin", undefined],
    // Hosts of these names
    ["data:8080", "OriginWithoutScheme", "https://data:8080"],
    ["blob:8080/x", "OriginWithoutScheme", "https://blob:8080"],
    ["ws:3000", "InvalidOrigin", undefined],
    // Too much
    ["https://user@example.com", "OriginWithUserInfo", "https://example.com"],
    ["https://user:secret@example.com/", "OriginWithUserInfo", "https://example.com"],
    ["capacitor://user@localhost", "OriginWithUserInfo", "capacitor://localhost"],
    ["https://example.com/", "OriginTrailingSlash", "https://example.com"],
    ["https://Example.com:443/", "OriginTrailingSlash", "https://example.com"],
    ["capacitor://localhost/", "OriginTrailingSlash", "capacitor://localhost"],
    ["https://app.example.com/shop/", "OriginWithPath", "https://app.example.com"],
    ["https://example.com/orders", "OriginWithPath", "https://example.com"],
    ["https://example.com/file:", "OriginWithPath", "https://example.com"],
    ["https://example.com/@user", "OriginWithPath", "https://example.com"],
    ["https://example.com?page=2", "OriginWithPath", "https://example.com"],
    ["https://example.com#top", "OriginWithPath", "https://example.com"],
    ["https:///example.com", "OriginWithPath", "https://example.com"],
    ["tauri://localhost/index.html", "OriginWithPath", "tauri://localhost"],
    // Another spelling
    ["https://Example.com", "OriginUpperCase", "https://example.com"],
    ["HTTPS://example.com", "OriginUpperCase", "https://example.com"],
    ["Capacitor://localhost", "OriginUpperCase", "capacitor://localhost"],
    ["https://bücher.example", "OriginNotAscii", "https://xn--bcher-kva.example"],
    ["https://example。com", "OriginNotAscii", "https://example.com"],
    ["https://example.com:443", "OriginDefaultPort", "https://example.com"],
    ["http://example.com:80", "OriginDefaultPort", "http://example.com"],
    ["http://127.1", "OriginNotCanonical", "http://127.0.0.1"],
    ["http://[0:0:0:0:0:0:0:1]", "OriginNotCanonical", "http://[::1]"],
    ["https://example.com:", "OriginNotCanonical", "https://example.com"],
    ["https://example.com:08443", "OriginNotCanonical", "https://example.com:8443"],
    ["https:/example.com", "OriginNotCanonical", "https://example.com"],
    ["https:example.com", "OriginNotCanonical", "https://example.com"],
    // Nothing that could be repaired
    ["", "InvalidOrigin", undefined],
    [" ", "InvalidOrigin", undefined],
    [" https://example.com", "InvalidOrigin", undefined],
    ["https://example.com\n", "InvalidOrigin", undefined],
    ["https://example.com,", "InvalidOrigin", undefined],
    ["https://", "InvalidOrigin", undefined],
    ["://example.com", "InvalidOrigin", undefined],
    ["1a://example.com", "InvalidOrigin", undefined],
    ["https://exam\0ple.com", "InvalidOrigin", undefined],
    ["https://[::1", "InvalidOrigin", undefined],
    ["https://example.com:99999", "InvalidOrigin", undefined],
    ["http://[::ffff:127.0.0.1]:3000", "InvalidOrigin", undefined],
    ["https://[::ffff:102:304]", "InvalidOrigin", undefined],
    ["https://[::FFFF:102:304]/", "InvalidOrigin", undefined],
    ["https://example.com:0", "InvalidOrigin", undefined],
    ["https://example.com:00/", "InvalidOrigin", undefined],
    [`https://${"a".repeat(64)}.example.com`, "InvalidOrigin", undefined],
    [`https://example.${"a".repeat(64)}`, "InvalidOrigin", undefined],
    [`https://${"ü".repeat(60)}.example.com`, "InvalidOrigin", undefined],
    [`https://a${HOST_OF_253}`, "InvalidOrigin", undefined],
    [`https://${HOST_OF_253.slice(1)}.a`, "InvalidOrigin", undefined],
    [`https://app.example.com/${"a".repeat(1_000_000)}`, "InvalidOrigin", undefined],
    [`${"s".repeat(65)}://localhost`, "InvalidOrigin", undefined],
    [`capacitor://${"h".repeat(254)}`, "InvalidOrigin", undefined],
    ["https://EXAMPLE.com:99999", "InvalidOrigin", undefined],
    ["https://*", "InvalidOrigin", undefined],
    ["*://*", "InvalidOrigin", undefined],
    ["https://exa*ple.com", "InvalidOrigin", undefined],
    ["https://example.com/*", "OriginWithPath", "https://example.com"],
    ["capacitor://", "InvalidOrigin", undefined],
    ["capacitor://local host", "InvalidOrigin", undefined],
    ["capacitor://localhost:0", "InvalidOrigin", undefined],
    ["capacitor://local\0host", "InvalidOrigin", undefined],
    ["tauri://münchen", "InvalidOrigin", undefined],
    ["https://\\.", "InvalidOrigin", undefined],
    ["/^https:.*$/", "InvalidOrigin", undefined],
    ["h*", "InvalidOrigin", undefined],
    [`https://${"a".repeat(400)}`, "InvalidOrigin", undefined],
    ["x".repeat(1_000_000), "InvalidOrigin", undefined],
  ] as const)("says of %j: %s, rather %j", (origin, code, hint) => {
    expect(originFault(origin)).toEqual(hint === undefined ? { code } : { code, hint });
  });

  it("never proposes a spelling that is wrong itself", () => {
    const part = fc.constantFrom(
      ..."https:// http:// wss:// capacitor:// file:/ blob: about: // / ? # @ : :443 :80 :99999 * . example.com EXAMPLE bücher 127.1 [::1] \\".split(
        " ",
      ),
    );
    const origins = fc.oneof(
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 400 }),
    );
    fc.assert(
      fc.property(origins, (origin) => {
        const hint = originFault(origin)?.hint;
        if (hint !== undefined) expect(originFault(hint)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
