import { describe, expect, it } from "vitest";
import {
  CORS_REQUEST_HEADERS,
  CORS_RESPONSE_HEADERS,
  isCorsResponseHeaderName,
  isForbiddenRequestHeaderName,
  isForbiddenResponseHeaderName,
} from "./header-name.ts";

describe("isForbiddenRequestHeaderName", () => {
  it.each([
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "proxy-",
    "proxy-authorization",
    "sec-",
    "sec-fetch-site",
  ])("knows that a page cannot set %s", (name) => {
    expect(isForbiddenRequestHeaderName(name)).toBe(true);
  });

  it.each([
    "accept",
    "authorization",
    "content-type",
    "user-agent",
    "x-request-id",
    "x-http-method-override",
    "proxy",
    "sec",
    "secret",
    "x-sec-token",
    "cookies",
    "constructor",
    "",
  ])("knows that a page can set %j", (name) => {
    expect(isForbiddenRequestHeaderName(name)).toBe(false);
  });
});

describe("isForbiddenResponseHeaderName", () => {
  it.each([
    ["set-cookie", true],
    ["set-cookie2", true],
    ["cookie", false],
    ["x-set-cookie", false],
    ["etag", false],
    ["", false],
  ])("says of %j: %j", (name, forbidden) => {
    expect(isForbiddenResponseHeaderName(name)).toBe(forbidden);
  });
});

describe("isCorsResponseHeaderName", () => {
  it("knows the six headers of an answer", () => {
    expect(CORS_RESPONSE_HEADERS.map((name) => isCorsResponseHeaderName(name.toLowerCase()))).toEqual(
      Array(6).fill(true),
    );
  });

  it("knows none of the headers of a question", () => {
    expect(CORS_REQUEST_HEADERS.map((name) => isCorsResponseHeaderName(name.toLowerCase()))).toEqual(
      Array(3).fill(false),
    );
  });

  it.each(["access-control-allow-private-network", "access-control-expose-header", "vary", "", "__proto__"])(
    "does not take %j for one",
    (name) => {
      expect(isCorsResponseHeaderName(name)).toBe(false);
    },
  );
});

describe("CORS_RESPONSE_HEADERS", () => {
  it("spells every name as it goes over the wire", () => {
    expect(CORS_RESPONSE_HEADERS).toEqual([
      "Access-Control-Allow-Origin",
      "Access-Control-Allow-Credentials",
      "Access-Control-Allow-Methods",
      "Access-Control-Allow-Headers",
      "Access-Control-Max-Age",
      "Access-Control-Expose-Headers",
    ]);
  });
});

describe("CORS_REQUEST_HEADERS", () => {
  it("spells every name as it goes over the wire", () => {
    expect(CORS_REQUEST_HEADERS).toEqual(["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"]);
  });
});
