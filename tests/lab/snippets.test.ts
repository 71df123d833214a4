import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { createServer, type RequestListener, type Server } from "node:http";
import { describe, expect, it } from "vitest";
import { cors } from "../../src/adapters/node.ts";
import type { Transport } from "../../src/browser/index.ts";
import { snippetFor, type Grant, type SnippetStack } from "../../src/export/snippets.ts";
import { definePolicy } from "../../src/index.ts";
import { handler, listener } from "../../src/transport/index.ts";
import { ask, GRANTS, ORIGIN, requestOf } from "./snippet-bench.ts";

const API = "https://api.example.com";

function codeOf(stack: SnippetStack, grant: Grant): string {
  const snippet = snippetFor(stack, grant);
  if (snippet === undefined) throw new Error(`There is no snippet for ${stack}.`);
  return snippet.code;
}

/** Runs a snippet, which is ours, with what it names. */
function run(code: string, names: Readonly<Record<string, unknown>>): void {
  // oxlint-disable-next-line typescript/no-implied-eval
  const evaluate = new Function(...Object.keys(names), code) as (...values: unknown[]) => void;
  evaluate(...Object.values(names));
}

/** What every application has behind its snippet: an answer to everything, a route that fails, one for OPTIONS. */
const APPS: Readonly<Partial<Record<SnippetStack, (code: string) => Transport>>> = {
  crossorigin: (code) => {
    const answer: RequestListener = ({ url }, response) => {
      response.writeHead(url === "/fails" ? 500 : 200, { "X-Total-Count": "1" }).end("answered");
    };
    let served: RequestListener | undefined;
    const fake = (given: RequestListener): Pick<Server, "listen"> => {
      served = given;
      return createServer();
    };
    const withoutListening = code.replace(".listen(8080)", "").replace(/^import .*$/gm, "");
    run(withoutListening, { definePolicy, cors, createServer: fake, listener: answer });
    if (served === undefined) throw new Error("The snippet serves nothing.");
    return listener(served);
  },
  express: (code) => {
    const app = express();
    app.set("env", "test");
    run(code, { app });
    app.all("/fails", () => {
      throw new Error("on purpose");
    });
    app.use((_request, response) => void response.set("X-Total-Count", "1").send("answered"));
    return listener(app);
  },
  fastify: (code) => {
    const app = Fastify();
    run(code, { app });
    app.all("/fails", () => {
      throw new Error("on purpose");
    });
    app.setNotFoundHandler((_request, reply) => void reply.code(200).header("X-Total-Count", "1").send("answered"));
    return listener(app);
  },
  koa: (code) => {
    const app = new Koa();
    app.silent = true;
    run(code, { app });
    app.use((context) => {
      if (context.path === "/fails") throw new Error("on purpose");
      context.set("X-Total-Count", "1");
      context.body = "answered";
    });
    return listener(app);
  },
  hono: (code) => {
    const app = new Hono();
    app.onError((_error, context) => context.text("failed", 500));
    run(code, { app });
    app.all("/fails", () => {
      throw new Error("on purpose");
    });
    app.all("*", (context) => context.text("answered", 200, { "X-Total-Count": "1" }));
    return handler((request) => app.fetch(request));
  },
};

const CASES = Object.entries(APPS).flatMap(([stack, make]) =>
  Object.entries(GRANTS).map(([name, grant]) => [stack as SnippetStack, name, make, grant] as const),
);

describe.each(CASES)("the snippet for %s, %s", (stack, _name, make, grant) => {
  it("lets the page in, and hides no mistake", async () => {
    const transport = make(codeOf(stack, grant));
    const { exchange, diagnosis } = await ask(transport, `${API}/orders/1`, requestOf(grant));
    expect(exchange).toMatchObject({ verdict: "allowed", response: { status: 200 } });
    expect(exchange.response?.headers.get("x-total-count")).toBe(grant.exposeHeaders.length > 0 ? "1" : null);
    // Without the list the page cannot read it, which is not this snippet's doing.
    if (grant.exposeHeaders.length > 0) expect(diagnosis).toBeUndefined();
    else expect(diagnosis?.code).toBe("HeaderNotExposed");
  });

  it("lets it read an error", async () => {
    const transport = make(codeOf(stack, grant));
    const { exchange } = await ask(transport, `${API}/fails`, requestOf(grant));
    expect(exchange).toMatchObject({ verdict: "allowed", response: { status: 500 } });
  });

  it("keeps strangers out", async () => {
    const transport = make(codeOf(stack, grant));
    for (const page of ["https://evil.example", `${ORIGIN}.evil.example`, "http://app.example.com", "null"]) {
      const { exchange } = await ask(transport, `${API}/orders/1`, requestOf(grant), page);
      expect(exchange.verdict, page).toBe("blocked");
    }
  });

  it("leaves an OPTIONS that is no preflight to the application", async () => {
    const transport = make(codeOf(stack, grant));
    const response = await transport({ method: "OPTIONS", url: `${API}/orders/1`, headers: [["Origin", ORIGIN]] });
    expect(response.status).toBe(200);
  });
});

describe("snippetFor", () => {
  it("has nothing for a page without an origin", () => {
    const grant: Grant = { origin: "null", methods: [], headerNames: [], exposeHeaders: [], credentials: false };
    expect(snippetFor("nginx", grant)).toBeUndefined();
  });

  it.each([
    'https://a.example"; }',
    "https://a.example/path",
    "https://A.example",
    "javascript:alert(1)",
    "https://$host",
  ])("has nothing for %s, which no browser sends", (origin) => {
    const grant: Grant = { origin, methods: [], headerNames: [], exposeHeaders: [], credentials: false };
    expect(snippetFor("express", grant)).toBeUndefined();
  });

  it("leaves out names that could be taken for syntax", () => {
    const hostile = ["x-a", "$host", "%{PATH}e", "x`y", "x'y", "x|y", 'x"y', "x\ny"];
    const grant: Grant = {
      origin: ORIGIN,
      methods: ["PUT", "$x"],
      headerNames: hostile,
      exposeHeaders: hostile,
      credentials: false,
    };
    for (const stack of ["crossorigin", "express", "nginx", "apache", "caddy", "haproxy"] as const) {
      const code = codeOf(stack, grant);
      expect(code).toContain("x-a");
      for (const name of hostile.slice(1)) expect(code, stack).not.toContain(name);
    }
  });

  it("lets in the page of an application", () => {
    const grant: Grant = {
      origin: "capacitor://localhost",
      methods: [],
      headerNames: [],
      exposeHeaders: [],
      credentials: false,
    };
    expect(codeOf("caddy", grant)).toContain("@cors header Origin capacitor://localhost");
  });

  it("says in the policy that http with credentials is a danger, where it is one", () => {
    const grant: Grant = {
      origin: "http://app.example.com",
      methods: [],
      headerNames: [],
      exposeHeaders: [],
      credentials: true,
    };
    expect(codeOf("crossorigin", grant)).toContain("dangerouslyAllowInsecureOrigins: true");
    expect(codeOf("crossorigin", { ...grant, origin: "http://localhost:3000" })).not.toContain("dangerously");
  });
});
