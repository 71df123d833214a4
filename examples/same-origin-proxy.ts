// No CORS at all: the page's own server hands /api on to the API, so the browser sees one origin. No preflight, no cookie rules.
import { createServer, request as send, type Server } from "node:http";

const API = { host: "127.0.0.1", port: Number(process.env["API_PORT"] ?? 8080) };

/** Headers that belong to one connection (RFC 9110, 7.6.1), and those that only mattered to the page's own server. */
const NOT_HANDED_ON = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
  "host",
  "origin",
];

export const server: Server = createServer((request, response) => {
  if (request.url?.startsWith("/api/") !== true) {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end('<script>fetch("/api/orders").then((answer) => answer.text()).then(console.log)</script>');
    return;
  }
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !NOT_HANDED_ON.includes(name)));
  const upstream = send(
    { ...API, method: request.method, path: request.url.slice("/api".length), headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.once("error", () => response.writeHead(502).end("The API cannot be reached."));
  request.pipe(upstream);
});
