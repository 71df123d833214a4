import { describe, expect, it } from "vitest";
import { readOrigin, readUrl } from "./read-place.ts";

const FROM = "https://app.example.com";

describe("readUrl", () => {
  it.each([
    ["https://api.example.com", "https://api.example.com/"],
    ["http://LOCALHOST:80/a b?c#d", "http://localhost/a%20b?c#d"],
    ["http://[::1]:8080/", "http://[::1]:8080/"],
  ])("takes %j", (text, url) => {
    expect(readUrl(text, FROM)).toBe(url);
  });

  it.each([
    ["localhost:8080/orders", "has no scheme. Did you mean http://localhost:8080/orders?"],
    ["api.example.com/orders", "is not a URL. Did you mean https://api.example.com/orders?"],
    ["127.0.0.1:3000", "Did you mean http://127.0.0.1:3000?"],
    ["[::1]:3000", "Did you mean http://[::1]:3000?"],
    ["myhost:3000/x", "Did you mean http://myhost:3000/x?"],
    ["//api.example.com/x", "Did you mean https://api.example.com/x?"],
    ["/orders", "such as https://app.example.com/orders."],
    ["orders", "is not a URL. Write it with its scheme"],
    ["", '"" is not a URL.'],
    ["https://", "is not a URL"],
    ["http://a:99999/", "is not a URL"],
    ["ftp://files.example.com/", "has the scheme ftp: A page can ask http: and https:"],
    ["file:///etc/passwd", "has the scheme file:"],
  ])("refuses %j", (text, words) => {
    expect(() => readUrl(text, FROM)).toThrow(words);
    expect(() => readUrl(text, FROM)).toThrow(expect.objectContaining({ name: "UsageError" }));
  });

  it("refuses a URL with a password, and does not repeat it", () => {
    expect(() => readUrl("https://me:hunter2@api.example.com/x", FROM)).toThrow(
      "Write https://api.example.com/x and --user name:password",
    );
    expect(() => readUrl("https://me:hunter2@api.example.com/x", FROM)).not.toThrow("hunter2");
    expect(() => readUrl("https://me:hunter2@api.example .com", FROM)).not.toThrow("hunter2");
  });
});

describe("readOrigin", () => {
  it.each([
    ["https://app.example.com", "https://app.example.com"],
    ["https://app.example.com/", "https://app.example.com"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["capacitor://localhost", "capacitor://localhost"],
    ["null", "null"],
  ])("takes %j", (text, value) => {
    expect(readOrigin(text)).toEqual({ value });
  });

  it.each([
    ["https://app.example.com/cart?a#b", "https://app.example.com", "only its origin counts: https://app.example.com."],
    ["https://app.example.com/?a", "https://app.example.com", "only its origin counts"],
    ["https://user:pw@app.example.com/", "https://app.example.com", "A browser writes this origin as"],
    ["https://app.example.com:443", "https://app.example.com", "A browser writes this origin as"],
    ["HTTPS://App.Example.com", "https://app.example.com", "A browser writes this origin as"],
    ["https://bücher.example", "https://xn--bcher-kva.example", "A browser writes this origin as"],
    ["file:///home/me/index.html", "null", "asks as Origin: null"],
    ["data:text/html,x", "null", "asks as Origin: null"],
    ["blob:null/5f0e", "null", "asks as Origin: null"],
    ["blob:https://app.example.com/5f0e", "https://app.example.com", "only its origin counts"],
  ])("reduces %j", (text, value, words) => {
    const read = readOrigin(text);
    expect(read.value).toBe(value);
    expect(read.note).toContain(words);
  });

  it.each([
    [undefined, "Say which page asks: --from https://app.example.com"],
    ["localhost:3000", "Did you mean http://localhost:3000?"],
    ["app.example.com", "Did you mean https://app.example.com?"],
    ["*", "is no origin and no URL of a page. Write it with its scheme, such as https://app.example.com."],
    ["https://a.example,https://b.example", "names several origins: a page has one."],
    ["", "is no origin"],
    ["https://", "is no origin"],
  ])("refuses %j", (text, words) => {
    expect(() => readOrigin(text)).toThrow(words);
  });
});
