// A public API: every page may read, none with credentials, and a cache may hand one answer to all.
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({ origins: "*", exposeHeaders: ["X-Total-Count"], maxAge: 86400 });

export const server: Server = createServer(
  cors(policy)((_request, response) => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "X-Total-Count": "1",
      "Cache-Control": "public, max-age=60",
    });
    response.end('[{"name":"Tricia"}]');
  }),
);
