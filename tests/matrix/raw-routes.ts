import type { IncomingMessage, ServerResponse } from "node:http";
import { lastPart } from "./routes.ts";

type Route = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What a handler can do to a response of Node.js itself, which frameworks hand out too. The last part of a path names the route. */
const RAW_ROUTES = {
  writes: (_request, response) => {
    response.write("one ");
    response.end("two");
  },
  "flushes-early": (_request, response) => {
    response.flushHeaders();
    response.end("flushed");
  },
  "early-hints": (_request, response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" }, () => response.end("hinted"));
  },
  processing: (_request, response) => {
    response.writeProcessing();
    response.end("processed");
  },
  "head-object": (_request, response) => {
    response.writeHead(201, { "X-Object": "1", Vary: ["Accept", "Accept-Language"], "Set-Cookie": ["a=1", "b=2"] });
    response.end("created");
  },
  "head-object-after-set": (_request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Vary", "Accept");
    response.setHeader("X-Kept", "1");
    response.writeHead(200, { "access-control-allow-methods": "BREW", "X-Object": "1" }).end("object");
  },
  "head-flat": (_request, response) => {
    response.writeHead(200, ["X-Flat", "1", "Set-Cookie", "a=1", "Set-Cookie", "b=2", "Vary", "Accept"]);
    response.end("flat");
  },
  "head-flat-after-set": (_request, response) => {
    response.setHeader("Set-Cookie", "old=1");
    response.setHeader("X-Kept", "1");
    response.writeHead(200, ["set-cookie", "a=1", "set-cookie", "b=2", "Content-Length", "4"]);
    response.end("flat");
  },
  "head-pairs": (_request, response) => {
    const pairs: [string, string][] = [
      ["X-Pair", "1"],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ];
    response.writeHead(200, pairs);
    response.end("pairs");
  },
  "head-odd": (_request, response) => {
    response.end(codeOf(() => response.writeHead(200, ["X-Odd"])));
  },
  "head-reason": (_request, response) => response.writeHead(200, "Fine", { "X-Reason": "1" }).end("fine"),
  "head-reason-alone": (_request, response) => response.writeHead(200, "Fine").end("fine"),
  "head-null": (_request, response) => {
    // The types of Node.js have no null here; its code takes it, and plain JavaScript passes it.
    const nothing = null as unknown as undefined;
    response.writeHead(200, "Fine", nothing).end("null");
  },
  "head-unsendable": (_request, response) => {
    const code = codeOf(() => response.writeHead(200, { "X-First": "1", "X-Bad": "\u0100" }));
    response.writeHead(500, { "X-Second": "1" }).end(code);
  },
  "head-own-grant": (_request, response) => {
    const own = { "access-control-allow-origin": "*", "Access-Control-Allow-Methods": "BREW", "X-Own": "1" };
    response.writeHead(200, own).end("own");
  },
  "head-flat-own-grant": (_request, response) => {
    response.writeHead(200, ["Access-Control-Allow-Origin", "*", "Access-Control-Allow-Origin", "null"]).end("own");
  },
  "removes-vary": (_request, response) => {
    response.setHeader("Vary", "Accept");
    response.removeHeader("Vary");
    response.end("own");
  },
  "set-headers": (_request, response) => {
    response.setHeaders(new Map([["x-map", "1"]]));
    response.end("map");
  },
  "sets-too-late": (_request, response) => {
    response.writeHead(200);
    response.end(codeOf(() => response.setHeader("X-Late", "1")));
  },
  "heads-twice": (_request, response) => {
    response.writeHead(200, { "X-First": "1" });
    response.end(codeOf(() => response.writeHead(201, { "X-Second": "1" })));
  },
  "echoes-vary": (request, response) => response.end(`asked with ${request.headersDistinct["vary"]?.join("|")}`),
} satisfies Record<string, Route>;

export type RawRouteName = keyof typeof RAW_ROUTES;

/** The raw route of a path such as `/named/writes`. */
export function rawRouteOf(path: string): Route | undefined {
  const name = lastPart(path);
  return Object.hasOwn(RAW_ROUTES, name) ? RAW_ROUTES[name as RawRouteName] : undefined;
}

/** The code of the error that this throws. */
function codeOf(action: () => unknown): string {
  try {
    action();
    return "nothing was thrown";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
