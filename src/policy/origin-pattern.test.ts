import { describe, expect, it } from "vitest";
import { parsePattern } from "./origin-pattern.ts";

describe("parsePattern", () => {
  it.each([
    ["https://example.com", undefined],
    ["http://[::1]:8080", undefined],
    ["capacitor://localhost", undefined],
  ])("takes %s for an exact origin", (origin) => {
    expect(parsePattern(origin)).toEqual({ wildcard: undefined, origin });
  });

  it.each([
    ["http://localhost:*", "port", "http://localhost", ""],
    ["http://127.0.0.1:*", "port", "http://127.0.0.1", ""],
    ["http://[::1]:*", "port", "http://[::1]", ""],
    ["https://*.example.com", "label", "https://", ".example.com"],
    ["https://*.example.com:8443", "label", "https://", ".example.com:8443"],
    ["https://api.*.example.com", "label", "https://api.", ".example.com"],
    ["https://*", "label", "https://", ""],
    ["https://*:8443", "label", "https://", ":8443"],
    ["https://**.example.com", "labels", "https://", ".example.com"],
    ["https://**.example.com:8443", "labels", "https://", ".example.com:8443"],
    ["https://pr-*.example.com", "part", "https://pr-", ".example.com"],
    ["https://*-pr.example.com", "part", "https://", "-pr.example.com"],
    ["https://a*b.example.com:81", "part", "https://a", "b.example.com:81"],
    ["https://x.a*b.example.com", "part", "https://x.a", "b.example.com"],
    ["https://example.co*", "part", "https://example.co", ""],
  ])("takes %s apart: a %s between %j and %j", (text, wildcard, before, after) => {
    expect(parsePattern(text)).toEqual({ wildcard, before, after });
  });

  it.each([
    "*",
    "*.example.com",
    "localhost:*",
    "*://example.com",
    "https://*.*.example.com",
    "https://***.example.com",
    "https://**.**.example.com",
    "https://*.example.com:*",
    "http://localhost:30*",
    "http://localhost:*0",
    "http://localhost:**",
    "https://a.**.example.com",
    "https://a**.example.com",
    "https://**a.example.com",
    "http://[::*]",
  ])("takes %s for no pattern", (text) => {
    expect(parsePattern(text)).toBeUndefined();
  });
});
