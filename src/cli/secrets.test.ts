import { describe, expect, it } from "vitest";
import { diagnoseCode } from "../diagnosis/index.ts";
import { Redactor } from "./secrets.ts";

const redactor = new Redactor(false);

describe("Redactor", () => {
  it.each([
    ["Authorization", "Bearer abc", "Bearer (hidden)"],
    ["AUTHORIZATION", "abc", "(hidden)"],
    ["Proxy-Authorization", "Basic abc", "Basic (hidden)"],
    ["Cookie", "a=1; b=2;c", "a=(hidden); b=(hidden); (hidden)"],
    ["Set-Cookie", "sid=1; Path=/; HttpOnly", "sid=(hidden); Path=/; HttpOnly"],
    ["X-Api-Key", "1234", "(hidden)"],
    ["X-CSRF-Token", "1234", "(hidden)"],
    ["Location", "https://me:pw@example.com/", "https://(hidden)@example.com/"],
    ["Location", "/a?page=2&access_token=abc#code=x", "/a?page=2&access_token=(hidden)#code=(hidden)"],
    ["X-Request-Id", "1234", "1234"],
    ["Access-Control-Allow-Headers", "authorization, x-api-key", "authorization, x-api-key"],
    ["Access-Control-Allow-Credentials", "true", "true"],
  ])("leaves of %s: %s", (name, value, left) => {
    expect(redactor.value(name, value)).toBe(left);
    expect(new Redactor(true).value(name, value)).toBe(value);
  });

  it("hides cookies that a step compares", () => {
    const step = {
      name: "cookies-sent",
      title: "",
      section: "",
      phase: "response",
      hop: 0,
      result: "noted",
      found: "a=1",
    } as const;
    expect(redactor.step(step)).toMatchObject({ found: "a=(hidden)" });
    expect(redactor.step({ ...step, found: null })).toMatchObject({ found: null });
  });

  it("hides keys in what a diagnosis quotes, and leaves its fixes as they are", () => {
    const diagnosis = diagnoseCode({
      code: "RedirectContainsCredentials",
      url: "https://me:s3cret@api.example.com/?api_key=s3cret&page=2",
      origin: "https://app.example.com",
    });
    const told = { ...diagnosis, messages: { webkit: "redirection to https://me:s3cret@api.example.com/ denied" } };
    const shown = redactor.diagnosis(told);
    expect(JSON.stringify(shown)).not.toContain("s3cret");
    expect(shown.messages.webkit).toBe("redirection to https://(hidden)@api.example.com/ denied");
    expect(shown.fixes).toBe(told.fixes);
    expect(new Redactor(true).diagnosis(told)).toEqual(told);
  });
});
