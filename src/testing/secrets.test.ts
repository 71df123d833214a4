import { describe, expect, it } from "vitest";
import { withoutSecrets, withoutUserInfo } from "./secrets.ts";

describe("withoutSecrets", () => {
  it.each([
    ["Authorization", "Bearer eyJhbGciOi", "Bearer (hidden)"],
    ["authorization", "eyJhbGciOi", "(hidden)"],
    ["Authorization", "", "(hidden)"],
    ["Cookie", "session=abc; theme=dark=er", "session=(hidden); theme=(hidden)"],
    ["Cookie", "abc", "(hidden)"],
    ["Set-Cookie", "session=abc; Path=/; SameSite=None; Secure", "session=(hidden); Path=/; SameSite=None; Secure"],
    ["Location", "https://user:password@api.example.com/?a=@", "https://(hidden)@api.example.com/?a=@"],
    ["Access-Control-Allow-Origin", "https://app.example.com", "https://app.example.com"],
    ["__proto__", "a", "a"],
  ])("%s: %s", (name, value, shown) => {
    expect(withoutSecrets(name, value)).toBe(shown);
  });
});

describe("withoutUserInfo", () => {
  it("leaves an @ elsewhere alone", () => {
    const url = "https://api.example.com/@user?mail=a@b#c@d";
    expect(withoutUserInfo(url)).toBe(url);
  });
});
