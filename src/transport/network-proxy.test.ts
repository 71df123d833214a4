import { afterEach, describe, expect, it } from "vitest";
import { network } from "./network.ts";
import { bench, closeBenches, failureOf, textOf } from "./test-bench.ts";
import { ok } from "./scripted-server.ts";

afterEach(closeBenches);

describe("network() with a proxy", () => {
  it("asks it in absolute form where the URL says http, with its login", async () => {
    const { server, transport } = await bench(ok("hi"), {
      proxy: () => `http://me:p%40ss@127.0.0.1:${server.port}`,
    });
    const response = await transport({
      method: "PUT",
      url: "http://api.example.com:81/a?b#c",
      headers: [],
      body: new Uint8Array(2),
    });
    expect(await textOf(response)).toBe("hi");
    expect(server.requests).toEqual([
      "PUT http://api.example.com:81/a?b HTTP/1.1\r\nHost: api.example.com:81\r\nConnection: keep-alive\r\n" +
        `Proxy-Authorization: Basic ${btoa("me:p@ss")}\r\nContent-Length: 2\r\n\r\n\0\0`,
    ]);
  });

  it("is asked for each URL, and leaves alone what it does not name", async () => {
    const seen: string[] = [];
    const { server, transport } = await bench(ok("direct"), {
      proxy: (url) => {
        seen.push(url.href);
        return undefined;
      },
    });
    expect(await textOf(await transport({ method: "GET", url: server.url, headers: [] }))).toBe("direct");
    expect(seen).toEqual([server.url]);
    expect(server.requests[0]).toMatch(/^GET \/ HTTP/);
  });

  it("goes past it to what resolve() gives an address", async () => {
    const { server, transport } = await bench(ok("direct"), {
      proxy: () => "http://127.0.0.1:1",
      resolve: (host, port) => (host === "api.example.com" && port === server.port ? "127.0.0.1" : undefined),
    });
    const url = `http://api.example.com:${server.port}/`;
    expect(await textOf(await transport({ method: "GET", url, headers: [] }))).toBe("direct");
  });

  it.each([
    [
      "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
      /opens no tunnel to api\.example\.com:443: it answers 407 "Proxy Auth/,
    ],
    ["HTTP/1.1 502 Bad Gateway\r\n\r\n", /it answers 502/],
    ["HTTP/1.1 200 OK\r\n\r\nhello", /bytes that nobody has asked for/],
    ["SSH-2.0-OpenSSH\r\n", /it is no HTTP/],
  ])("says what went wrong when it answers %j", async (answer, words) => {
    const { server, transport } = await bench(answer, { proxy: () => `http://127.0.0.1:${server.port}`, timeout: 500 });
    expect(await failureOf(transport({ method: "GET", url: "https://api.example.com/", headers: [] }))).toMatch(words);
  });

  it("gives up when it does not answer, or is not there", async () => {
    const { server, transport } = await bench(() => {}, {
      proxy: () => `http://127.0.0.1:${server.port}`,
      connectTimeout: 100,
    });
    const ask = (): Promise<unknown> => transport({ method: "GET", url: "https://api.example.com/", headers: [] });
    expect(await failureOf(ask())).toBe("TimedOut: The proxy 127.0.0.1:PORT did not answer within 100 ms.");
    const controller = new AbortController();
    const asked = transport({ method: "GET", url: "https://api.example.com/", headers: [], signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(asked).rejects.toThrow("enough");
    await server.close();
    expect(await failureOf(ask())).toBe(
      "ConnectionRefused: The proxy 127.0.0.1:PORT refused the connection: nothing listens there.",
    );
  });

  it.each(["proxy.example.com:3128", "socks5://127.0.0.1:1080", "", "http://me:secret@:x"])(
    "refuses %j, and shows no password",
    async (proxy) => {
      const transport = network({ proxy: () => proxy });
      const asked = transport({ method: "GET", url: "http://api.example.com/", headers: [] });
      await expect(asked).rejects.toThrow(TypeError);
      await expect(asked).rejects.toThrow(/is no proxy; write it as http:\/\/proxy\.example\.com:3128/);
      await expect(asked).rejects.not.toThrow(/secret/);
    },
  );
});
