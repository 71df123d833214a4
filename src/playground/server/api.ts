import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { cors } from "../../adapters/node.ts";
import { definePolicy, type LivePolicy, type Policy } from "../../index.ts";
import { Accounts, apiKey, basic, guarded, type Handler } from "./accounts.ts";
import { sendJson } from "./body.ts";
import { echo } from "./echo.ts";
import { cachedCatalogue } from "./shared-cache.ts";
import type { WireLog } from "./wire-log.ts";

/** Handlers by path, the first that fits: a path that ends with a slash stands for everything under it. */
type Routes = readonly (readonly [path: string, listener: RequestListener])[];

/** What the article's server answers to a preflight, but for the origin: it echoed a stranger's, this one says `*`. */
export const ARTICLE = {
  origins: "*",
  methods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
  allowHeaders: ["content-type", "accept"],
  maxAge: 10,
} as const;

/** What a page may ask the handler below `/try/` to answer with. */
const STATUS_WISH = /[?&]status=([2-5]\d\d)(&|$)/;

/** What cannot be read as a request has no path either; any page may read that it failed, as it may read the echo. */
export const HEADERS_ON_GARBAGE = ["Access-Control-Allow-Origin: *"] as const;

/**
 * The API: the article's server, which echoes what it is sent, and the cases that its readers asked about.
 *
 * @param pageOrigins the origins that may send credentials
 * @param log is told of every request
 * @param tried the policy of everything below `/try/`, which the page changes
 */
export function createApi(pageOrigins: readonly string[], log: WireLog, tried: LivePolicy): RequestListener {
  const routes = createRoutes(pageOrigins, tried);
  const otherwise = under(definePolicy(ARTICLE), echo);
  return (request, response) => {
    log.follow(request, response);
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const route = routes.find(([prefix]) => (prefix.endsWith("/") ? `${path}/`.startsWith(prefix) : path === prefix));
    const listener = route?.[1] ?? otherwise;
    listener(request, response);
  };
}

function createRoutes(pageOrigins: readonly string[], tried: LivePolicy): Routes {
  const accounts = new Accounts();
  const withCredentials = definePolicy({
    origins: pageOrigins,
    methods: ["GET", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "X-Api-Key"],
    exposeHeaders: ["WWW-Authenticate"],
    credentials: true,
    maxAge: 10,
  });
  const article = definePolicy(ARTICLE);
  const withAuthorization = definePolicy({ ...ARTICLE, allowHeaders: [...ARTICLE.allowHeaders, "authorization"] });
  const forCatalogue = definePolicy({ origins: [...pageOrigins, "https://shop.example"] });
  const withoutDelete = definePolicy({ ...ARTICLE, methods: ["GET", "POST", "PUT"] });

  return [
    ["/session", under(withCredentials, only(["GET", "HEAD", "POST", "DELETE"], accounts.session))],
    ["/me", under(withCredentials, only(["GET", "HEAD"], accounts.me))],
    ["/basic", under(withCredentials, only(["GET", "HEAD"], basic))],
    ["/token", under(withCredentials, only(["GET", "HEAD"], apiKey))],
    ["/guarded/forgets-authorization/", under(article, guarded(echo))],
    ["/guarded/allows-authorization/", under(withAuthorization, guarded(echo))],
    ["/guarded/", under(withAuthorization, guarded(echo))],
    ["/try/", under(tried, tryOut)],
    ["/cached/no-vary/", cachedCatalogue(forCatalogue, true, Date.now)],
    ["/cached/vary/", cachedCatalogue(forCatalogue, false, Date.now)],
    ["/no-delete/", under(withoutDelete, echo)],
    ["/no-options/not-found/", careless(echo, notFound)],
    ["/no-options/runs-handler/", careless(echo, echo)],
    ["/no-options/", careless(echo, notFound)],
  ];
}

function under(policy: Policy | LivePolicy, handler: Handler): RequestListener {
  return cors(policy)(listen(handler));
}

/** Runs a handler; what it throws is a mistake of ours, told on the terminal and answered as such. */
function listen(handler: Handler): RequestListener {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "The server made a mistake; its terminal says which." });
    }
  };
}

/** Refuses other methods, and says which there are. */
function only(methods: readonly string[], handler: Handler): Handler {
  return (request, response) => {
    if (methods.includes(request.method ?? "")) return handler(request, response);
    response.setHeader("Allow", methods.join(", "));
    return sendJson(response, 405, { error: `This path takes ${methods.join(", ")}.` });
  };
}

/** The echo, with headers that a page may read only if the policy exposes them, and with the status that was wished for. */
function tryOut(request: IncomingMessage, response: ServerResponse): void | Promise<void> {
  response.setHeader("X-Total-Count", "37");
  response.setHeader("ETag", '"tricia-37"');
  const status = Number(STATUS_WISH.exec(request.url ?? "")?.[1] ?? 200);
  if (status < 400) return echo(request, response, status);
  return sendJson(response, status, { error: `The handler answered ${status}, as it was asked to.` });
}

/**
 * An endpoint as frameworks make it without care: one line sets a header on every answer, and nobody thought of
 * preflights, which are left to whatever happens to an OPTIONS request.
 */
function careless(handler: Handler, onOptions: Handler): RequestListener {
  return listen((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    return request.method === "OPTIONS" ? onOptions(request, response) : handler(request, response);
  });
}

function notFound(request: IncomingMessage, response: ServerResponse): void {
  return sendJson(response, 404, { error: `Cannot ${request.method} this path.` });
}
