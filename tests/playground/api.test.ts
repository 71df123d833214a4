import { METHODS } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Playground } from "../../src/playground/server/index.ts";
import { exchange, open, parseResponses, request, type RawResponse } from "../support/raw.ts";
import { startForTest } from "./start.ts";

let playground: Playground;
let page: string;

beforeAll(async () => {
  playground = await startForTest();
  page = playground.pageOrigin;
});

afterAll(() => playground.close());

/** @param body one character a byte */
async function ask(line: string, headers?: readonly string[], body?: string): Promise<RawResponse> {
  const bytes = await exchange(playground.apiPort, request(line, headers, body));
  const [answer] = parseResponses(bytes, [line.split(" ", 1)[0] ?? ""]);
  if (answer === undefined) throw new Error("There is no answer.");
  return answer;
}

/** The answer as text, without the lines that differ from run to run. */
function withoutDate({ status, reason, headers, body }: RawResponse): string {
  const lines = headers.filter(([name]) => name !== "Date").map(([name, value]) => `${name}: ${value}`);
  return [`${status} ${reason}`, ...lines, "", body].join("\n");
}

function valueOf(answer: RawResponse, name: string): string | undefined {
  const values = answer.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(" | ");
}

function corsHeaders(answer: RawResponse): readonly string[] {
  return answer.headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith("access-control-"));
}

describe("the article's server, byte by byte", () => {
  it("answers a preflight", async () => {
    const answer = await ask("OPTIONS /some/url/resource/path", [
      `Origin: ${page}`,
      "Access-Control-Request-Method: PUT",
      "Access-Control-Request-Headers: content-type",
    ]);
    expect(withoutDate(answer)).toMatchInlineSnapshot(`
      "204 No Content
      Access-Control-Allow-Origin: *
      Access-Control-Allow-Methods: GET, POST, PUT, DELETE, OPTIONS
      Access-Control-Allow-Headers: content-type, accept
      Access-Control-Max-Age: 10
      Vary: Access-Control-Request-Method, Access-Control-Request-Headers
      Connection: close

      "
    `);
  });

  it("echoes method and body", async () => {
    const answer = await ask("PUT /some/url/resource/path", [`Origin: ${page}`], '{"name":"Tricia","age":37}');
    expect(withoutDate(answer)).toMatchInlineSnapshot(`
      "200 OK
      Content-Type: text/plain; charset=utf-8
      Content-Length: 85
      X-Content-Type-Options: nosniff
      Access-Control-Allow-Origin: *
      Connection: close

      Thank You For The Cross-Domain AJAX Request:

      Method: PUT

      {"name":"Tricia","age":37}"
    `);
  });

  it("counts bytes, not characters", async () => {
    const answer = await ask("POST /", [], Buffer.from("Žofie žije").toString("latin1"));
    expect(Buffer.from(answer.body, "latin1").toString()).toBe(
      "Thank You For The Cross-Domain AJAX Request:\n\nMethod: POST\n\nŽofie žije",
    );
    expect(valueOf(answer, "content-length")).toBe(String(answer.body.length));
  });

  it("echoes any bytes as they came", async () => {
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index));
    expect((await ask("PUT /", [], bytes)).body.slice(-256)).toBe(bytes);
  });

  it("has no body for HEAD, but its length", async () => {
    const answer = await ask("HEAD /");
    expect(answer.body.length).toBe(0);
    expect(valueOf(answer, "content-length")).toBe(
      String(Buffer.byteLength("Thank You For The Cross-Domain AJAX Request:\n\nMethod: HEAD\n\n")),
    );
  });

  it("echoes an OPTIONS that is no preflight", async () => {
    const answer = await ask("OPTIONS /", [`Origin: ${page}`]);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("Method: OPTIONS\n\n");
    expect(valueOf(answer, "access-control-allow-origin")).toBe("*");
  });

  it.each(METHODS.filter((method) => method !== "CONNECT" && method !== "HEAD"))("echoes %s", async (method) => {
    const answer = await ask(`${method} /any`);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`Method: ${method}\n\n`);
    expect(valueOf(answer, "access-control-allow-origin")).toBe("*");
  });

  it.each(["*", "/?a=b", "/%00", "//", "http://other.example/x"])("echoes for the target %j", async (target) => {
    expect((await ask(`OPTIONS ${target}`)).status).toBe(200);
  });

  it("takes in only so much of a body that it refuses", async () => {
    const head = request("PUT /", [`Content-Length: ${100 * 1024 * 1024}`]);
    const socket = open(playground.apiPort, head);
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    const mebibyte = Buffer.alloc(1024 * 1024);
    for (let sent = 0; sent < 20; sent += 1) socket.write(mebibyte);
    await new Promise((resolve) => socket.once("close", resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("takes a body of 1 MiB and refuses one byte more, readably", async () => {
    const limit = 1024 * 1024;
    expect((await ask("PUT /", [], "x".repeat(limit))).status).toBe(200);
    const refused = await ask("PUT /", [`Origin: ${page}`], "x".repeat(limit + 1));
    expect(refused.status).toBe(413);
    expect(valueOf(refused, "access-control-allow-origin")).toBe("*");
    expect(JSON.parse(refused.body)).toHaveProperty("error");
  });

  it("keeps its policy when it meets an expectation that it does not know", async () => {
    const answer = await ask("GET /", [`Origin: ${page}`, "Expect: the-unexpected"]);
    expect(valueOf(answer, "access-control-allow-origin")).toBe("*");
  });
});

describe("the readers' cases", () => {
  const form = "user=tricia&password=cross-origin";
  const formType = "Content-Type: application/x-www-form-urlencoded";
  const basic = `Authorization: Basic ${Buffer.from("tricia:cross-origin").toString("base64")}`;

  it("logs in by a form, tells by cookie who is logged in, and logs out", async () => {
    const login = await ask("POST /session", [`Origin: ${page}`, formType], form);
    expect(login.status).toBe(200);
    const { token } = JSON.parse(login.body) as { token: string };
    expect(login.headers.filter(([name]) => name === "Set-Cookie").map(([, value]) => value)).toEqual([
      `session-lax=${token}; Path=/; HttpOnly; Max-Age=3600; SameSite=Lax`,
      `session-none=${token}; Path=/; HttpOnly; Max-Age=3600; SameSite=None; Secure`,
    ]);

    const cookie = `Cookie: a=b; session-lax=${token}; session-none=${token}`;
    const known = await ask("GET /session", [`Origin: ${page}`, cookie]);
    expect(JSON.parse(known.body)).toEqual({
      user: "tricia",
      cookies: ["SameSite=Lax", "SameSite=None; Secure"],
    });
    expect(JSON.parse((await ask("GET /me", [cookie])).body)).toEqual({ user: "tricia", by: "cookie" });

    // A client that is no browser sends no Origin, and is held to the same rules.
    const byToken = await ask("GET /me", [`Authorization: Bearer ${token}`]);
    expect(JSON.parse(byToken.body)).toEqual({ user: "tricia", by: "token" });

    await ask("DELETE /session", [cookie]);
    expect((await ask("GET /session", [cookie])).status).toBe(401);
    expect((await ask("GET /me", [`Authorization: Bearer ${token}`])).status).toBe(401);
  });

  it.each<[title: string, line: string, headers: string[], body: string]>([
    ["no cookie", "GET /session", [], ""],
    ["a cookie of nobody", "GET /session", ["Cookie: session-lax=; session-none=nobody"], ""],
    ["neither cookie nor token", "GET /me", [], ""],
    ["a token of nobody", "GET /me", ["Authorization: Bearer nobody"], ""],
    ["no HTTP Basic", "GET /basic", [], ""],
    ["HTTP Basic that is no Base64", "GET /basic", ["Authorization: Basic \u00ff\u00fe"], ""],
    ["a wrong password", "GET /basic", ["Authorization: Basic dHJpY2lhOm5v"], ""],
    ["no API key", "GET /token", [], ""],
    ["a wrong API key", "GET /token", ["X-Api-Key: nobody"], ""],
    ["a wrong login", "POST /session", [formType], "user=tricia&password=no"],
  ])("answers %s with 401 and a JSON error that the page may read", async (_title, line, headers, body) => {
    const answer = await ask(line, [`Origin: ${page}`, ...headers], body);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toEqual({ error: expect.stringMatching(/.{20}/) });
    expect(valueOf(answer, "access-control-allow-origin")).toBe(page);
    expect(valueOf(answer, "access-control-allow-credentials")).toBe("true");
    expect(valueOf(answer, "access-control-expose-headers")).toBe("WWW-Authenticate");
    expect(valueOf(answer, "vary")).toBe("Origin");
  });

  it("knows the user by HTTP Basic and by API key", async () => {
    expect((await ask("GET /basic", [basic])).status).toBe(200);
    expect((await ask("GET /token", ["X-Api-Key: demo-key-37"])).status).toBe(200);
  });

  it("tells what a path takes, and refuses a form that is none or too large", async () => {
    const other = await ask("PUT /session", [`Origin: ${page}`]);
    expect([other.status, valueOf(other, "allow")]).toEqual([405, "GET, HEAD, POST, DELETE"]);
    expect((await ask("POST /session", ["Content-Type: application/json"], "{}")).status).toBe(415);
    expect((await ask("POST /session", [formType], "x".repeat(20_000))).status).toBe(413);
  });

  it("lets both names of the page in with credentials, and no other origin", async () => {
    for (const origin of [page, page.replace("localhost", "127.0.0.1")]) {
      expect(valueOf(await ask("GET /me", [`Origin: ${origin}`]), "access-control-allow-origin")).toBe(origin);
    }
    for (const origin of ["http://evil.example", "null", `${page}/`, page.replace("http:", "https:")]) {
      const answer = await ask("GET /me", [`Origin: ${origin}`]);
      expect(corsHeaders(answer)).toEqual([]);
      expect(valueOf(answer, "vary")).toBe("Origin");
      const preflight = await ask("OPTIONS /me", [`Origin: ${origin}`, "Access-Control-Request-Method: GET"]);
      expect(preflight.status).toBe(403);
      expect(corsHeaders(preflight)).toEqual([]);
    }
  });

  it("guards the echo by HTTP Basic, under a policy that forgets Authorization and one that names it", async () => {
    const preflight = [
      `Origin: ${page}`,
      "Access-Control-Request-Method: PUT",
      "Access-Control-Request-Headers: authorization",
    ];
    const forgets = await ask("OPTIONS /guarded/forgets-authorization/path", preflight);
    const allows = await ask("OPTIONS /guarded/allows-authorization/path", preflight);
    expect(valueOf(forgets, "access-control-allow-headers")).toBe("content-type, accept");
    expect(valueOf(allows, "access-control-allow-headers")).toBe("content-type, accept, authorization");
    expect((await ask("PUT /guarded/anything", [`Origin: ${page}`], "x")).status).toBe(401);
    const refused = await ask("PUT /guarded/allows-authorization/path", [`Origin: ${page}`], "x");
    expect([refused.status, valueOf(refused, "access-control-allow-origin")]).toEqual([401, "*"]);
    expect(valueOf(refused, "www-authenticate")).toMatch(/^Basic realm=/);
    expect((await ask("PUT /guarded/allows-authorization/path", [basic], "x")).status).toBe(200);
  });

  it("answers OPTIONS as careless servers do", async () => {
    const preflight = [`Origin: ${page}`, "Access-Control-Request-Method: DELETE"];
    const notFound = await ask("OPTIONS /no-options/not-found/1", preflight);
    expect(notFound.status).toBe(404);
    const handler = await ask("OPTIONS /no-options/runs-handler/1", preflight);
    expect(handler.body).toContain("Method: OPTIONS");
    expect(corsHeaders(handler)).toEqual(["access-control-allow-origin"]);
    const policy = await ask("OPTIONS /no-delete/1", preflight);
    expect(valueOf(policy, "access-control-allow-methods")).toBe("GET, POST, PUT");
  });
});
