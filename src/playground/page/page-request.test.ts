import { describe, expect, it } from "vitest";
import { ajax, canHaveBody, pageRequest, wireMethod } from "./page-request.ts";

describe("wireMethod", () => {
  it.each([
    ["fetch", "put", "PUT"],
    ["fetch", "patch", "patch"],
    ["xhr", "delete", "DELETE"],
    ["xhr", "chicken", "chicken"],
    ["jquery", "patch", "PATCH"],
  ] as const)("of %s sends %s as %s", (client, method, sent) => {
    expect(wireMethod({ client, method })).toBe(sent);
  });
});

describe("canHaveBody", () => {
  it.each([
    ["get", false],
    ["HEAD", false],
    ["POST", true],
    ["patch", true],
  ])("says of %s: %s", (method, expected) => {
    expect(canHaveBody(pageRequest({ url: "http://localhost/", method }))).toBe(expected);
  });
});

describe("ajax", () => {
  it("sends a value as JSON, with its content type first", () => {
    const request = ajax({ method: "PUT", url: "http://localhost/", json: { a: 1 }, headers: { "X-Key": "1" } });
    expect(request).toEqual({
      client: "jquery",
      method: "PUT",
      url: "http://localhost/",
      headers: [
        ["Content-Type", "application/json"],
        ["X-Key", "1"],
      ],
      body: '{"a":1}',
      credentials: "same-origin",
      mode: "cors",
      redirect: "follow",
    });
  });

  it("sends fields as a form does", () => {
    const { headers, body } = ajax({ method: "POST", url: "http://localhost/", form: { a: "1 2" } });
    expect(headers).toEqual([["Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"]]);
    expect(body).toBe("a=1+2");
  });

  it("has neither body nor type without a value, and credentials when asked", () => {
    const request = ajax({ method: "GET", url: "http://localhost/", withCredentials: true });
    expect(request.headers).toEqual([]);
    expect(request).not.toHaveProperty("body");
    expect(request.credentials).toBe("include");
  });
});
