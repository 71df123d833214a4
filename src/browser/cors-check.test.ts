import { describe, expect, it } from "vitest";
import { corsCheck } from "./cors-check.ts";
import { Trace } from "./trace.ts";
import type { HeaderLine } from "./wire.ts";

const ORIGIN = "https://app.example.com";

/** What fails in the check of a response with these lines: the code and the parameter; `undefined` when it may be read. */
function failureOf(allowOrigin: readonly string[], allowCredentials: readonly string[], credentialed: boolean) {
  const headers: HeaderLine[] = [
    ...allowOrigin.map((value): HeaderLine => ["Access-Control-Allow-Origin", value]),
    ...allowCredentials.map((value): HeaderLine => ["access-control-allow-credentials", value]),
  ];
  const failed = corsCheck(headers, { origin: ORIGIN, credentialed }, new Trace());
  return failed === undefined ? undefined : [failed.reason.code, failed.reason.parameter];
}

describe("the CORS check", () => {
  it.each([
    ["the page's origin", [ORIGIN], [], false],
    ["everybody", ["*"], [], false],
    ["the page's origin, and credentials", [ORIGIN], ["true"], true],
    ["the page's origin, and credentials that were not sent", [ORIGIN], ["false"], false],
  ])("passes where a response names %s", (_what, allowOrigin, allowCredentials, credentialed) => {
    expect(failureOf(allowOrigin, allowCredentials, credentialed)).toBeUndefined();
  });

  it.each([
    [[], "MissingAllowOriginHeader", undefined],
    [[""], "InvalidAllowOriginValue", undefined],
    [["app.example.com"], "InvalidAllowOriginValue", "app.example.com"],
    [["HTTPS://app.example.com"], "AllowOriginMismatch", "HTTPS://app.example.com"],
    [[`${ORIGIN}/`], "AllowOriginMismatch", `${ORIGIN}/`],
    [[`${ORIGIN}:443`], "AllowOriginMismatch", `${ORIGIN}:443`],
    [["https://other.example"], "AllowOriginMismatch", "https://other.example"],
    [["null"], "AllowOriginMismatch", "null"],
    [[ORIGIN, ORIGIN], "MultipleAllowOriginValues", `${ORIGIN}, ${ORIGIN}`],
    [["*", ORIGIN], "MultipleAllowOriginValues", `*, ${ORIGIN}`],
    [[`${ORIGIN},https://other.example`], "MultipleAllowOriginValues", `${ORIGIN},https://other.example`],
    [[`${ORIGIN} https://other.example`], "MultipleAllowOriginValues", `${ORIGIN} https://other.example`],
  ])("fails where a response names %j", (allowOrigin, code, parameter) => {
    expect(failureOf(allowOrigin, ["true"], false)).toEqual([code, parameter]);
    expect(failureOf(allowOrigin, ["true"], true)).toEqual([code, parameter]);
  });

  it("fails where everybody is named, and credentials were sent", () => {
    expect(failureOf(["*"], ["true"], true)).toEqual(["WildcardOriginNotAllowed", undefined]);
  });

  it.each([[[]], [[""]], [["True"]], [["false"]], [["*"]], [["true", "true"]]])(
    "fails where credentials were sent, and what is said of them is %j",
    (allowCredentials) => {
      const said = allowCredentials.join(", ");
      const parameter = said === "" ? undefined : said;
      expect(failureOf([ORIGIN], allowCredentials, true)).toEqual(["InvalidAllowCredentials", parameter]);
      expect(failureOf([ORIGIN], allowCredentials, false)).toBeUndefined();
    },
  );
});
