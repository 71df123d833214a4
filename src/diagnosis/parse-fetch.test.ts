import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCopyProblem, type CopiedRequest } from "./copied-request.ts";
import { parseFetch } from "./parse-fetch.ts";

function one(text: string): CopiedRequest {
  const requests = parseFetch(text);
  if (requests === undefined || isCopyProblem(requests)) throw new Error(JSON.stringify(requests));
  expect(requests).toHaveLength(1);
  return requests[0] as CopiedRequest;
}

describe("parseFetch", () => {
  it("reads what DevTools copies", () => {
    const text = `fetch("https://api.example.com/orders/1", {
  "headers": {
    "accept": "*/*",
    "content-type": "application/json",
    "x-name": "it's \\"quoted\\" \\u00e9"
  },
  "referrer": "https://app.example.com/",
  "body": "{\\"name\\":\\"Tricia\\"}",
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
});`;
    expect(one(text)).toEqual({
      form: "fetch",
      url: "https://api.example.com/orders/1",
      method: "PUT",
      headers: [
        ["accept", "*/*"],
        ["content-type", "application/json"],
        ["x-name", 'it\'s "quoted" é'],
      ],
      hasBody: true,
      mode: "cors",
      credentials: "include",
      referrer: "https://app.example.com/",
      hasCookies: false,
      hasUser: false,
      insecure: false,
      notes: [],
    });
  });

  it("reads what DevTools copies for Node.js, and Firefox with await", () => {
    expect(
      one(
        'await fetch("https://a.example/", { "headers": { "cookie": "sid=1", "Referer": "https://b.example/" }, "method": "GET" })',
      ),
    ).toMatchObject({
      url: "https://a.example/",
      hasCookies: true,
      headers: [
        ["cookie", "sid=1"],
        ["Referer", "https://b.example/"],
      ],
    });
  });

  it("reads code that people write, and says what it did not run", () => {
    const text = `
      const response = await fetch(\`\${API_URL}/orders/\${id}\`, {
        method: 'PUT', // in upper case
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', Authorization: \`Bearer \${token}\` },
        credentials: 'include',
        body: JSON.stringify({ name: "Tricia", tags: ["a", ")"] }),
        ...more,
        signal,
      });`;
    expect(one(text)).toMatchObject({
      url: undefined,
      method: "PUT",
      headers: [
        ["Accept", "application/json"],
        ["Content-Type", "application/json"],
        ["Authorization", ""],
      ],
      hasBody: true,
      credentials: "include",
      notes: ["The URL is an expression, which is not run."],
    });
  });

  it.each([
    ["fetch('/api')", "/api", "GET", []],
    ["window.fetch(`https://a.example/`)", "https://a.example/", "GET", []],
    ["fetch(new URL('https://a.example/'))", "https://a.example/", "GET", []],
    ["fetch('https://a.example/' + id, {method: 'DELETE'})", undefined, "DELETE", []],
    ["fetch('https://a.example/', {method: verb})", "https://a.example/", "GET", []],
    ["fetch('https://a.example/', {headers: new Headers([['X-A', 1]])})", "https://a.example/", "GET", [["X-A", "1"]]],
    [
      "fetch('https://a.example/', {method: 'POST', body: 'x'})",
      "https://a.example/",
      "POST",
      [["Content-Type", "text/plain;charset=UTF-8"]],
    ],
    ["fetch('https://a.example/', {method: 'POST', body: new FormData(form)})", "https://a.example/", "POST", []],
    ["fetch('https://a.example/', {body: null, mode: 'no-cors'})", "https://a.example/", "GET", []],
  ])("reads %s", (text, url, method, headers) => {
    expect(one(text)).toMatchObject({ url, method, headers });
  });

  it("reads every call of a text", () => {
    expect(parseFetch("fetch('https://a.example/1'); prefetch('no'); fetch('https://a.example/2')")).toMatchObject([
      { url: "https://a.example/1" },
      { url: "https://a.example/2" },
    ]);
  });

  it("says that a call does not end, and where it begins", () => {
    expect(parseFetch('  fetch("https://a.example/", {"method": "P')).toEqual({
      problem: "This call of fetch does not end.",
      at: 2,
    });
  });

  it.each(["", "TypeError: Failed to fetch", "prefetch('x')", "axios.get('x')"])("is not meant by %s", (text) => {
    expect(parseFetch(text)).toBeUndefined();
  });

  it("runs nothing", () => {
    parseFetch(
      "fetch((globalThis.wasRun = true, 'https://a.example/'), { get method() { globalThis.wasRun = true } })",
    );
    expect(Reflect.has(globalThis, "wasRun")).toBe(false);
  });

  it("reads back what JSON writes", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, fc.dictionary(text, text, { noNullPrototype: true }), text, (url, headers, body) => {
        const init = JSON.stringify({ headers, body, method: "PUT" });
        const read = one(`fetch(${JSON.stringify(url)}, ${init});`);
        expect(read).toMatchObject({ url, method: "PUT", hasBody: true });
        expect(read.headers.slice(0, Object.keys(headers).length)).toEqual(Object.entries(headers));
      }),
    );
  });

  it("answers to any text, and never throws or stays in one place", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseFetch(`fetch(${text}`)));
    const parts = fc.array(
      fc.constantFrom(
        "'",
        '"',
        "`",
        "${",
        "}",
        "{",
        "[",
        "]",
        "(",
        ")",
        ",",
        ":",
        "a",
        "...",
        "\\",
        "/*",
        "*/",
        "\n",
        "new ",
        "1",
      ),
    );
    fc.assert(fc.property(parts, (list) => void parseFetch(`fetch(${list.join("")})`)));
  });

  it("ends soon however deep brackets go and however many comments begin", () => {
    for (const text of ["[", "`${", "{a:", "fetch(", "(", "new ", "/*,", "/*/", " ", "`"]) {
      expect(parseFetch(`fetch(${text.repeat(100_000)}`)).toMatchObject({
        problem: "This call of fetch does not end.",
      });
    }
  });
});
