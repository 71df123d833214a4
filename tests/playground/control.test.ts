import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Playground } from "../../src/playground/server/index.ts";
import { exchange, parseResponses, request, type RawResponse } from "../support/raw.ts";
import { startForTest } from "./start.ts";

let playground: Playground;
let host: string;

beforeAll(async () => {
  playground = await startForTest();
  host = `localhost:${playground.port}`;
});

afterAll(() => playground.close());

async function control(line: string, body: string, headers: readonly string[] = []): Promise<RawResponse> {
  // What is sent here is one byte a character.
  const ascii = body.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const all = [
    `${line} HTTP/1.1`,
    `Host: ${host}`,
    "Content-Type: application/json",
    `Content-Length: ${ascii.length}`,
    ...headers,
    "Connection: close",
    "",
    ascii,
  ];
  return first(await exchange(playground.port, all.join("\r\n")), line);
}

/** Asks the API, or the lab. */
async function ask(port: number, line: string, headers: readonly string[] = []): Promise<RawResponse> {
  return first(await exchange(port, request(line, headers)), line);
}

function first(bytes: string, line: string): RawResponse {
  const [answer] = parseResponses(bytes, [line.split(" ", 1)[0] ?? ""]);
  if (answer === undefined) throw new Error("There is no answer.");
  return answer;
}

function valuesOf(answer: RawResponse, name: string): string[] {
  return answer.headers.filter(([written]) => written.toLowerCase() === name).map(([, value]) => value);
}

function problemsOf(answer: RawResponse): { path: unknown[]; message: string; code?: string }[] {
  return (JSON.parse(answer.body) as { problems: { path: unknown[]; message: string; code?: string }[] }).problems;
}

const labPort = (): number => Number(new URL(playground.labOrigin).port);

describe("the policy of /try/", () => {
  it("is replaced at once", async () => {
    const told = await control("PUT /control/policy", '{"origins":["https://a.example"],"methods":["PUT"],"maxAge":7}');
    expect([told.status, problemsOf(told)]).toEqual([200, []]);
    const preflight = await ask(playground.apiPort, "OPTIONS /try/orders/1", [
      "Origin: https://a.example",
      "Access-Control-Request-Method: PUT",
    ]);
    expect(preflight.status).toBe(204);
    expect(valuesOf(preflight, "access-control-allow-methods")).toEqual(["PUT"]);
    expect(valuesOf(preflight, "access-control-max-age")).toEqual(["7"]);
    const other = await ask(playground.apiPort, "GET /try/orders/1", ["Origin: https://b.example"]);
    expect(valuesOf(other, "access-control-allow-origin")).toEqual([]);
  });

  it("stays as it was when the engine finds a mistake, and the mistake is told with its place", async () => {
    await control("PUT /control/policy", '{"origins":["https://a.example"]}');
    const told = await control("PUT /control/policy", '{"origins":["https://a.example/"],"allowedHeaders":["X-A"]}');
    expect(told.status).toBe(422);
    expect(problemsOf(told).map(({ code, path }) => [code, path])).toEqual(
      expect.arrayContaining([
        ["OriginTrailingSlash", ["origins", 0]],
        ["UnknownOption", ["allowedHeaders"]],
      ]),
    );
    const answer = await ask(playground.apiPort, "GET /try/x", ["Origin: https://a.example"]);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["https://a.example"]);
  });

  it("stands in the log as it was answered", async () => {
    await control("PUT /control/policy", '{"origins":["https://a.example"],"methods":["PUT"]}');
    await ask(playground.apiPort, "OPTIONS /try/logged", [
      "Origin: https://a.example",
      "Access-Control-Request-Method: PUT",
    ]);
    const seen = await logged('"/try/logged"');
    expect(seen).toContain('["Access-Control-Allow-Methods","PUT"]');
    expect(seen).toContain('"refused":[]');
  });

  it("covers errors of the handler", async () => {
    await control("PUT /control/policy", '{"origins":["https://a.example"],"exposeHeaders":["X-Total-Count"]}');
    const answer = await ask(playground.apiPort, "GET /try/x?status=503", ["Origin: https://a.example"]);
    expect(answer.status).toBe(503);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["https://a.example"]);
    expect(valuesOf(answer, "access-control-expose-headers")).toEqual(["X-Total-Count"]);
  });

  it("has nothing to do with the article's", async () => {
    await control("PUT /control/policy", '{"origins":["https://a.example"]}');
    const answer = await ask(playground.apiPort, "GET /some/url/resource/path", ["Origin: https://b.example"]);
    expect(valuesOf(answer, "access-control-allow-origin")).toEqual(["*"]);
  });
});

describe("the lab", () => {
  const place = (preflight: unknown, actual: unknown): string => JSON.stringify([{ path: "/x", preflight, actual }]);

  it("answers preflights and everything else as it was told, doubled lines and strange methods too", async () => {
    const doubled = [
      ["Access-Control-Allow-Origin", "*"],
      ["access-control-allow-origin", "{origin}"],
    ];
    const told = await control(
      "PUT /control/answers",
      place({ status: 299, headers: doubled }, { status: 418, headers: [], body: "žluť" }),
    );
    expect(told.status).toBe(200);
    const preflight = await ask(labPort(), "OPTIONS /x", [
      "Origin: https://a.example",
      "Access-Control-Request-Method: patch",
    ]);
    expect(preflight.status).toBe(299);
    expect(preflight.headers.slice(0, 2)).toEqual([
      ["Access-Control-Allow-Origin", "*"],
      ["access-control-allow-origin", "https://a.example"],
    ]);
    const actual = await ask(labPort(), "patch /x?a=b", ["Origin: https://a.example"]);
    expect([actual.status, Buffer.from(actual.body, "latin1").toString()]).toEqual([418, "žluť"]);
    // Without Access-Control-Request-Method an OPTIONS is no preflight.
    expect((await ask(labPort(), "OPTIONS /x")).status).toBe(418);
    expect((await ask(labPort(), "GET /y")).status).toBe(404);
  });

  it("closes the connection where it is to give no answer, and waits where it is to wait", async () => {
    const silent = { status: 200, headers: [], silent: true };
    await control("PUT /control/answers", place(silent, { status: 200, headers: [], delay: 300 }));
    const bytes = await exchange(
      labPort(),
      request("OPTIONS /x", ["Origin: null", "Access-Control-Request-Method: PUT"]),
    );
    expect(bytes.length).toBe(0);
    const started = performance.now();
    expect((await ask(labPort(), "GET /x")).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(250);
  });

  it("writes what it saw into the log, without secrets", async () => {
    await control(
      "PUT /control/answers",
      place({ status: 204, headers: [] }, { status: 200, headers: [["Set-Cookie", "a=secret"]] }),
    );
    await ask(labPort(), "GET /x?log", ["Cookie: b=secret", "Authorization: secret", "Origin: https://a.example"]);
    const seen = await logged('"/x?log"');
    expect(seen).toContain('"server":"lab"');
    expect(seen).toContain('["Set-Cookie","a=…"]');
    expect(seen).toContain('"credentials":["Cookie","Authorization"]');
    expect(seen).not.toContain("secret");
  });

  it.each<[title: string, answers: unknown, path: unknown[]]>([
    ["no list", {}, []],
    ["too many places", Array.from({ length: 6 }, () => ({})), []],
    [
      "an unknown field",
      [{ path: "/", preflight: { status: 200, headers: [] }, actual: { status: 200, headers: [], reason: "x" } }],
      [0, "actual", "reason"],
    ],
    ["a status of four digits", [{ path: "/", preflight: { status: 2000, headers: [] } }], [0, "preflight", "status"]],
    [
      "a line end in a value",
      [{ path: "/", preflight: { status: 200, headers: [["A", "b\r\nSet-Cookie: c"]] } }],
      [0, "preflight", "headers", 0],
    ],
    [
      "a colon in a name",
      [{ path: "/", preflight: { status: 200, headers: [["A: b", "c"]] } }],
      [0, "preflight", "headers", 0],
    ],
    [
      "a value beyond Latin-1",
      [{ path: "/", preflight: { status: 200, headers: [["A", "→"]] } }],
      [0, "preflight", "headers", 0],
    ],
    [
      "a delay of a minute",
      [{ path: "/", preflight: { status: 200, headers: [], delay: 60_000 } }],
      [0, "preflight", "delay"],
    ],
    ["a path with a space", [{ path: "/a b" }], [0, "path"]],
    ["__proto__", JSON.parse('[{"__proto__":1}]'), [0, "__proto__"]],
  ])("refuses %s and says where", async (_title, answers, path) => {
    const told = await control("PUT /control/answers", JSON.stringify(answers));
    expect(told.status).toBe(422);
    expect(problemsOf(told)).toEqual([{ path, message: expect.stringMatching(/.{15}/) }]);
  });

  it.each(["", "\r\n\r\n", "GET", `GET / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n`, "\0\0\0\r\n\r\n"])(
    "lives through %j",
    async (bytes) => {
      await exchange(labPort(), `${bytes}\r\n\r\n${"x".repeat(300_000)}`).catch(() => undefined);
      expect((await ask(labPort(), "GET /nothing")).status).toBe(404);
    },
  );
});

describe("the control API", () => {
  it.each([
    ["PUT /control/policy", '{"origins":"*"}'],
    ["PUT /control/answers", "[]"],
    ["POST /control/visit", '{"origin":"https://a.example","path":"/cached/vary/x"}'],
  ])("%s is the page's own affair", async (line, body) => {
    for (const header of [
      `Origin: ${playground.labOrigin}`,
      `Origin: ${playground.apiOrigin}`,
      "Origin: null",
      "Sec-Fetch-Site: same-site",
      "Sec-Fetch-Site: cross-site",
    ]) {
      const answer = await control(line, body, [header]);
      expect(answer.status).toBe(403);
      expect(answer.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
    }
    const rebound = `${line} HTTP/1.1\r\nHost: evil.example:${playground.port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
    expect(first(await exchange(playground.port, rebound), line).status).toBe(403);
  });

  it("answers no preflight, so that no other page can send it JSON", async () => {
    const answer = await control("OPTIONS /control/policy", "", ["Access-Control-Request-Method: PUT"]);
    expect(answer.status).toBe(405);
  });

  it("takes JSON alone, of at most 128 KiB, and nothing that is none", async () => {
    const large = await control("PUT /control/policy", JSON.stringify({ origins: ["x".repeat(200 * 1024)] }));
    expect(large.status).toBe(413);
    expect((await control("PUT /control/policy", "{")).status).toBe(400);
    const form = `PUT /control/policy HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;
    expect(first(await exchange(playground.port, form), "PUT").status).toBe(415);
  });

  it.each([
    { origin: "https://a.example", path: "/control/policy" },
    { origin: "https://a.example", path: "/cached/../x" },
    { origin: "not an origin", path: "/cached/vary/x" },
    { origin: "https://a.example", path: "/cached/vary/x", more: true },
  ])("visits nothing but the catalogue: %j", async (visit) => {
    expect((await control("POST /control/visit", JSON.stringify(visit))).status).toBe(422);
  });
});

describe("the log", () => {
  it("reaches a page that comes later, however long strangers have made their headers", async () => {
    const long = `GET /long HTTP/1.1\r\nHost: x\r\n${`X-Long: ${"x".repeat(1900)}\r\n`.repeat(7)}\r\n`;
    const last = long.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    for (let round = 0; round < 5; round += 1) await exchange(playground.apiPort, long.repeat(99) + last);
    await ask(playground.apiPort, "GET /the-last");
    expect(await logged('"/the-last"')).toContain('"status":200');
  });
});

describe("the shared cache", () => {
  it.each([
    ["no-vary", "https://shop.example", "HIT"],
    ["vary", undefined, "MISS"],
  ])("/cached/%s/ answers the second visitor with %s's headers: %s", async (kind, allowed, cache) => {
    const path = `/cached/${kind}/test`;
    const visited = await control("POST /control/visit", JSON.stringify({ origin: "https://shop.example", path }));
    expect(JSON.parse(visited.body)).toEqual({ status: 200 });
    const second = await ask(playground.apiPort, `GET ${path}`, [`Origin: ${playground.pageOrigin}`]);
    expect(valuesOf(second, "access-control-allow-origin")).toEqual([allowed ?? playground.pageOrigin]);
    expect(valuesOf(second, "x-cache")).toEqual([cache]);
    expect(valuesOf(second, "vary")).toEqual(kind === "vary" ? ["Origin"] : []);
  });

  it("hands the same origin its own answer again", async () => {
    const own = [`Origin: ${playground.pageOrigin}`];
    await ask(playground.apiPort, "GET /cached/vary/again", own);
    const again = await ask(playground.apiPort, "GET /cached/vary/again", own);
    expect(valuesOf(again, "x-cache")).toEqual(["HIT"]);
    expect(valuesOf(again, "age")).toEqual(["0"]);
  });
});

/** The part of the log about one path. */
async function logged(path: string): Promise<string> {
  const response = await fetch(`${playground.pageOrigin}/control/log`);
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.includes(path)) break;
  }
  return text.split("\n\n").find((event) => event.includes(path)) ?? "";
}
