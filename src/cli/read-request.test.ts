import { describe, expect, it } from "vitest";
import type { RequestFlags } from "./check-flags.ts";
import { readRequest } from "./read-request.ts";

function read(flags: RequestFlags): ReturnType<typeof readRequest> {
  return readRequest("https://api.example.com/orders", { from: "https://app.example.com", ...flags }, (data) => data);
}

describe("readRequest", () => {
  it("asks as fetch() does when nothing else is said, in all three browsers", () => {
    expect(read({})).toEqual({
      url: "https://api.example.com/orders",
      from: "https://app.example.com",
      method: "GET",
      headers: [],
      credentials: "same-origin",
      mode: "cors",
      redirect: "follow",
      xhr: false,
      profiles: ["chromium", "firefox", "webkit"],
      cookies: [],
      reads: [],
      repeat: 1,
      pause: 0,
      notes: [],
    });
  });

  it("posts what has a body", () => {
    expect(read({ data: "a=b" })).toMatchObject({ method: "POST", body: "a=b", notes: [] });
    expect(read({ data: "x", request: "PUT" })).toMatchObject({ method: "PUT" });
    expect(read({ data: "@orders.json" })).toMatchObject({ bodyFile: "@orders.json" });
  });

  it("keeps headers as they are written", () => {
    const header = ["Content-Type:application/json", "X-Empty:", "x-time: 12:30 "];
    expect(read({ header }).headers).toEqual([
      ["Content-Type", "application/json"],
      ["X-Empty", ""],
      ["x-time", "12:30"],
    ]);
  });

  it.each([
    [{ request: "GET X" }, '"GET X" is no method'],
    [{ request: "" }, '"" is no method'],
    [{ request: "trace" }, "No page can send trace: browsers keep CONNECT, TRACE, TRACK to themselves."],
    [{ request: "get", data: "x" }, "A page cannot send a body with get."],
    [{ mode: "no-cors", request: "PUT" }, "In mode no-cors a page can send GET, HEAD and POST, not PUT."],
    [{ xhr: true, mode: "cors" }, "An XMLHttpRequest has no mode"],
    [{ xhr: true, redirect: "error" }, "An XMLHttpRequest has no mode"],
    [{ xhr: true, credentials: "omit" }, "cannot leave credentials out"],
    [{ pause: 5 }, "--pause needs --repeat 2 or more."],
    [{ user: "hunter2" }, "--user has to be name:password"],
    [{ read: ["X-A", "two words"] }, '--read "two words" is no name of a header'],
    [{ header: ["no colon"] }, `-H "no colon" is no header: write 'name: value'`],
    [{ header: ["two words: x"] }, "is no header"],
    [{ header: ["X-A: \u{1f600}"] }, "The value of X-A has a line end or a character that no header can carry."],
    [{ header: ["X-A: a\nb"] }, "The value of X-A has a line end"],
  ] satisfies [RequestFlags, string][])("refuses %j", (flags, words) => {
    expect(() => read(flags)).toThrow(words);
    expect(() => read(flags)).toThrow(expect.objectContaining({ name: "UsageError" }));
  });

  it("does not repeat the value of a header that it refuses", () => {
    expect(() => read({ header: ["Authori zation: Bearer hunter2"] })).not.toThrow("hunter2");
  });

  it.each([
    [{ request: "GTE" }, "GTE is a method that few servers know. Did you mean GET? It is sent as it is written."],
    [{ request: "DELTE" }, "Did you mean DELETE?"],
    [{ request: "POSTT" }, "Did you mean POST?"],
    [{ request: "CHICKEN" }, "CHICKEN is a method that few servers know. It is sent as it is written."],
    [{ data: '{"a":1}' }, "add -H 'Content-Type: application/json'"],
    [{ cookie: ["a=b"] }, "--cookie is not sent across origins without --credentials include."],
    [{ user: "a:b" }, "--user is not sent across origins without --credentials include."],
  ] satisfies [RequestFlags, string][])("notes of %j", (flags, words) => {
    expect(read(flags).notes.join("\n")).toContain(words);
  });

  it.each([
    { request: "PROPFIND" },
    { request: "patch" },
    { data: '{"a":1}', header: ["content-type: text/plain"] },
    { cookie: ["a=b"], credentials: "include" },
  ] satisfies RequestFlags[])("has nothing to note of %j", (flags) => {
    expect(read(flags).notes).toEqual([]);
  });
});
