import type { IncomingMessage, RequestListener } from "node:http";
import { sendJson } from "./body.ts";
import { controlActions, type ControlParts } from "./control.ts";
import type { PageFile } from "./page-files.ts";
import type { PageSetup } from "./setup.ts";

/** Where the page finds the addresses: the build leaves this text in it. */
const SETUP_PLACE = "%SETUP%";

/** What the page's host needs. */
export interface PageHostParts extends ControlParts {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly setup: PageSetup;
}

/**
 * The page's origin: its files, and the control API, which tells what the servers saw and sets them up. It sends no CORS headers, and answers only a
 * page of this origin: `Host` is checked against rebinding of a name, `Origin` and `Sec-Fetch-Site` against other pages.
 */
export function createPageHost(parts: PageHostParts): RequestListener {
  const { files, setup } = parts;
  const index = withSetup(files.get("/index.html"), setup);
  const headers = securityHeaders(setup);
  const control = controlActions(parts);

  return async (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const refusal = foreign(request, path, setup);
    const action = refusal === undefined ? control[`${request.method} ${path}`] : undefined;
    if (action !== undefined) return action(request, response);
    request.resume();
    if (refusal !== undefined) return sendJson(response, 403, { error: refusal });

    if (request.method !== "GET" && request.method !== "HEAD")
      return sendJson(response, 405, { error: "Only GET and HEAD." });
    const file = path === "/" ? index : files.get(path);
    if (file === undefined) return sendJson(response, 404, { error: "There is no such file." });
    response.setHeader("Content-Type", file.type);
    response.setHeader("Content-Length", file.body.length);
    return void response.end(file.body);
  };
}

/** @returns why a request is not answered, `undefined` when it is */
function foreign({ headers }: IncomingMessage, path: string, setup: PageSetup): string | undefined {
  const origins = setup.pageOrigins;
  if (!isHostOf(origins, headers.host)) return `This server answers to ${origins.join(" and ")} alone.`;
  if (headers.origin !== undefined && !origins.includes(headers.origin)) return "This origin has no business here.";
  const site = headers["sec-fetch-site"];
  if (path.startsWith("/control/") && site !== undefined && site !== "same-origin")
    return "Only the page itself may ask this.";
  return undefined;
}

/** A browser leaves the default port out of `Host`, and out of an origin. */
function isHostOf(origins: readonly string[], host = ""): boolean {
  return origins.some((origin) => origin === `http://${host}` || `${origin}:80` === `http://${host}`);
}

function withSetup(index: PageFile | undefined, setup: PageSetup): PageFile | undefined {
  if (index === undefined) return undefined;
  // `<` is the only character that could end the element which holds this text.
  const json = JSON.stringify(setup).replaceAll("<", "\\u003c");
  return { type: index.type, body: Buffer.from(index.body.toString().replace(SETUP_PLACE, () => json)) };
}

function securityHeaders({ apiOrigins, labOrigins }: PageSetup): [name: string, value: string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${[...apiOrigins, ...labOrigins].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return [
    ["Content-Security-Policy", policy.join("; ")],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Referrer-Policy", "no-referrer"],
    ["X-Content-Type-Options", "nosniff"],
    ["Cache-Control", "no-cache"],
  ];
}
