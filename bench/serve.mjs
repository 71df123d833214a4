// A program for servers.mjs: one server, named by its arguments; it tells its port, and when asked the processor time it has used.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { definePolicy } from "crossorigin";
import { processorTime } from "./harness.mjs";
import { APP, CREDENTIALS, EXPOSED, HEADERS, MAX_AGE, METHODS, ORIGINS } from "./served.mjs";

const require = createRequire(import.meta.url);

const policy = definePolicy({
  origins: ORIGINS,
  methods: METHODS,
  allowHeaders: HEADERS,
  exposeHeaders: EXPOSED,
  credentials: CREDENTIALS,
  maxAge: MAX_AGE,
});

/** The same policy in the words of `cors` and of those that took them over. */
const OPTIONS = {
  origin: [...ORIGINS],
  methods: ["GET", "HEAD", "POST", ...METHODS],
  allowedHeaders: [...HEADERS],
  exposedHeaders: [...EXPOSED],
  credentials: CREDENTIALS,
  maxAge: MAX_AGE,
};

/** The same in the words of Koa and Hono. */
const SHORT_OPTIONS = { ...OPTIONS, allowMethods: OPTIONS.methods, allowHeaders: HEADERS, exposeHeaders: EXPOSED };

const BODY = "Hello";

/**
 * By framework and by what does CORS in it; each gives what Node.js calls for a request.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, () => Promise<import("node:http").Server>>>>>}
 */
const SERVERS = {
  node: {
    crossorigin: async () => {
      const { cors } = await import("crossorigin/node");
      return createServer(cors(policy)((_request, response) => response.end(BODY)));
    },
    "by hand": async () => createServer(byHand),
    nothing: async () => createServer(withoutCors),
    "any origin": async () =>
      createServer((_request, response) => response.setHeader("Access-Control-Allow-Origin", "*").end(BODY)),
  },
  express: {
    crossorigin: async () => express((await import("crossorigin/express")).cors(policy)),
    peer: async () => express(require("cors")(OPTIONS)),
  },
  fastify: {
    crossorigin: async () => fastify((await import("crossorigin/fastify")).cors(policy)),
    peer: async () => fastify((await import("@fastify/cors")).fastifyCors, OPTIONS),
  },
  koa: {
    crossorigin: async () => koa((await import("crossorigin/koa")).cors(policy)),
    peer: async () => {
      const allowed = new Set(ORIGINS);
      const origin = (/** @type {any} */ context) => {
        const asked = context.get("Origin");
        return allowed.has(asked) ? asked : "";
      };
      return koa(require("@koa/cors")({ ...SHORT_OPTIONS, origin }));
    },
  },
  hono: {
    crossorigin: async () => hono((await import("crossorigin/hono")).cors(policy)),
    peer: async () => hono((await import("hono/cors")).cors(SHORT_OPTIONS)),
  },
  hapi: {
    crossorigin: async () => {
      const { cors } = await import("crossorigin/hapi");
      return hapi(false, (/** @type {any} */ server) => server.register(cors(policy)));
    },
    peer: async () => {
      const { origin, credentials, maxAge, allowedHeaders, exposedHeaders } = OPTIONS;
      return hapi({ origin, credentials, maxAge, headers: allowedHeaders, exposedHeaders }, async () => {});
    },
  },
  h3: {
    crossorigin: async () => h3((await import("crossorigin/h3")).cors(policy)),
    peer: async () => {
      const { handleCors } = await import("h3");
      const { origin, methods, credentials } = OPTIONS;
      const options = { origin, methods, credentials, allowHeaders: [...HEADERS], exposeHeaders: [...EXPOSED] };
      return h3((/** @type {any} */ event, /** @type {any} */ next) => {
        const answered = handleCors(event, { ...options, maxAge: `${MAX_AGE}`, preflight: { statusCode: 204 } });
        return answered === false ? next() : answered;
      });
    },
  },
};

/** @param {unknown} middleware */
async function express(middleware) {
  const app = require("express")();
  app.use(middleware);
  app.use((/** @type {unknown} */ _request, /** @type {any} */ response) => response.end(BODY));
  return createServer(app);
}

/**
 * @param {any} plugin
 * @param {any} [options]
 */
async function fastify(plugin, options) {
  const app = require("fastify")();
  await app.register(plugin, options);
  for (const method of ["GET", "PUT"]) app.route({ method, url: "/", handler: async () => BODY });
  await app.ready();
  return app.server;
}

/** @param {unknown} middleware */
async function koa(middleware) {
  const Koa = (await import("koa")).default;
  const app = new Koa();
  app.use(/** @type {any} */ (middleware));
  app.use((context) => {
    context.body = BODY;
  });
  return createServer(app.callback());
}

/** @param {any} middleware */
async function hono(middleware) {
  const [{ Hono }, { getRequestListener }] = await Promise.all([import("hono"), import("@hono/node-server")]);
  const app = new Hono();
  app.use("*", middleware);
  app.all("/", (context) => context.text(BODY));
  return createServer(getRequestListener(app.fetch));
}

/**
 * @param {any} cors
 * @param {(server: unknown) => Promise<void>} prepare
 */
async function hapi(cors, prepare) {
  const listener = createServer();
  const server = require("@hapi/hapi").server({ listener, autoListen: false, routes: { cors } });
  await prepare(server);
  server.route({ method: ["GET", "PUT"], path: "/", handler: () => BODY });
  await server.start();
  return listener;
}

/** @param {any} middleware */
async function h3(middleware) {
  const { H3, toNodeHandler } = await import("h3");
  const app = new H3();
  app.use(middleware);
  app.all("/", () => BODY);
  return createServer(toNodeHandler(app));
}

/**
 * What somebody writes who needs no library: a look at the origin, and the headers.
 *
 * @type {import("node:http").RequestListener}
 */
function byHand(request, response) {
  if (!ORIGINS.includes(request.headers.origin ?? "")) {
    response.end(BODY);
    return;
  }
  if (request.method === "OPTIONS") response.statusCode = 204;
  response.setHeader("Access-Control-Allow-Origin", APP);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  if (request.method === "OPTIONS") {
    response.setHeader("Access-Control-Allow-Methods", METHODS.join(", "));
    response.setHeader("Access-Control-Allow-Headers", HEADERS.join(", "));
    response.setHeader("Access-Control-Max-Age", `${MAX_AGE}`);
    response.setHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    response.end();
  } else {
    response.setHeader("Access-Control-Expose-Headers", EXPOSED.join(", "));
    response.setHeader("Vary", "Origin");
    response.end(BODY);
  }
}

/** @type {import("node:http").RequestListener} */
function withoutCors(request, response) {
  if (request.method === "OPTIONS") response.writeHead(204).end();
  else response.end(BODY);
}

const [framework = "", by = ""] = process.argv.slice(2);
const make = SERVERS[framework]?.[by];
if (make === undefined) throw new Error(`There is no server ${framework} with ${by}.`);
const server = await make();
// It waits while others have their turn.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.({ port: /** @type {any} */ (server.address()).port }));
process.on("message", () => process.send?.({ used: processorTime() }));
