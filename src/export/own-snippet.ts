import { isLoopbackHost, schemeOf } from "../standard/origin.ts";
import type { Grant } from "./grant.ts";

/** This package, in front of a listener of `node:http`. */
export function ownSnippet({ origin, methods, headerNames, exposeHeaders, credentials }: Grant): string {
  const options = [
    `origins: [${JSON.stringify(origin)}],`,
    ...list("methods", methods),
    ...list("allowHeaders", headerNames),
    ...list("exposeHeaders", exposeHeaders),
    ...(credentials ? ["credentials: true,"] : []),
    ...(credentials && isInsecure(origin)
      ? [
          "// Over http whoever is on the way can act for the user: serve the page over https.",
          "dangerouslyAllowInsecureOrigins: true,",
        ]
      : []),
  ];
  return [
    importLine("definePolicy", "crossorigin"),
    `${importLine("cors", "crossorigin/node")} // or express, fastify, koa, hono, hapi, h3, fetch`,
    "",
    "const policy = definePolicy({",
    ...options.map((line) => `  ${line}`),
    "});",
    "",
    "// In Express, Koa and Hono before everything else: app.use(cors(policy)). In Fastify: await app.register(cors(policy)).",
    "createServer(cors(policy)(listener)).listen(8080);",
  ].join("\n");
}

function importLine(name: string, entry: string): string {
  return `import { ${name} } from ${JSON.stringify(entry)};`;
}

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${name}: [${values.map((value) => JSON.stringify(value)).join(", ")}],`];
}

/** Whether a policy with credentials wants to be told that this is meant. */
function isInsecure(origin: string): boolean {
  return schemeOf(origin) === "http" && !isLoopbackHost(new URL(origin).hostname);
}
