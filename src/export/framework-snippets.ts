import { answerHeaders, indented, preflightHeaders, type Grant, type SentHeader } from "./grant.ts";

/** Calls that set headers, as a framework spells them. */
function calls(method: string, headers: readonly SentHeader[]): string[] {
  return headers.map(([name, value]) => `${method}(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
}

/** A middleware of Express, without a package. */
export function expressSnippet(grant: Grant): string {
  return [
    "// Before everything else: routes, logins, body parsers.",
    "app.use((request, response, next) => {",
    '  response.vary("Origin");',
    `  if (request.get("Origin") !== ${JSON.stringify(grant.origin)}) return next();`,
    ...indented(calls("response.set", answerHeaders(grant)), 2),
    '  if (request.method !== "OPTIONS" || !request.get("Access-Control-Request-Method")) return next();',
    ...indented(calls("response.set", preflightHeaders(grant)), 2),
    "  response.status(204).end();",
    "});",
  ].join("\n");
}

/** A hook of Fastify, without a plugin. */
export function fastifySnippet(grant: Grant): string {
  return [
    "// On the root instance, before routes and plugins are registered.",
    'app.addHook("onRequest", async (request, reply) => {',
    '  reply.header("Vary", "Origin");',
    `  if (request.headers.origin !== ${JSON.stringify(grant.origin)}) return;`,
    ...indented(calls("reply.header", answerHeaders(grant)), 2),
    '  if (request.method !== "OPTIONS" || !request.headers["access-control-request-method"]) return;',
    ...indented(calls("reply.header", preflightHeaders(grant)), 2),
    "  return reply.code(204).send();",
    "});",
  ].join("\n");
}

/** A middleware of Koa, without a package. */
export function koaSnippet(grant: Grant): string {
  return [
    "// Before every other middleware.",
    "app.use(async (context, next) => {",
    '  context.vary("Origin");',
    `  if (context.get("Origin") !== ${JSON.stringify(grant.origin)}) return next();`,
    `  const headers = ${JSON.stringify(Object.fromEntries(answerHeaders(grant)))};`,
    "  context.set(headers);",
    '  if (context.method === "OPTIONS" && context.get("Access-Control-Request-Method")) {',
    ...indented(calls("context.set", preflightHeaders(grant)), 4),
    "    context.status = 204;",
    "    return;",
    "  }",
    "  // Koa drops all headers of an error but those that the error carries.",
    "  await next().catch((error) => {",
    '    error.headers = { ...error.headers, ...headers, Vary: "Origin" };',
    "    throw error;",
    "  });",
    "});",
  ].join("\n");
}

/** A middleware of Hono, without one of its own. */
export function honoSnippet(grant: Grant): string {
  return [
    "// Before every route.",
    'app.use("*", async (context, next) => {',
    `  const allowed = context.req.header("Origin") === ${JSON.stringify(grant.origin)};`,
    '  if (allowed && context.req.method === "OPTIONS" && context.req.header("Access-Control-Request-Method")) {',
    "    context.res = new Response(null, { status: 204 });",
    ...indented(calls("context.header", preflightHeaders(grant)), 4),
    "  } else {",
    "    await next();",
    "  }",
    '  context.header("Vary", "Origin", { append: true });',
    "  if (!allowed) return;",
    ...indented(calls("context.header", answerHeaders(grant)), 2),
    "});",
  ].join("\n");
}
