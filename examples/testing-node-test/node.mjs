// A server of node:http, which whoever starts it lets listen.
import { createServer } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({ origins: "*", exposeHeaders: ["ETag"] });

export const server = createServer(
  cors(policy)((request, response) => {
    if (request.url !== "/prices") response.writeHead(404).end();
    else response.writeHead(200, { ETag: '"7"', "Content-Type": "application/json" }).end("[1, 2]");
  }),
);
