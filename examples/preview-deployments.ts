// Preview deployments under a domain of one's own. Under a provider's domain anybody can get such a name: that is refused.
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://pr-*.preview.example.com", "http://localhost:*"],
  methods: ["PUT", "PATCH", "DELETE"],
  allowHeaders: ["Content-Type"],
  credentials: true,
});

export const server: Server = createServer(cors(policy)((request, response) => response.end(request.method)));
