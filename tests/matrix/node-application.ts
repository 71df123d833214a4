import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

type Route = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What a handler can do to a response, one way a route. The second part of a path names the route. */
export const NODE_ROUTES = {
  ok: (_request, response) => response.end("ok"),
  "not-found": (_request, response) => {
    response.statusCode = 404;
    response.end("not found");
  },
  "throws-late": (_request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("X-Before", "1");
    throw new Error("thrown by the handler");
  },
  rejects: async (_request, response) => {
    await Promise.resolve();
    response.setHeader("Vary", "Accept");
    throw new Error("rejected by the handler");
  },
  later: async (_request, response) => {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    response.end("later");
  },
  streams: (_request, response) => Readable.from(["one ", "two ", "three"]).pipe(response),
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
  "not-modified": (_request, response) => response.writeHead(304, { ETag: '"1"' }).end(),
  redirects: (_request, response) => response.writeHead(302, { Location: "/elsewhere" }).end(),
  "head-object": (_request, response) => {
    response.writeHead(201, { "X-Object": "1", Vary: ["Accept", "Accept-Language"], "Set-Cookie": ["a=1", "b=2"] });
    response.end("created");
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
  "head-own-grant": (_request, response) => {
    const own = { "access-control-allow-origin": "*", "Access-Control-Allow-Methods": "BREW", "X-Own": "1" };
    response.writeHead(200, own).end("own");
  },
  "head-flat-own-grant": (_request, response) => {
    response.writeHead(200, ["Access-Control-Allow-Origin", "*", "Access-Control-Allow-Origin", "null"]).end("own");
  },
  "own-grant": (_request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("Access-Control-Allow-Private-Network", "true");
    response.end("own");
  },
  "own-vary": (_request, response) => {
    response.setHeader("Vary", "Accept-Encoding");
    response.end("own");
  },
  "own-vary-lines": (_request, response) => {
    response.appendHeader("Vary", "Accept");
    response.appendHeader("Vary", "Accept-Language");
    response.end("own");
  },
  "own-vary-origin": (_request, response) => {
    response.setHeader("vary", "accept, ORIGIN");
    response.end("own");
  },
  "own-vary-star": (_request, response) => {
    response.setHeader("Vary", "*");
    response.end("own");
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

export type NodeRoute = keyof typeof NODE_ROUTES;

/** The code of the error that this throws. */
function codeOf(action: () => unknown): string {
  try {
    action();
    return "nothing was thrown";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
