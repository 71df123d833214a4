import { describe, expect, it } from "vitest";
import { methodFault, requestHeaderFault, responseHeaderFault } from "./check-names.ts";

describe("methodFault", () => {
  it.each(["*", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "M-SEARCH"])(
    "finds nothing wrong with %s",
    (method) => {
      expect(methodFault(method)).toBeUndefined();
    },
  );

  it.each([
    ["", "InvalidMethod", undefined],
    ["PUT, DELETE", "InvalidMethod", undefined],
    ["PUT ", "InvalidMethod", undefined],
    ["PUT\r\nX: y", "InvalidMethod", undefined],
    ["pät", "InvalidMethod", undefined],
    ["TRACE", "ForbiddenMethod", undefined],
    ["connect", "ForbiddenMethod", undefined],
    ["Track", "ForbiddenMethod", undefined],
    ["put", "MethodNotNormalized", "PUT"],
    ["Delete", "MethodNotNormalized", "DELETE"],
    ["get", "MethodNotNormalized", "GET"],
    ["patch", "LowerCaseMethod", "PATCH"],
    ["Propfind", "LowerCaseMethod", "PROPFIND"],
  ])("says of %j: %s, rather %j", (method, code, hint) => {
    expect(methodFault(method)).toEqual(hint === undefined ? { code } : { code, hint });
  });
});

describe("requestHeaderFault", () => {
  it.each(["*", "Content-Type", "content-type", "Authorization", "X-Request-Id", "accept", "X-HTTP-Method-Override"])(
    "finds nothing wrong with %s",
    (header) => {
      expect(requestHeaderFault(header)).toBeUndefined();
    },
  );

  it.each([
    ["", "InvalidHeaderName"],
    ["Content-Type, Authorization", "InvalidHeaderName"],
    ["Content Type", "InvalidHeaderName"],
    ["Content-Type:", "InvalidHeaderName"],
    ["X-Ä", "InvalidHeaderName"],
    ["Cookie", "ForbiddenRequestHeader"],
    ["ORIGIN", "ForbiddenRequestHeader"],
    ["Sec-Fetch-Mode", "ForbiddenRequestHeader"],
    ["Proxy-Authorization", "ForbiddenRequestHeader"],
    ["Access-Control-Request-Method", "ForbiddenRequestHeader"],
    ["Access-Control-Allow-Origin", "ResponseHeaderAsRequestHeader"],
    ["access-control-max-age", "ResponseHeaderAsRequestHeader"],
  ])("says of %j: %s", (header, code) => {
    expect(requestHeaderFault(header)).toEqual({ code });
  });
});

describe("responseHeaderFault", () => {
  it.each([
    "*",
    "ETag",
    "x-total-count",
    "Content-Length",
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
  ])("finds nothing wrong with %s", (header) => {
    expect(responseHeaderFault(header)).toBeUndefined();
  });

  it.each([
    ["", "InvalidHeaderName"],
    ["ETag, Link", "InvalidHeaderName"],
    ["ETag\n", "InvalidHeaderName"],
    ["Set-Cookie", "ForbiddenResponseHeader"],
    ["set-cookie2", "ForbiddenResponseHeader"],
    ["Origin", "ProtocolHeaderExposed"],
    ["Access-Control-Request-Method", "ProtocolHeaderExposed"],
    ["access-control-request-headers", "ProtocolHeaderExposed"],
    ["Access-Control-Allow-Methods", "ProtocolHeaderExposed"],
    ["Access-Control-Allow-Headers", "ProtocolHeaderExposed"],
    ["Access-Control-Max-Age", "ProtocolHeaderExposed"],
  ])("says of %j: %s", (header, code) => {
    expect(responseHeaderFault(header)).toEqual({ code });
  });
});
