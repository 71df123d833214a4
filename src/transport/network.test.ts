import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { WireRequest } from "../browser/wire.ts";
import type { NetworkOptions } from "./network-options.ts";
import { ok, type Script } from "./scripted-server.ts";
import { bench, bytesOf, closeBenches, textOf } from "./test-bench.ts";

afterEach(closeBenches);

/** Sends one request and gives what the server got. */
async function sent(request: Partial<WireRequest>, options?: NetworkOptions): Promise<string> {
  const { server, send } = await bench(ok(), options);
  await send(request);
  return (server.requests[0] ?? "").replaceAll(String(server.port), "PORT");
}

describe("a request of network()", () => {
  it("goes out line by line as it is given, after Host and Connection", async () => {
    const request = {
      headers: [
        ["x-b", "2"],
        ["X-A", " 1"],
        ["x-b", "3"],
        ["X-Bytes", "\xe9\xff\x01"],
      ],
    } as const;
    expect(await sent(request)).toBe(
      "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\nx-b: 2\r\nX-A:  1\r\nx-b: 3\r\nX-Bytes: \xe9\xff\x01\r\n\r\n",
    );
  });

  it.each(["GET", "patch", "PATCH", "CHICKEN", "get", "!#$%&'*+-.^_`|~"])(
    "keeps the method %s as it is",
    async (method) => {
      expect(await sent({ method })).toBe(
        `${method} / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\n\r\n`,
      );
    },
  );

  it.each([
    ["/a/b?c=d&e", "/a/b?c=d&e"],
    ["/?", "/?"],
    ["/%20ä?ö#fragment", "/%20%C3%A4?%C3%B6"],
    ["", "/"],
    ["/a?b=//c/#", "/a?b=//c/"],
  ])("asks for %j by path and query", async (path, target) => {
    const { server, send } = await bench(ok());
    await send({ url: `http://127.0.0.1:${server.port}${path}` });
    expect(server.requests[0]?.split(" HTTP")[0]).toBe(`GET ${target}`);
  });

  it("says how long its body is, unless a line says so already", async () => {
    const body = new TextEncoder().encode("ä!");
    expect(await sent({ method: "PUT", body })).toContain("\r\nContent-Length: 3\r\n\r\n\xc3\xa4!");
    expect(await sent({ method: "PUT", body: new Uint8Array(0) })).toContain("\r\nContent-Length: 0\r\n\r\n");
    const own = await sent({
      method: "PUT",
      body,
      headers: [
        ["content-length", "3"],
        ["a", "b"],
      ],
    });
    expect(own).toContain("keep-alive\r\ncontent-length: 3\r\na: b\r\n\r\n");
    expect(await sent({ method: "POST", headers: [["Content-Length", "0"]] })).toMatch(/Content-Length: 0\r\n\r\n$/);
    expect(await sent({ method: "CHICKEN" })).not.toContain("Content-Length");
  });

  it("leaves Host and Connection to whoever gives them", async () => {
    const text = await sent({
      headers: [
        ["connection", "close"],
        ["HOST", "a.example"],
      ],
    });
    expect(text).toBe("GET / HTTP/1.1\r\nconnection: close\r\nHOST: a.example\r\n\r\n");
    expect(await sent({}, { keepAlive: false })).toContain("\r\nConnection: close\r\n");
  });

  it.each([
    [{ method: "" }, /method "" is no token/],
    [{ method: "GET / HTTP/1.1\r\n" }, /is no token/],
    [{ method: "CONNECT" }, /CONNECT/],
    [{ headers: [["a b", "c"]] as const }, /header name "a b"/],
    [{ headers: [["", "c"]] as const }, /header name ""/],
    [{ headers: [["a", "b\r\nc: d"]] as const }, /value of the header a /],
    [{ headers: [["a", "b\0"]] as const }, /value of the header a /],
    [{ headers: [["a", "€"]] as const }, /value of the header a /],
    [{ headers: [["Transfer-Encoding", "chunked"]] as const }, /not in chunks/],
    [{ headers: [["Content-Length", "5"]] as const }, /Content-Length is "5", but the body has 0 bytes/],
    [{ headers: [["Content-Length", "+0"]] as const }, /Content-Length is "\+0"/],
    [{ url: "ftp://127.0.0.1/" }, /is no http\(s\) URL/],
    [{ url: "/" }, /Invalid URL/],
  ])("that would become another one, %j, is a TypeError and is not sent", async (request, says) => {
    const { server, send } = await bench(ok());
    const error: unknown = await send(request as Partial<WireRequest>).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toMatch(says);
    expect(server.connections()).toBe(0);
  });

  it("reaches localhost, and names under it, by either address", async () => {
    for (const host of ["127.0.0.1", "::1"]) {
      const { server, send } = await bench(ok("here"), {}, host);
      for (const name of ["localhost", "app.localhost", "localhost."]) {
        expect(await textOf(await send({ url: `http://${name}:${server.port}/` }))).toBe("here");
      }
    }
  });

  it("reaches an IPv6 address in brackets", async () => {
    const { server, send } = await bench(ok("here"), {}, "::1");
    expect(await textOf(await send())).toBe("here");
    expect(server.requests[0]).toContain(`Host: [::1]:${server.port}`);
  });

  it("goes where resolve says, under its own name", async () => {
    const asked: string[] = [];
    const resolve = (host: string): string | undefined => {
      asked.push(host);
      return host === "api.example.com" ? "127.0.0.1" : undefined;
    };
    const { server, send } = await bench(ok("here"), { resolve });
    expect(await textOf(await send({ url: `http://api.example.com:${server.port}/` }))).toBe("here");
    expect(server.requests[0]).toContain(`Host: api.example.com:${server.port}`);
    await send();
    expect(asked).toEqual(["api.example.com", "127.0.0.1"]);
  });
});

describe("a response of network()", () => {
  it("keeps every header line: order, spelling, duplicates and bytes", async () => {
    const { send } = await bench(
      "HTTP/1.1 207 Fühlt sich gut an\r\nvary: a\r\nVary: b\r\nAccess-Control-Allow-Origin: *\r\n" +
        "ACCESS-control-allow-origin: *\r\nX-Bytes: \xff\xe9\r\nContent-Length: 2\r\n\r\nhi",
    );
    const response = await send();
    expect({ ...response, body: await textOf(response) }).toEqual({
      status: 207,
      statusText: "Fühlt sich gut an",
      headers: [
        ["vary", "a"],
        ["Vary", "b"],
        ["Access-Control-Allow-Origin", "*"],
        ["ACCESS-control-allow-origin", "*"],
        ["X-Bytes", "\xff\xe9"],
        ["Content-Length", "2"],
      ],
      body: "hi",
    });
  });

  it.each([
    ["of a length", ok("body")],
    ["of chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\nTrailer: x\r\n\r\n"],
    ["until the end", (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nbody")],
    ["of an old server", (socket) => socket.end("HTTP/1.0 200 OK\r\n\r\nbody")],
    [
      "after informational answers",
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok("body")}`,
    ],
    ["that comes byte by byte", (socket) => byteByByte(socket, ok("body"))],
    ["with more after it than it says", ok("body").replace("body", "body and more")],
    ["in lines that end with LF alone", "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody"],
  ] satisfies [string, Script][])("with a body %s is read to its end", async (_what, script) => {
    const { send } = await bench(script);
    const response = await send({ method: "PUT", body: new Uint8Array(3) });
    expect([response.status, await textOf(response)]).toEqual([200, "body"]);
  });

  it("has no body after HEAD, and with 204, 205 and 304", async () => {
    const { server, send } = await bench([
      ok("").replace(": 0", ": 5"),
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
      "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
      "HTTP/1.1 205 Reset\r\nContent-Length: 5\r\n\r\nhello",
      ok("end"),
    ]);
    expect(await send({ method: "HEAD" })).toMatchObject({ status: 200, body: null });
    for (const status of [204, 304, 205]) expect(await send()).toMatchObject({ status, body: null });
    expect(server.connections()).toBe(1);
    for (const status of [204, 205]) expect(await send()).toMatchObject({ status, body: null });
    expect(await textOf(await send())).toBe("end");
    // Who sends a body where none may be is not trusted with the connection any more.
    expect(server.connections()).toBe(3);
  });

  it("with a length of 0 has an empty body", async () => {
    const { send } = await bench(ok());
    expect((await send()).body).toEqual(new Uint8Array(0));
  });

  it("can come while the request is being sent, and ends when the server has had it all", async () => {
    const { url, close } = await serveEcho();
    const { send } = await bench(ok());
    const body = new Uint8Array(5_000_000).fill(0x61);
    for (let index = 0; index < 2; index += 1) {
      expect((await bytesOf(await send({ method: "PUT", url, body }))).length).toBe(5_000_000);
    }
    close();
  });

  it("can come from a server that never takes the whole request", async () => {
    const { url, close } = await serveEarly(ok("enough"));
    const { send } = await bench(ok());
    expect(await textOf(await send({ method: "PUT", url, body: new Uint8Array(50_000_000) }))).toBe("enough");
    close();
  });

  it("may have ten thousand Set-Cookie lines", async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `Set-Cookie: c${index}=1`);
    const { send } = await bench(ok("", ...lines));
    const { headers } = await send();
    expect(headers.length).toBe(10_001);
    expect(headers.at(-1)).toEqual(["Set-Cookie", "c9999=1"]);
  });
});

async function byteByByte(socket: { write(text: string): unknown }, text: string): Promise<void> {
  for (const byte of text) {
    socket.write(byte);
    await new Promise(setImmediate);
  }
}

interface Running {
  readonly url: string;
  readonly close: () => void;
}

/** Answers when the first bytes come, and reads no more. */
function serveEarly(answer: string): Promise<Running> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.pause().write(answer));
  });
  return running(server);
}

/** Answers with what it is sent, as it comes. */
function serveEcho(): Promise<Running> {
  return running(createHttpServer((request, response) => request.pipe(response)));
}

async function running(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
