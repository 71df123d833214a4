import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { isInsecurePattern, patternFault, type PublicSuffixOf } from "./pattern-fault.ts";

const SUFFIXES = new Set(["com", "example", "co.uk", "vercel.app", "github.io", "app", "io", "uk", "xn--p1ai"]);

/** A list of a few suffixes, that reads a host as the real list does. */
function fewSuffixes(host: string): string {
  const labels = host.split(".");
  const names = labels.map((_, index) => labels.slice(index).join("."));
  return names.find((name) => SUFFIXES.has(name)) ?? labels.at(-1) ?? "";
}

function faultOf(text: string, publicSuffixOf: PublicSuffixOf | undefined = fewSuffixes): unknown {
  return patternFault(text, { publicSuffixOf, allowPublicSuffixes: false });
}

describe("patternFault", () => {
  it.each([
    "https://example.com",
    "capacitor://localhost",
    "http://[::1]:8080",
    "http://localhost:*",
    "https://localhost:*",
    "http://127.0.0.1:*",
    "http://[::1]:*",
    "https://example.com:*",
    "https://vercel.app:*",
    "https://*.example.com",
    "https://*.example.com.",
    "https://*.example.com:8443",
    "https://**.example.com",
    "https://**.example.com:8443",
    "https://api.*.example.com",
    "https://pr-*.example.com",
    "https://*-pr.example.com",
    "https://a*b.example.com:81",
    "https://pr_*.example.com",
    "https://*.preview.vercel.app",
    "https://me.*.my.github.io",
    "https://*.xn--bcher-kva.example",
    "https://xn--*.example.com",
    "http://*.localhost",
    "http://*.localhost:3000",
    "http://**.localhost",
    "http://pr-*.localhost",
  ])("finds nothing wrong with %s", (text) => {
    expect(faultOf(text)).toBeUndefined();
  });

  it.each([
    ["two of them", "https://*.*.example.com", "TwoWildcards"],
    ["three of them", "https://***.example.com", "TwoWildcards"],
    ["two of the wide ones", "https://**.**.example.com", "TwoWildcards"],
    ["a host and a port", "https://*.example.com:*", "TwoWildcards"],
    ["a scheme and a host", "*://*", "TwoWildcards"],
    ["everything", "https://*:*", "TwoWildcards"],
    ["a host and a path", "https://*.example.com/*", "TwoWildcards"],
    ["a scheme", "*://example.com", "WildcardMisplaced"],
    ["part of a scheme", "http*://example.com", "WildcardMisplaced"],
    ["part of a port", "http://localhost:30*", "WildcardMisplaced"],
    ["part of a port", "http://localhost:*0", "WildcardMisplaced"],
    ["a second port", "http://localhost:3000:*", "WildcardMisplaced"],
    ["several labels as a port", "http://localhost:**", "WildcardMisplaced"],
    ["several labels behind one", "https://a.**.example.com", "WildcardMisplaced"],
    ["several labels in one", "https://a**.example.com", "WildcardMisplaced"],
    ["several labels in one", "https://**a.example.com", "WildcardMisplaced"],
    ["an IPv4 address", "http://10.*.0.1", "WildcardMisplaced"],
    ["an IPv4 address", "http://*.0.0.1", "WildcardMisplaced"],
    ["the end of an IPv4 address", "http://127.0.0.*", "WildcardTooWide"],
    ["an IPv6 address", "http://[::*]", "WildcardMisplaced"],
    ["an IPv6 address", "http://[*]:8080", "WildcardMisplaced"],
    ["behind an IPv6 address", "http://[::1]*", "WildcardMisplaced"],
    ["an application's host", "capacitor://*", "WildcardMisplaced"],
    ["an application's host", "chrome-extension://*", "WildcardMisplaced"],
    ["an application's label", "tauri://*.example.com", "WildcardMisplaced"],
    ["an application's port", "capacitor://localhost:*", "WildcardMisplaced"],
    ["a port above the last", "https://*.example.com:99999", "WildcardMisplaced"],
    ["an IPv4 address in the form of an IPv6 one", "http://[::ffff:7f00:1]:*", "WildcardMisplaced"],
    ["port 0", "https://*.example.com:0", "WildcardMisplaced"],
    ["a label that is too long with it", `https://${"a".repeat(63)}*.example.com`, "WildcardMisplaced"],
    ["an empty label", "https://*..example.com", "WildcardMisplaced"],
    ["an empty label", "https://.*.example.com", "WildcardMisplaced"],
    ["no scheme and no host", "https:*", "WildcardTooWide"],
    ["a white space", "https://*.exa mple.com", "WildcardMisplaced"],
    ["letters outside ASCII", "https://bü*.example.com", "WildcardMisplaced"],
    ["every host", "https://*", "WildcardTooWide"],
    ["every host", "https://**", "WildcardTooWide"],
    ["every host", "h*", "WildcardTooWide"],
    ["every host, on a port", "https://*:8443", "WildcardTooWide"],
    ["every host with a dot at its end", "https://*.", "WildcardTooWide"],
    ["every host that begins so", "https://example*", "WildcardTooWide"],
    ["every top-level domain", "https://example.co*", "WildcardTooWide"],
    ["every top-level domain", "https://example.*", "WildcardTooWide"],
    ["several in one string", "https://*.a.example, https://*.b.example", "TwoWildcards"],
    ["several in one string", "https://*.a.example, https://b.example", "SeveralOriginsInOneString"],
    ["a file", "file://*", "FileOrigin"],
    ["data", "data:text/*", "SchemeWithoutOrigin"],
  ])("refuses a * for %s: %s is %s", (_what, text, code) => {
    expect(faultOf(text)).toEqual({ code });
  });

  it.each([
    ["https://*.com", "com"],
    ["https://*.com.", "com"],
    ["https://**.com", "com"],
    ["https://*.com:8443", "com"],
    ["https://*example.com", "com"],
    ["https://exa*ple.com", "com"],
    ["https://example*.com", "com"],
    ["https://www.*.com", "com"],
    ["https://*.co.uk", "co.uk"],
    ["https://*.co.uk.", "co.uk"],
    ["https://*.vercel.app", "vercel.app"],
    ["https://my-app-*.vercel.app", "vercel.app"],
    ["https://**.github.io", "github.io"],
    ["https://*.рф", "xn--p1ai"],
    ["https://*.corp", "corp"],
    // Through a right spelling that would be refused in its turn
    ["*.com", "com"],
    ["https://*.VERCEL.app/", "vercel.app"],
    ["https://*.com:443", "com"],
  ])("refuses a * directly under a public suffix: %s, as anybody gets a name under %s", (text, hint) => {
    expect(faultOf(text)).toEqual({ code: "WildcardUnderPublicSuffix", hint });
  });

  it.each([
    ["*.example.com", "OriginWithoutScheme", "https://*.example.com"],
    ["localhost:*", "OriginWithoutScheme", "http://localhost:*"],
    ["//*.example.com", "OriginWithoutScheme", "https://*.example.com"],
    ["https://*.example.com/", "OriginTrailingSlash", "https://*.example.com"],
    ["https://**.example.com/", "OriginTrailingSlash", "https://**.example.com"],
    ["http://localhost:*/", "OriginTrailingSlash", "http://localhost:*"],
    ["https://*.example.com/orders", "OriginWithPath", "https://*.example.com"],
    ["http://localhost:*/orders", "OriginWithPath", "http://localhost:*"],
    ["https://example.com/*", "OriginWithPath", "https://example.com"],
    ["https://*.Example.com", "OriginUpperCase", "https://*.example.com"],
    ["HTTP://LOCALHOST:*", "OriginUpperCase", "http://localhost:*"],
    ["https://PR-*.example.com", "OriginUpperCase", "https://pr-*.example.com"],
    ["https://*.bücher.example", "OriginNotAscii", "https://*.xn--bcher-kva.example"],
    ["https://*.example.com:443", "OriginDefaultPort", "https://*.example.com"],
    ["http://**.example.com:80", "OriginDefaultPort", "http://**.example.com"],
    ["https://*.example.com:08443", "OriginNotCanonical", "https://*.example.com:8443"],
    ["http://127.1:*", "OriginNotCanonical", "http://127.0.0.1:*"],
    ["http://[0:0:0:0:0:0:0:1]:*", "OriginNotCanonical", "http://[::1]:*"],
    ["https://user:*@example.com", "OriginWithUserInfo", "https://example.com"],
    ["https://me@*.example.com", "OriginWithUserInfo", "https://*.example.com"],
    ["wss://*.example.com", "WebSocketOrigin", "https://*.example.com"],
    ["ws://localhost:*", "WebSocketOrigin", "http://localhost:*"],
  ])("says of %s: %s, rather %s", (text, code, hint) => {
    expect(faultOf(text)).toEqual({ code, hint });
  });

  it("lets a * stand under a public suffix by its flag, and even then not before nothing", () => {
    const rules = { publicSuffixOf: fewSuffixes, allowPublicSuffixes: true };
    expect(patternFault("https://*.vercel.app", rules)).toBeUndefined();
    expect(patternFault("https://*.com", rules)).toBeUndefined();
    expect(patternFault("https://*", rules)).toEqual({ code: "WildcardTooWide" });
  });

  describe("without a list of public suffixes", () => {
    const rules = { publicSuffixOf: undefined, allowPublicSuffixes: false };

    it.each(["https://*.example.com", "https://**.example.com", "https://pr-*.example.com", "https://*.co.uk"])(
      "cannot tell about %s",
      (text) => {
        expect(patternFault(text, rules)).toEqual({ code: "PublicSuffixListMissing" });
      },
    );

    it.each(["https://example.com", "https://example.com:*", "http://*.localhost:3000", "capacitor://localhost"])(
      "needs none for %s",
      (text) => {
        expect(patternFault(text, rules)).toBeUndefined();
      },
    );

    it("knows a top-level domain for what it is", () => {
      expect(patternFault("https://*.com", rules)).toEqual({ code: "WildcardUnderPublicSuffix", hint: "com" });
    });

    it("needs none where public suffixes are allowed", () => {
      expect(patternFault("https://*.example.com", { ...rules, allowPublicSuffixes: true })).toBeUndefined();
    });
  });

  describe("with a list of one's own", () => {
    it("asks it for the domain behind the *, without port, dot or upper case", () => {
      const list = vi.fn<PublicSuffixOf>(() => undefined);
      faultOf("https://a-*.shop.Example.com.:8443", list);
      faultOf("https://*.bücher.example", list);
      expect(list.mock.calls).toEqual([["shop.example.com"], ["xn--bcher-kva.example"]]);
    });

    it.each([
      ["throws", (): never => expect.unreachable("a list that throws")],
      ["answers with a number", () => 7],
      ["answers with true", () => true],
      ["answers with a promise", () => Promise.resolve("com")],
    ])("does not take the word of one that %s", (_what, list) => {
      expect(faultOf("https://*.example.com", list as () => never)).toEqual({ code: "PublicSuffixListMissing" });
    });

    it.each([
      ["nothing", undefined],
      ["null, as several packages do", null],
      ["nothing that has to do with it", "net"],
      ["an empty text", ""],
    ])("believes one that answers with %s, except about a top-level domain", (_what, suffix) => {
      const list = (() => suffix) as PublicSuffixOf;
      expect(faultOf("https://*.example.com", list)).toBeUndefined();
      expect(faultOf("https://*.com", list)).toEqual({ code: "WildcardUnderPublicSuffix", hint: "com" });
    });
  });

  it("never proposes a spelling that is wrong itself, and never throws", () => {
    const part = fc.constantFrom(
      ..."https:// http:// capacitor:// // / ? # @ : :* :443 :80 * ** . -* *- example.com EXAMPLE com vercel.app bücher 127.1 [::1] localhost".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 40 }).map((parts) => `https://*${parts}`),
    );
    fc.assert(
      fc.property(text, (written) => {
        const fault = patternFault(written, { publicSuffixOf: fewSuffixes, allowPublicSuffixes: false });
        if (fault?.hint === undefined || fault.code === "WildcardUnderPublicSuffix") return;
        expect(faultOf(fault.hint)).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("isInsecurePattern", () => {
  it.each([
    ["http://example.com", true],
    ["http://example.com:8080", true],
    ["http://example.com:*", true],
    ["http://*.example.com", true],
    ["http://localhost.example.com", true],
    ["http://notlocalhost", true],
    ["http://10.0.0.1:*", true],
    ["https://example.com", false],
    ["https://*.example.com", false],
    ["capacitor://localhost", false],
    ["http://localhost", false],
    ["http://localhost:*", false],
    ["http://*.localhost:3000", false],
    ["http://pr-*.localhost", false],
    ["http://127.0.0.1:*", false],
    ["http://[::1]:*", false],
    ["http://[::1]", false],
  ])("of %s is %s", (text, insecure) => {
    expect(isInsecurePattern(text)).toBe(insecure);
  });
});
