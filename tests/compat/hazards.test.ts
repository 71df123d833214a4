import Fastify from "fastify";
import { Hono } from "hono";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import corsOfExpress from "../../src/compat/cors.ts";
import corsOfFastify from "../../src/compat/fastify-cors.ts";
import { cors as corsOfHono } from "../../src/compat/hono-cors.ts";
import { HAZARDS } from "../../src/compat/hazard-registry.ts";
import corsOfKoa from "../../src/compat/koa-cors.ts";

// What each drop-in tells of when it is made, and that `strict` makes an error of it.

let emitWarning: MockInstance<typeof process.emitWarning>;

beforeEach(() => {
  emitWarning = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
});

type Options = Record<string, unknown>;

/** How each is made; the plugin of Fastify is made by registering it. */
const MAKE: Readonly<Record<string, (options: Options) => unknown>> = {
  cors: (options) => corsOfExpress(options as Parameters<typeof corsOfExpress>[0]),
  "@fastify/cors": (options) => Fastify().register(corsOfFastify, options),
  "@koa/cors": (options) => corsOfKoa(options),
  "hono/cors": (options) => corsOfHono(options),
};

/** The codes that were told of, in their order. */
function told(): unknown[] {
  return emitWarning.mock.calls.map(([, options]) => (options as unknown as { code: string }).code);
}

function texts(): string[] {
  return emitWarning.mock.calls.map(([text]) => String(text));
}

const A = "https://a.example";

interface Row {
  readonly library: string;
  readonly options: Options;
  readonly codes: readonly string[];
}

const ROWS: readonly Row[] = [
  // Nothing to tell of.
  { library: "cors", options: { origin: A, safe: true }, codes: [] },
  { library: "cors", options: { origin: [A, /^https:\/\/b\.example$/], credentials: true, safe: true }, codes: [] },
  { library: "cors", options: { origin: A, credentials: true, preflightContinue: true }, codes: [] },
  { library: "@fastify/cors", options: { origin: [A], credentials: true, safe: true }, codes: [] },
  { library: "@fastify/cors", options: { origin: A, preflight: false }, codes: [] },
  { library: "@fastify/cors", options: { origin: A, prefix: "/x", logLevel: "silent", safe: true }, codes: [] },
  { library: "@koa/cors", options: {}, codes: [] },
  { library: "@koa/cors", options: { origin: A, credentials: true, maxAge: "600" }, codes: [] },
  { library: "hono/cors", options: { origin: [A], credentials: true, safe: true }, codes: [] },
  // Dangerous.
  { library: "cors", options: {}, codes: ["OptionsSwallowed"] },
  { library: "@fastify/cors", options: {}, codes: ["OptionsSwallowed"] },
  { library: "@fastify/cors", options: { strictPreflight: false }, codes: ["OptionsSwallowed"] },
  { library: "hono/cors", options: {}, codes: ["OptionsSwallowed"] },
  { library: "cors", options: { origin: true, credentials: true, safe: true }, codes: ["ReflectionWithCredentials"] },
  {
    library: "cors",
    options: { origin: [A, true], credentials: true, safe: true },
    codes: ["ReflectionWithCredentials"],
  },
  { library: "cors", options: { origin: true, safe: true }, codes: [] },
  {
    library: "@fastify/cors",
    options: { origin: true, credentials: true, safe: true },
    codes: ["ReflectionWithCredentials"],
  },
  { library: "@koa/cors", options: { credentials: true }, codes: ["ReflectionWithCredentials"] },
  { library: "@koa/cors", options: { origin: "*", credentials: true }, codes: ["ReflectionWithCredentials"] },
  {
    library: "cors",
    options: { origin: [A], credentials: true },
    codes: ["CredentialsForStrangers", "OptionsSwallowed"],
  },
  {
    library: "hono/cors",
    options: { origin: A, credentials: true },
    codes: ["CredentialsForStrangers", "OptionsSwallowed"],
  },
  { library: "cors", options: { origin: /a\.example$/, safe: true }, codes: ["UnanchoredExpression"] },
  {
    library: "@fastify/cors",
    options: { origin: [A, [/a/, /b/g]], safe: true },
    codes: ["UnanchoredExpression", "UnanchoredExpression"],
  },
  // Without a meaning.
  { library: "cors", options: { origin: ["*"], safe: true }, codes: ["WildcardOriginInList"] },
  { library: "@fastify/cors", options: { origin: ["*"], safe: true }, codes: [] },
  { library: "cors", options: { origin: `${A},https://b.example`, safe: true }, codes: ["SeveralOriginsInOneString"] },
  { library: "cors", options: { origin: `${A}/`, safe: true }, codes: ["OriginTrailingSlash"] },
  { library: "cors", options: { origin: [A, "a.example"], safe: true }, codes: ["OriginWithoutScheme"] },
  { library: "cors", options: { origin: ["null"], safe: true }, codes: ["NullOrigin"] },
  {
    library: "cors",
    options: { origin: ["http://a.example"], credentials: true, safe: true },
    codes: ["InsecureOriginWithCredentials"],
  },
  { library: "cors", options: { origin: "*", credentials: true, safe: true }, codes: ["WildcardWithCredentials"] },
  { library: "cors", options: { origin: "https://*.example.com", safe: true }, codes: ["PatternIsText"] },
  { library: "hono/cors", options: { origin: ["https://*.example.com"], safe: true }, codes: ["PatternIsText"] },
  { library: "cors", options: { origin: [], safe: true }, codes: ["MissingOrigins"] },
  { library: "cors", options: { methods: undefined, safe: true }, codes: ["OptionUndefined"] },
  { library: "cors", options: { origin: undefined, safe: true }, codes: ["OptionUndefined"] },
  { library: "cors", options: { allowedHeaders: undefined, maxAge: undefined, safe: true }, codes: [] },
  { library: "@fastify/cors", options: { allowedHeaders: undefined, safe: true }, codes: ["OptionUndefined"] },
  { library: "@koa/cors", options: { origin: undefined }, codes: ["OptionUndefined"] },
  { library: "cors", options: { allowHeaders: ["X-A"], safe: true }, codes: ["UnknownOption"] },
  { library: "hono/cors", options: { methods: ["PUT"], safe: true }, codes: ["UnknownOption"] },
  { library: "cors", options: { maxAge: 600_000, safe: true }, codes: ["MaxAgeOutOfRange"] },
  { library: "cors", options: { methods: "GET,put", safe: true }, codes: ["MethodNotNormalized"] },
  { library: "hono/cors", options: { allowMethods: "GET,PUT", safe: true }, codes: ["WrongType"] },
  { library: "@koa/cors", options: { allowHeaders: "X-A,Cookie" }, codes: ["ForbiddenRequestHeader"] },
  {
    library: "cors",
    options: { exposedHeaders: ["*"], credentials: true, origin: A, safe: true },
    codes: ["ExposedWildcardWithCredentials"],
  },
];

describe.each(ROWS)("$library with $options", ({ library, options, codes }) => {
  const make = MAKE[library];
  if (make === undefined) throw new Error(`There is no ${library}.`);

  it(`tells of ${codes.join(", ") || "nothing"}, and works`, async () => {
    await make({ ...options });
    expect(told()).toEqual(codes);
  });

  it(codes.length === 0 ? "passes with strict: true" : "is an error with strict: true, with all of it", async () => {
    const attempt = async (): Promise<unknown> => make({ ...options, strict: true });
    const error = await attempt().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (codes.length === 0) expect(error).toBeUndefined();
    else {
      expect(error).toMatchObject({ name: "StrictError", hazards: codes.map((code) => ({ code })) });
      for (const code of codes) expect(String(error)).toContain(`(node_modules/crossorigin/docs/findings/${code}.md)`);
    }
    expect(told()).toEqual([]);
  });
});

describe("a warning", () => {
  it("names the library, the place, what to write, and the page; its detail is the policy that says the same", () => {
    corsOfExpress({ origin: [A, /\.b\.example$/], credentials: true, methods: "PUT", safe: true });
    expect(emitWarning.mock.calls).toEqual([
      [
        "cors: origin[1]: /\\.b\\.example$/ is not tied to both ends of an origin, so it also lets in origins that only contain what it looks for. " +
          "Begin each of its alternatives with ^https:// and end it with $, and leave the flag m out. " +
          "(node_modules/crossorigin/docs/findings/UnanchoredExpression.md)",
        {
          type: "CrossoriginWarning",
          code: "UnanchoredExpression",
          detail:
            'With crossorigin/express: cors(definePolicy({ origins: ["https://a.example","https://**.b.example"] ' +
            '/* if that is what the expressions mean */, methods: ["PUT"], allowHeaders: ["*","Authorization"], credentials: true }))',
        },
      ],
    ]);
  });

  it("proposes the option that the wrong name is nearest to", () => {
    corsOfExpress({ allowHeaders: ["X-A"], safe: true } as object);
    expect(texts()).toEqual([
      expect.stringContaining("allowHeaders: There is no option of this name; the nearest is allowedHeaders."),
    ]);
  });

  it("comes once for one object of options, however many routes it is given to", () => {
    const options = { origin: true, credentials: true, safe: true };
    for (let route = 0; route < 3; route += 1) corsOfExpress(options);
    expect(told()).toEqual(["ReflectionWithCredentials"]);
  });

  it("holds no line break that a value could bring in", () => {
    corsOfExpress({ origin: ["https://a.example\nWarning: forged", /x\u2028y/], safe: true });
    for (const text of texts()) expect(text).not.toMatch(/[\n\r\u2028]/);
    expect(texts()).toHaveLength(2);
  });
});

/** A request and a response of `node:http`, as far as the middleware of Express looks. */
function askExpress(middleware: ReturnType<typeof corsOfExpress>): { passed: unknown[]; headers: Map<string, string> } {
  const headers = new Map<string, string>();
  const passed: unknown[] = [];
  const response = {
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string) => headers.set(name, value),
    end: () => passed.push("ended"),
  };
  middleware({ method: "GET", headers: { origin: A } }, response, (error) => passed.push(error));
  return { passed, headers };
}

describe("an origin function of cors", () => {
  it("that throws still throws, and is told of once", () => {
    const middleware = corsOfExpress({
      origin: () => {
        throw new Error("no database");
      },
      safe: true,
    });
    for (let request = 0; request < 3; request += 1) expect(() => askExpress(middleware)).toThrow("no database");
    expect(texts()).toEqual([expect.stringMatching(/^cors: origin: The function threw, .*"no database"/)]);
    expect(told()).toEqual(["OriginFunctionFailed"]);
  });

  it("that returns its answer still waits for the callback, and is told of once", () => {
    const middleware = corsOfExpress({ origin: () => A, safe: true });
    for (let request = 0; request < 3; request += 1) expect(askExpress(middleware).passed).toEqual([]);
    expect(told()).toEqual(["OriginFunctionFailed"]);
  });

  it("that calls back, at once or later, is not told of", () => {
    askExpress(corsOfExpress({ origin: (_origin, done) => done(null, A), safe: true }));
    askExpress(corsOfExpress({ origin: (_origin, done) => void setImmediate(done, null, A), safe: true }));
    askExpress(corsOfExpress({ origin: (_origin, done) => done(new Error("a stranger")), safe: true }));
    expect(told()).toEqual([]);
  });

  it("whose callback leads into something that throws is not to blame", () => {
    const middleware = corsOfExpress({ origin: (_origin, done) => done(null, A), safe: true });
    const response = {
      setHeader() {
        throw new Error("headers are sent");
      },
      end() {},
    };
    expect(() => middleware({ headers: { origin: A } }, response, () => {})).toThrow("headers are sent");
    expect(told()).toEqual([]);
  });
});

describe("options that a function gives", () => {
  const dangerous = { origin: true, credentials: true, safe: true };

  it("are told of once, at the first request, when they are dangerous", () => {
    const middleware = corsOfExpress((_request, done) => done(null, dangerous));
    expect(told()).toEqual([]);
    for (let request = 0; request < 3; request += 1) {
      expect(askExpress(middleware).headers.get("Access-Control-Allow-Origin")).toBe(A);
    }
    expect(told()).toEqual(["ReflectionWithCredentials"]);
  });

  it("fail the request with strict: true", () => {
    const middleware = corsOfExpress((_request, done) => done(null, { ...dangerous, strict: true }));
    const { passed, headers } = askExpress(middleware);
    expect(passed).toEqual([expect.objectContaining({ name: "StrictError" })]);
    expect(headers.size).toBe(0);
  });

  it("fail the request in Fastify too, and so does what a route says of its own", async () => {
    const delegated = Fastify();
    const delegator = (_request: unknown, done: (error: null, options: object) => void): void =>
      done(null, { ...dangerous, strict: true });
    await delegated.register(corsOfFastify, { delegator });
    expect((await delegated.inject("/")).statusCode).toBe(500);

    const routed = Fastify();
    await routed.register(corsOfFastify, { origin: A, safe: true, strict: true });
    routed.get("/", { config: { cors: { origin: true, credentials: true } } }, async () => "ok");
    routed.get("/fine", { config: { cors: { origin: [A] } } }, async () => "ok");
    expect((await routed.inject("/")).statusCode).toBe(500);
    expect((await routed.inject("/fine")).statusCode).toBe(200);
  });
});

describe("functions of the others", () => {
  it("that throw are told of once, and their error is the framework's", async () => {
    const fastify = Fastify();
    await fastify.register(corsOfFastify, {
      origin: () => {
        throw new Error("no database");
      },
      safe: true,
    });
    for (let request = 0; request < 2; request += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await fastify.inject({ url: "/", headers: { origin: A } })).statusCode).toBe(500);
    }
    expect(told()).toEqual(["OriginFunctionFailed"]);
  });

  it("that Fastify gets an answer from without a callback or a promise are told of", async () => {
    const fastify = Fastify();
    await fastify.register(corsOfFastify, { origin: (() => A) as never, safe: true });
    void fastify.inject({ url: "/", headers: { origin: A } });
    await vi.waitFor(() => expect(told()).toEqual(["OriginFunctionFailed"]));
  });

  it("of Hono and Koa that reject are told of once", async () => {
    const app = new Hono().use(corsOfHono({ origin: () => Promise.reject(new Error("no database")), safe: true }));
    app.onError((error, context) => context.text(error.message, 500));
    expect(await (await app.request("/")).text()).toBe("no database");
    expect(await (await app.request("/")).text()).toBe("no database");
    expect(told()).toEqual(["OriginFunctionFailed"]);
  });

  it("that get one text for a list in Hono are refused at once", () => {
    expect(() => corsOfHono({ allowHeaders: "X-A,X-B" as unknown as string[] })).toThrow(
      "hono/cors: allowHeaders is a list of names, not one text.",
    );
  });
});

/** What stands under "Wrong" on the page of a hazard, run as a program would. */
const PAGES = Object.keys(HAZARDS).map((code) => {
  const page = readFileSync(new URL(`../../docs/findings/${code}.md`, import.meta.url), "utf8");
  const [, call = ""] =
    /^## Wrong\n\n```ts\nimport cors from "crossorigin\/compat\/cors";\n(cors\(.*\);)\n```$/m.exec(page) ?? [];
  return { code, call };
});

describe.each(PAGES)("the example on the page of $code", ({ code, call }) => {
  it("is told of by this name", () => {
    // The pages are ours, so what is on them may be run.
    // oxlint-disable-next-line typescript/no-implied-eval
    const evaluate = new Function("cors", `return ${call}`) as (cors: unknown) => ReturnType<typeof corsOfExpress>;
    askExpress(evaluate(corsOfExpress));
    expect(told()).toContain(code);
  });
});
