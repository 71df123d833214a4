import { describe, expect, it } from "vitest";
import { proxyOf } from "./proxy-environment.ts";

const PROXY = "http://proxy.example.com:3128";

describe("proxyOf", () => {
  it.each([
    ["http://api.example.com/", {}, undefined],
    ["http://api.example.com/", { HTTP_PROXY: PROXY }, PROXY],
    ["http://api.example.com/", { http_proxy: PROXY }, PROXY],
    ["http://api.example.com/", { http_proxy: "", HTTP_PROXY: PROXY }, undefined],
    ["https://api.example.com/", { HTTP_PROXY: PROXY }, undefined],
    ["https://api.example.com/", { HTTPS_PROXY: PROXY, HTTP_PROXY: "http://other:1" }, PROXY],
    ["https://api.example.com/", { ALL_PROXY: PROXY }, PROXY],
    ["http://api.example.com/", { HTTP_PROXY: "proxy.example.com:3128" }, PROXY],
    ["http://localhost:8080/", { HTTP_PROXY: PROXY }, undefined],
    ["http://a.localhost./", { HTTP_PROXY: PROXY }, undefined],
    ["http://127.0.0.2/", { HTTP_PROXY: PROXY }, undefined],
    ["http://[::1]/", { HTTP_PROXY: PROXY }, undefined],
  ])("of %s with %j is %s", (url, environment, proxy) => {
    expect(proxyOf(new URL(url), environment)).toBe(proxy);
  });

  it.each([
    ["example.com", true],
    [".example.com", true],
    ["*.example.com", true],
    ["other.example, api.example.com", true],
    ["other.example  API.EXAMPLE.COM", true],
    ["*", true],
    ["api.example.com:8443", true],
    ["api.example.com:443", false],
    ["ample.com", false],
    ["api.example.co", false],
    ["", false],
    [",", false],
  ])("leaves out of NO_PROXY=%j: %s", (list, isLeftOut) => {
    const proxy = proxyOf(new URL("https://api.example.com:8443/"), { HTTPS_PROXY: PROXY, NO_PROXY: list });
    expect(proxy === undefined).toBe(isLeftOut);
  });

  it("knows addresses of IPv6 in NO_PROXY, in brackets or not", () => {
    for (const list of ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80"]) {
      expect(proxyOf(new URL("http://[2001:db8::1]/"), { HTTP_PROXY: PROXY, NO_PROXY: list })).toBeUndefined();
    }
  });

  it.each(["socks5://me:hunter2@127.0.0.1:1080", "http://", "http://a b"])(
    "refuses %j, without its password",
    (written) => {
      const ask = (): unknown => proxyOf(new URL("http://api.example.com/"), { HTTP_PROXY: written });
      expect(ask).toThrow("which is no proxy of HTTP");
      expect(ask).not.toThrow("hunter2");
    },
  );
});
