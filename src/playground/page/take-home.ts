import { snippetFor, type SnippetStack } from "../../export/snippets.ts";
import type { HeaderLine } from "../server/wire-entry.ts";
import { codeOf } from "./client-code.ts";
import { wireMethod, type PageRequest } from "./page-request.ts";
import type { Case } from "./server-spec.ts";
import { PAGE_ORIGIN } from "./setup.ts";

/** What a case can be taken home as. */
export const TARGETS: readonly (readonly [id: Target, title: string])[] = [
  ["crossorigin", "Server: crossorigin"],
  ["express", "Server: Express, by hand"],
  ["fastify", "Server: Fastify, by hand"],
  ["koa", "Server: Koa, by hand"],
  ["hono", "Server: Hono, by hand"],
  ["nginx", "Server: nginx"],
  ["apache", "Server: Apache"],
  ["caddy", "Server: Caddy"],
  ["haproxy", "Server: HAProxy"],
  ["client", "The page's code"],
  ["check", "A crossorigin check"],
  ["curl", "A curl command"],
  ["test", "A test"],
];

export type Target = SnippetStack | "client" | "check" | "curl" | "test";

/** Methods and headers that need no permission. */
const UNASKED_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);
const UNASKED_HEADERS: ReadonlySet<string> = new Set(["accept", "accept-language", "content-language"]);

/** A case as code. */
export function takeHome(target: Target, { request, server }: Case): string {
  if (target === "client") return codeOf(request);
  if (target === "check") return checkLine(request);
  if (target === "curl") return curlLine(request);
  return target === "test" ? testOf(request) : serverCode(target, request, server);
}

function serverCode(stack: SnippetStack, request: PageRequest, server: Case["server"]): string {
  if (stack === "crossorigin" && server.kind === "policy") return ownPolicy(server.options);
  const method = wireMethod(request);
  const snippet = snippetFor(stack, {
    origin: PAGE_ORIGIN,
    methods: UNASKED_METHODS.has(method) ? [] : [method],
    headerNames: request.headers.map(([name]) => name).filter((name) => needsPermission(request, name)),
    exposeHeaders: listed(server, "exposeHeaders"),
    credentials: request.credentials === "include",
  });
  return snippet?.code ?? "No server can name this page's origin.";
}

/** The policy of the form, for `node:http`. */
function ownPolicy(options: unknown): string {
  const lines = Object.entries(options as Readonly<Record<string, unknown>>).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)},`,
  );
  return [
    'import { createServer } from "node:http";',
    'import { definePolicy } from "crossorigin";',
    'import { cors } from "crossorigin/node"; // or express, fastify, koa, hono, hapi, h3, fetch',
    "",
    "const policy = definePolicy({",
    ...lines,
    "});",
    "",
    "createServer(cors(policy)((request, response) => response.end())).listen(8080);",
  ].join("\n");
}

function listed(server: Case["server"], name: string): readonly string[] {
  if (server.kind !== "policy") return [];
  const value = (server.options as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function needsPermission({ headers }: PageRequest, name: string): boolean {
  if (UNASKED_HEADERS.has(name.toLowerCase())) return false;
  if (name.toLowerCase() !== "content-type") return true;
  const type = headers.find(([written]) => written === name)?.[1] ?? "";
  return !/^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i.test(type);
}

function checkLine(request: PageRequest): string {
  const { url, headers, body, credentials } = request;
  const method = wireMethod(request);
  return [
    `crossorigin check ${quote(url)}`,
    `--from ${quote(PAGE_ORIGIN)}`,
    ...(method === "GET" ? [] : [`-X ${quote(method)}`]),
    ...headers.map((line) => `-H ${quote(line.join(": "))}`),
    ...(body === undefined ? [] : [`--data ${quote(body)}`]),
    ...(credentials === "include" ? ["--credentials include"] : []),
  ].join(" \\\n  ");
}

/** curl asks no permission: what it shows is the answer, not what a browser makes of it. */
function curlLine(request: PageRequest): string {
  const { url, headers, body } = request;
  const origin: HeaderLine = ["Origin", PAGE_ORIGIN];
  return [
    `curl -i ${quote(url)}`,
    `-X ${quote(wireMethod(request))}`,
    ...[origin, ...headers].map((line) => `-H ${quote(line.join(": "))}`),
    ...(body === undefined ? [] : [`--data ${quote(body)}`]),
  ].join(" \\\n  ");
}

function testOf(request: PageRequest): string {
  const { url, headers, body, credentials, mode } = request;
  const { origin, pathname, search } = new URL(url);
  const init = {
    method: wireMethod(request),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(body === undefined ? {} : { body }),
    ...(credentials === "include" ? { credentials } : {}),
    ...(mode === "cors" ? {} : { mode }),
  };
  return [
    'import { expectAllowed, pageOn } from "crossorigin/testing";',
    'import { it } from "vitest";',
    "",
    `it("lets our page ${wireMethod(request)} ${pathname}", async () => {`,
    `  const page = pageOn(${JSON.stringify(PAGE_ORIGIN)}, ${JSON.stringify(origin)});`,
    `  await expectAllowed(page, ${JSON.stringify(pathname + search)}, ${JSON.stringify(init, undefined, 2).replaceAll("\n", "\n  ")});`,
    "});",
  ].join("\n");
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./:?&=@%+,-]+$/.test(text) && !/[?&]/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
