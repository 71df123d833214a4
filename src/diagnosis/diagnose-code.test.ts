import { describe, expect, it } from "vitest";
import { diagnoseCode, type ToldFailure } from "./diagnose-code.ts";
import { FINDINGS, type FindingCode } from "./finding-registry.ts";
import { parseConsole } from "./parse-console.ts";

const ORIGIN = "https://app.example.com";
const URL_OF_API = "https://api.example.com/orders/1";

describe("diagnoseCode", () => {
  it.each(Object.keys(FINDINGS) as FindingCode[])("has title, page and fix for %s alone", (code) => {
    const diagnosis = diagnoseCode({ code });
    expect(diagnosis).toMatchObject({ code, title: FINDINGS[code].title, docs: `docs/findings/${code}.md` });
    expect(diagnosis.cause).toBe(FINDINGS[code].title);
    expect(diagnosis.fixes.length).toBeGreaterThan(0);
    expect(diagnosis.evidence).toEqual([]);
    expect(diagnosis.messages).toEqual({});
  });

  it.each([
    [{ code: "MissingAllowOriginHeader", status: 502 }, "ErrorWithoutHeaders", "certain"],
    [{ code: "MissingAllowOriginHeader", status: 200 }, "MissingAllowOriginHeader", "certain"],
    [{ code: "PreflightMissingAllowOriginHeader", status: 401 }, "PreflightNeedsLogin", "certain"],
    [{ code: "PreflightInvalidStatus", status: 405 }, "PreflightNotRouted", "likely"],
    [{ code: "PreflightInvalidStatus", status: 500 }, "PreflightServerError", "likely"],
    [{ code: "PreflightInvalidStatus", status: 429 }, "PreflightRejected", "likely"],
    [{ code: "PreflightInvalidStatus", status: null }, "PreflightInvalidStatus", "certain"],
    [{ code: "AllowOriginMismatch", parameter: `${ORIGIN}/`, origin: ORIGIN }, "OriginDiffersInDetail", "certain"],
    [
      { code: "PreflightInvalidAllowOriginValue", parameter: "app.example.com", origin: ORIGIN },
      "OriginDiffersInDetail",
      "certain",
    ],
    [
      { code: "AllowOriginMismatch", parameter: "https://other.example", origin: ORIGIN },
      "AllowOriginMismatch",
      "certain",
    ],
    [{ code: "AllowOriginMismatch", parameter: `${ORIGIN}/` }, "AllowOriginMismatch", "certain"],
    [{ code: "AllowOriginMismatch", parameter: "https://*.example.com" }, "PatternSent", "certain"],
    [{ code: "AllowOriginMismatch", parameter: ORIGIN, origin: "null" }, "PageWithoutOrigin", "likely"],
    [
      { code: "AllowOriginMismatch", parameter: ORIGIN, origin: "null", redirectedFrom: URL_OF_API },
      "OriginLostInRedirect",
      "likely",
    ],
    [{ code: "InvalidAllowCredentials", parameter: "true, true" }, "HeadersTwice", "certain"],
    [{ code: "InvalidAllowCredentials", parameter: "True" }, "InvalidAllowCredentials", "certain"],
    [{ code: "HeaderDisallowedByPreflightResponse", parameter: "Content-Type" }, "ContentTypeNotAllowed", "certain"],
    [{ code: "HeaderDisallowedByPreflightResponse", parameter: "traceparent" }, "TracingHeader", "likely"],
    [
      { code: "HeaderDisallowedByPreflightResponse", parameter: "x-a" },
      "HeaderDisallowedByPreflightResponse",
      "certain",
    ],
    [{ code: "MethodDisallowedByPreflightResponse", parameter: "patch" }, "MethodCaseDiffers", "likely"],
    [
      { code: "MethodDisallowedByPreflightResponse", parameter: "PUT" },
      "MethodDisallowedByPreflightResponse",
      "certain",
    ],
  ] as readonly (readonly [ToldFailure, FindingCode, string])[])("takes %j for %s, %s", (told, code, certainty) => {
    expect(diagnoseCode(told)).toMatchObject({ code, certainty });
  });

  it("has code for the page, the method and the header that a message names", () => {
    const told: ToldFailure = {
      code: "HeaderDisallowedByPreflightResponse",
      parameter: "X-A",
      origin: "https://shop.example",
      method: "PUT",
    };
    const code = diagnoseCode(told).fixes.find(({ stack }) => stack === "crossorigin")?.snippet?.code;
    expect(code).toContain('origins: ["https://shop.example"]');
    expect(code).toContain('methods: ["PUT"]');
    expect(code).toContain('allowHeaders: ["x-a"]');
  });

  it("has no code that would let null in", () => {
    const { fixes } = diagnoseCode({ code: "AllowOriginMismatch", parameter: ORIGIN, origin: "null" });
    expect(fixes.filter(({ snippet }) => snippet !== undefined)).toEqual([]);
  });

  it("names the method or the header that was missing", () => {
    const { cause, evidence } = diagnoseCode({ code: "MethodDisallowedByPreflightResponse", parameter: "DELETE" });
    expect(cause).toBe("Access-Control-Allow-Methods does not list the request's method. It is DELETE.");
    expect(evidence.map(({ line }) => line)).toEqual(["Method: DELETE"]);
  });

  it("quotes what was told, and shows nothing that moves a cursor", () => {
    const { evidence, cause } = diagnoseCode({
      code: "AllowOriginMismatch",
      parameter: `${ORIGIN}/\u001b[2J`,
      origin: ORIGIN,
      url: "https://user:secret@api.example.com/",
      status: 200,
    });
    expect(evidence.map(({ line }) => line)).toEqual([
      "https://(hidden)@api.example.com/",
      "Status: 200",
      `Access-Control-Allow-Origin: ${ORIGIN}/\\u{1b}[2J`,
      `Origin: ${ORIGIN}`,
    ]);
    expect(cause).toContain("a path, /\\u{1b}[2J");
  });

  it("goes on from what a console printed, in the words of the other browsers too", () => {
    const [failure] = parseConsole(
      `Access to fetch at '${URL_OF_API}' from origin '${ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.`,
    );
    if (failure?.code == null) throw new Error("It was not read.");
    const diagnosis = diagnoseCode({ ...failure, code: failure.code });
    expect(diagnosis).toMatchObject({ code: "PreflightDisallowedRedirect", certainty: "certain" });
    expect(Object.keys(diagnosis.messages)).toContain("chromium");
  });
});
