import { describe, expect, it } from "vitest";
import type { HeaderLine } from "../browser/wire.ts";
import { cacheMark, layersIn } from "./answered-by.ts";

describe("layersIn", () => {
  it.each([
    [[["Server", "nginx/1.22.1"]], ["nginx"]],
    [
      [
        ["server", "cloudflare"],
        ["CF-RAY", "1"],
      ],
      ["Cloudflare"],
    ],
    [
      [
        ["Via", "1.1 varnish (Varnish/7.1)"],
        ["X-Varnish", "1 2"],
        ["X-Powered-By", "Express"],
      ],
      ["Varnish", "Express"],
    ],
    [[["Server", "Apache/2.4.71 (Debian)"]], ["Apache"]],
    [[["Server", "Apache-Coyote/1.1"]], ["Tomcat"]],
    [[["x-amzn-ErrorType", "ForbiddenException"]], ["Amazon API Gateway"]],
    [[["Server", "gunicorn"]], []],
    [[["X-Server", "nginx"]], []],
    [[], []],
  ] as readonly (readonly [HeaderLine[], string[]])[])("of %j are %j", (headers, names) => {
    const found = layersIn(headers).map(({ name }) => name);
    expect(found.slice(0, names.length)).toEqual(names);
    if (names.length === 0) expect(found).toEqual([]);
  });
});

describe("cacheMark", () => {
  it.each([
    ["Age", "30", true],
    ["age", "0", false],
    ["Age", "soon", false],
    ["X-Cache", "HIT", true],
    ["X-Cache", "Hit from cloudfront", true],
    ["X-Cache", "MISS", false],
    ["CF-Cache-Status", "DYNAMIC", false],
    ["Cache-Status", "proxy; hit", true],
    ["X-Varnish", "12 10", true],
    ["X-Varnish", "12", false],
    ["X-Cache", "architect", false],
  ])("%s: %s is one: %s", (name, value, expected) => {
    expect(cacheMark([[name, value]]) !== undefined).toBe(expected);
  });
});
