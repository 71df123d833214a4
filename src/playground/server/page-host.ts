import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { sendJson } from "./body.ts";
import type { ApiSwitch } from "./api-switch.ts";
import type { PageFile } from "./page-files.ts";
import type { PageSetup } from "./setup.ts";
import type { WireLog } from "./wire-log.ts";

/** Pages that may watch the log at once. */
const MOST_WATCHERS = 50;

/** How much of the log waits for a page that does not read, in bytes. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Where the page finds the addresses: the build leaves this text in it. */
const SETUP_PLACE = "%SETUP%";

/** What the page's host needs. */
export interface PageHostParts {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly setup: PageSetup;
  readonly log: WireLog;
  readonly api: ApiSwitch;
}

/**
 * The page's origin: its files, and the control API, which tells what the API saw and stops it for a moment. It sends no CORS headers, and answers only a
 * page of this origin: `Host` is checked against rebinding of a name, `Origin` and `Sec-Fetch-Site` against other pages.
 */
export function createPageHost({ files, setup, log, api }: PageHostParts): RequestListener {
  const index = withSetup(files.get("/index.html"), setup);
  const headers = securityHeaders(setup);
  let watchers = 0;

  const control: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>
  > = {
    "GET /control/log": (_request, response) => {
      if (watchers === MOST_WATCHERS) return sendJson(response, 503, { error: "Too many pages are watching." });
      watchers += 1;
      response.once("close", () => (watchers -= 1));
      return streamLog(response, log);
    },
    "POST /control/api/stop": async (_request, response) => {
      await api.stop();
      sendJson(response, 200, { running: false });
    },
    "POST /control/api/start": async (_request, response) => {
      const running = await api.start();
      sendJson(response, running ? 200 : 503, { running });
    },
  };

  return async (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    request.resume();
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const refusal = foreign(request, path, setup);
    if (refusal !== undefined) return sendJson(response, 403, { error: refusal });

    const action = control[`${request.method} ${path}`];
    if (action !== undefined) return action(request, response);
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

/** Server-sent events: the log so far, then each new entry. */
function streamLog(response: ServerResponse, log: WireLog): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const write = (entry: unknown): void => {
    response.write(`data: ${JSON.stringify(entry)}\n\n`);
    // One that does not read is let go; a page that is still there connects again.
    if (response.writableLength > MOST_UNREAD) response.destroy();
  };
  response.write("retry: 1000\n\n");
  for (const entry of log.entries) write(entry);
  response.once("close", log.subscribe(write));
}

function withSetup(index: PageFile | undefined, setup: PageSetup): PageFile | undefined {
  if (index === undefined) return undefined;
  // `<` is the only character that could end the element which holds this text.
  const json = JSON.stringify(setup).replaceAll("<", "\\u003c");
  return { type: index.type, body: Buffer.from(index.body.toString().replace(SETUP_PLACE, () => json)) };
}

function securityHeaders({ apiOrigins }: PageSetup): [name: string, value: string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${apiOrigins.join(" ")}`,
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
