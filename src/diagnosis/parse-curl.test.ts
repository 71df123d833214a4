import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCopyProblem, type CopiedRequest } from "./copied-request.ts";
import { parseCurl } from "./parse-curl.ts";

function one(text: string): CopiedRequest {
  const requests = parseCurl(text);
  if (requests === undefined || isCopyProblem(requests)) throw new Error(JSON.stringify(requests));
  expect(requests).toHaveLength(1);
  return requests[0] as CopiedRequest;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

describe("parseCurl", () => {
  it("reads what DevTools copies for bash", () => {
    const text = String.raw`curl 'https://api.example.com/orders/1?q=a%20b' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H $'x-name: it\'s \u00e9\n' \
  -H 'content-type: application/json' \
  -b 'sid=secret; theme=dark' \
  -H 'origin: https://app.example.com' \
  --data-raw $'{"name":"Tricia\'s"}' \
  --compressed \
  --insecure`;
    expect(one(text)).toEqual({
      form: "curl",
      url: "https://api.example.com/orders/1?q=a%20b",
      method: "PUT",
      headers: [
        ["accept", "*/*"],
        ["x-name", "it's é"],
        ["content-type", "application/json"],
        ["Cookie", "sid=secret; theme=dark"],
        ["origin", "https://app.example.com"],
      ],
      hasBody: true,
      hasCookies: true,
      hasUser: false,
      insecure: true,
      notes: [],
    });
  });

  it("reads what DevTools copies for the command line of Windows", () => {
    const text = [
      'curl ^"https://api.example.com/orders?a=1^&b=2^" ^',
      '  -X ^"PUT^" ^',
      '  -H ^"content-type: application/json^" ^',
      '  --data-raw ^"^{^\\^"name^\\^":^\\^"Tricia^\\^"^}^"',
    ].join("\r\n");
    expect(one(text)).toMatchObject({
      url: "https://api.example.com/orders?a=1&b=2",
      method: "PUT",
      headers: [["content-type", "application/json"]],
      hasBody: true,
    });
  });

  it.each([
    ["curl https://a.example/", "GET", []],
    ["$ curl -sSL https://a.example/ -o out.json", "GET", []],
    ["curl -d a=1 https://a.example/", "POST", [["Content-Type", "application/x-www-form-urlencoded"]]],
    ["curl --json '{}' https://a.example/", "POST", [["Content-Type", "application/json"]]],
    ["curl -F file=@x https://a.example/", "POST", [["Content-Type", "multipart/form-data"]]],
    ["curl -G -d a=1 https://a.example/", "GET", []],
    ["curl -I https://a.example/", "HEAD", []],
    ["curl -T file https://a.example/", "PUT", []],
    ["curl -XDELETE https://a.example/", "DELETE", []],
    ["curl -sXPATCH -H'X-A:1' https://a.example/", "PATCH", [["X-A", "1"]]],
    ["curl --request=PUT --url https://a.example/", "PUT", []],
    ["curl --max-time 5 --retry 3 https://a.example/", "GET", []],
    ["curl -H 'X-Empty;' -H 'Accept:' https://a.example/", "GET", [["X-Empty", ""]]],
    ['curl -H "X-A: \\"q\\" $HOME" https://a.example/', "GET", [["X-A", '"q" $HOME']]],
    [
      "curl --oauth2-bearer t -A me -e https://b.example/ https://a.example/",
      "GET",
      [
        ["Authorization", "Bearer t"],
        ["User-Agent", "me"],
        ["Referer", "https://b.example/"],
      ],
    ],
  ])("reads %s", (text, method, headers) => {
    expect(one(text)).toMatchObject({ url: "https://a.example/", method, headers });
  });

  it("takes http:// for an address without a scheme, as curl does", () => {
    expect(one("curl localhost:8080/x").url).toBe("http://localhost:8080/x");
  });

  it("knows cookies from a file of cookies, and a user", () => {
    expect(one("curl -b cookies.txt -u me:secret https://a.example/")).toMatchObject({
      hasCookies: true,
      hasUser: true,
      headers: [],
    });
  });

  it("says that it fills nothing in", () => {
    expect(one('curl -H "Authorization: Bearer $TOKEN" https://a.example/').notes).toEqual([
      "What a shell would fill in, such as $TOKEN, is taken as it is written.",
    ]);
  });

  it("reads all commands of a text, and nothing else in it", () => {
    const text =
      "curl https://a.example/1 ;\ncurl 'https://a.example/2' -X PUT &\necho done | jq\n# curl https://a.example/no";
    const requests = parseCurl(text);
    expect(requests).toMatchObject([{ url: "https://a.example/1" }, { url: "https://a.example/2", method: "PUT" }]);
  });

  it.each([
    ["curl 'https://a.example/", { problem: "The quotation that begins with ' does not end.", at: 5 }],
    ["  curl -H $'x", { problem: "The quotation that begins with $' does not end.", at: 10 }],
    ["curl -X PUT", { problem: "This curl command has no URL.", at: 0 }],
  ])("says of %s what is wrong", (text, problem) => {
    expect(parseCurl(text)).toEqual(problem);
  });

  it.each(["", "curling is fun", "fetch('x')", "PUT https://a.example/"])("is not meant by %s", (text) => {
    expect(parseCurl(text)).toBeUndefined();
  });

  const name = fc.stringMatching(/^[a-zA-Z][\w-]{0,20}$/);
  const value = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((text) => text.trim() === text && text !== "" && !text.includes("\0"));

  it("reads back what is written with quotes", () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.array(fc.tuple(name, value), { maxLength: 5 }),
        fc.constantFrom("PUT", "PATCH", "patch"),
        (url, headers, method) => {
          const lines = headers.flatMap(([key, text]) => ["-H", quoted(`${key}: ${text}`)]);
          const text = ["curl", quoted(url), "-X", method, ...lines].join(" ");
          expect(one(text)).toMatchObject({ url, method, headers });
        },
      ),
    );
  });

  it("reads back what is written with $'...', as DevTools does for what is not ASCII", () => {
    fc.assert(
      fc.property(value, (text) => {
        const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0"));
        expect(one(`curl https://a.example/ -H $'x-a: ${units.map((unit) => `\\u${unit}`).join("")}'`).headers).toEqual(
          [["x-a", text]],
        );
      }),
    );
  });

  it("answers to any text, and never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseCurl(`curl ${text}`)));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("'", '"', "$'", "\\", "-", "H", "^", "\n", "a: b", ";", " ", "#")),
        (parts) => void parseCurl(`curl ${parts.join("")}`),
      ),
    );
  });
});
