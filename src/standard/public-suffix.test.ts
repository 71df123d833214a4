import { describe, expect, it } from "vitest";
import { publicSuffixOf } from "./public-suffix.ts";

describe("publicSuffixOf", () => {
  it.each([
    ["example.com", "com"],
    ["a.b.example.co.uk", "co.uk"],
    ["co.uk", "co.uk"],
    ["com", "com"],
    ["my-app.vercel.app", "vercel.app"],
    ["vercel.app", "vercel.app"],
    ["me.github.io", "github.io"],
    ["github.io", "github.io"],
    ["bucket.s3.amazonaws.com", "s3.amazonaws.com"],
    // A rule of the form *.ck, and the exception from it
    ["anything.ck", "anything.ck"],
    ["www.ck", "ck"],
    ["printer.corp", "corp"],
    ["xn--bcher-kva.example", "example"],
  ])("of %s is %s", (host, suffix) => {
    expect(publicSuffixOf(host)).toBe(suffix);
  });

  it.each(["127.0.0.1", "[::1]", ""])("of %j is nothing", (host) => {
    expect(publicSuffixOf(host)).toBeUndefined();
  });
});
