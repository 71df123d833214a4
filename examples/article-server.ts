// The server of the article, in thirty lines: any page may PUT and DELETE here, without credentials.
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({
  origins: "*",
  methods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
  allowHeaders: ["content-type", "accept"],
  maxAge: 10,
});

export const server: Server = createServer(
  cors(policy)(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const head = `Thank You For The Cross-Domain AJAX Request:\n\nMethod: ${request.method}\n\n`;
    const body = Buffer.concat([Buffer.from(head), ...chunks]);
    response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": body.length });
    response.end(body);
  }),
);
