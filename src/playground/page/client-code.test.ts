import { describe, expect, it } from "vitest";
import { ajaxSettings, codeOf, fetchInit } from "./client-code.ts";
import { ajax, pageRequest } from "./page-request.ts";

const PUT = pageRequest({
  url: "http://localhost:8080/a",
  method: "PUT",
  headers: [["Content-Type", "application/json"]],
  body: '{"a":1}',
  credentials: "include",
});

describe("codeOf", () => {
  it("is what one would write for fetch", () => {
    expect(codeOf(PUT)).toBe(`const response = await fetch("http://localhost:8080/a", {
  method: "PUT",
  headers: {
    "Content-Type": "application/json",
  },
  body: "{\\"a\\":1}",
  credentials: "include",
});
console.log(response.status, await response.text());`);
  });

  it("reads nothing of an answer that cannot be read", () => {
    expect(codeOf({ ...PUT, mode: "no-cors" })).toContain("console.log(response.type);");
  });

  it("is what one would write for XMLHttpRequest", () => {
    expect(codeOf({ ...PUT, client: "xhr" })).toBe(`const xhr = new XMLHttpRequest();
xhr.open("PUT", "http://localhost:8080/a");
xhr.setRequestHeader("Content-Type", "application/json");
xhr.withCredentials = true;
xhr.onload = () => console.log(xhr.status, xhr.responseText);
xhr.send("{\\"a\\":1}");`);
  });

  it("is what one would write for jQuery", () => {
    expect(codeOf({ ...PUT, client: "jquery" })).toBe(`$.ajax({
  url: "http://localhost:8080/a",
  method: "PUT",
  data: "{\\"a\\":1}",
  contentType: "application/json",
  dataType: "text",
  xhrFields: {
    withCredentials: true,
  },
})
  .done((text) => console.log(text));`);
  });
});

describe("ajaxSettings", () => {
  it("leaves a body out where there can be none", () => {
    expect(ajaxSettings({ ...PUT, method: "GET" })).not.toHaveProperty("data");
  });

  it("hands all headers but the content type on as headers", () => {
    const settings = ajaxSettings(ajax({ method: "GET", url: "http://localhost/", headers: { "X-Key": "1" } }));
    expect(settings).toEqual({ url: "http://localhost/", method: "GET", headers: { "X-Key": "1" }, dataType: "text" });
  });
});

describe("fetchInit", () => {
  it("says only what is not said without it", () => {
    expect(fetchInit(pageRequest({ url: "http://localhost/" }))).toEqual({ method: "GET" });
    expect(fetchInit(pageRequest({ url: "http://localhost/", mode: "no-cors", redirect: "manual" }))).toEqual({
      method: "GET",
      mode: "no-cors",
      redirect: "manual",
    });
  });

  it("keeps two headers of one name", () => {
    const headers = [
      ["X-Key", "1"],
      ["X-Key", "2"],
    ] as const;
    expect(fetchInit(pageRequest({ url: "http://localhost/", headers })).headers).toEqual(headers);
  });
});
