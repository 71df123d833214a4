import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as express from "../../src/adapters/express.ts";
import * as fastify from "../../src/adapters/fastify.ts";
import * as fetch from "../../src/adapters/fetch.ts";
import * as h3 from "../../src/adapters/h3.ts";
import * as hapi from "../../src/adapters/hapi.ts";
import * as hono from "../../src/adapters/hono.ts";
import * as koa from "../../src/adapters/koa.ts";
import * as node from "../../src/adapters/node.ts";
import * as browser from "../../src/browser/index.ts";
import * as slimBrowser from "../../src/browser/slim.ts";
import * as compatCors from "../../src/compat/cors.ts";
import * as compatFastify from "../../src/compat/fastify-cors.ts";
import * as compatHono from "../../src/compat/hono-cors.ts";
import * as compatKoa from "../../src/compat/koa-cors.ts";
import * as diagnosis from "../../src/diagnosis/index.ts";
import * as main from "../../src/index.ts";
import * as slim from "../../src/slim.ts";
import * as testing from "../../src/testing/index.ts";
import * as transport from "../../src/transport/index.ts";

const ADAPTERS = { express, fastify, fetch, h3, hapi, hono, koa, node };

const MANIFEST = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

describe("crossorigin", () => {
  it("exports these values", () => {
    expect(Object.keys(main).sort()).toMatchInlineSnapshot(`
      [
        "checkPolicy",
        "definePolicy",
        "isPolicyError",
        "livePolicy",
        "originsFrom",
        "policyOptionsSchema",
      ]
    `);
  });

  it("has an entry for every adapter, and no other than these", () => {
    const adapters = Object.keys(ADAPTERS).map((name) => `./${name}`);
    const others = [".", "./package.json", "./schema.json", "./slim"];
    const agent = ["./browser", "./browser/slim", "./diagnosis", "./testing", "./transport"];
    const compat = ["cors", "fastify-cors", "hono-cors", "koa-cors"].map((name) => `./compat/${name}`);
    expect(Object.keys(MANIFEST.exports).sort()).toEqual([...others, ...adapters, ...agent, ...compat].sort());
  });
});

describe("crossorigin/slim", () => {
  it("exports what crossorigin exports", () => {
    expect(Object.keys(slim).sort()).toEqual(Object.keys(main).sort());
  });
});

describe("crossorigin/browser", () => {
  it("exports these values", () => {
    expect(Object.keys(browser).sort()).toEqual([
      "Browser",
      "CorsError",
      "PROFILES",
      "REASONS",
      "STEPS",
      "isCorsError",
    ]);
  });

  it("exports the same without the list of public suffixes", () => {
    expect(Object.keys(slimBrowser).sort()).toEqual(Object.keys(browser).sort());
  });
});

describe("crossorigin/diagnosis", () => {
  it("exports these values", () => {
    expect(Object.keys(diagnosis).sort()).toEqual([
      "FINDINGS",
      "HarReader",
      "browserMessages",
      "diagnose",
      "diagnoseCode",
      "failureNamed",
      "harRequests",
      "isCopyProblem",
      "parseConsole",
      "parseCurl",
      "parseFetch",
      "probe",
    ]);
  });
});

describe("crossorigin/testing", () => {
  it("exports these values", () => {
    expect(Object.keys(testing).sort()).toEqual([
      "corsMatchers",
      "expectAllowed",
      "expectBlocked",
      "expectPreflights",
      "expectReadable",
      "pageOn",
    ]);
  });
});

describe("crossorigin/transport", () => {
  it("exports these values", () => {
    expect(Object.keys(transport).sort()).toEqual(["TransportError", "handler", "listener", "network"]);
  });
});

describe.each(Object.entries(ADAPTERS))("crossorigin/%s", (_name, entry) => {
  it("exports cors and nothing else", () => {
    expect(Object.keys(entry)).toEqual(["cors"]);
  });
});

describe("crossorigin/compat", () => {
  it("exports what the replaced library exports, and its function to whoever requires it", () => {
    expect(Object.keys(compatCors).sort()).toEqual(["default", "module.exports"]);
    expect(Object.keys(compatKoa).sort()).toEqual(["default", "module.exports"]);
    expect(Object.keys(compatFastify).sort()).toEqual(["default", "fastifyCors", "module.exports"]);
    expect(Object.keys(compatHono)).toEqual(["cors"]);
  });
});
