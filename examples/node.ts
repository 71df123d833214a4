// node:http: the policy goes around the listener, which need not know of CORS. A page can read the 400 and the 404 too.
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

export const server: Server = createServer(
  cors(policy)(async (request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const [, id] = /^\/orders\/(\d+)$/.exec(request.url ?? "") ?? [];
    if (id === undefined) answer(404, { error: "There is no such page." });
    else if (request.method === "DELETE") answer(409, { error: "It was paid for." });
    else if (request.method !== "PUT") answer(200, { id });
    else {
      const order: unknown = await json(request).catch(() => undefined);
      if (order === undefined) answer(400, { error: "This is no JSON." });
      else answer(200, { id, order });
    }
  }),
);

server.listen(Number(process.env["PORT"] ?? 3000));
