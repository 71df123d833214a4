// Cookies across origins: the policy names the page and allows credentials, the page asks with credentials: "include".
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const policy = definePolicy({
  origins: ["https://app.example.com", "http://localhost:5173"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "X-CSRF-Token"],
  credentials: true,
});

export const server: Server = createServer(
  cors(policy)((request, response) => {
    // Page and API under one domain are one site: SameSite=Lax is sent, and keeps other sites' forms out.
    if (request.headers.cookie === undefined)
      response.setHeader("Set-Cookie", "session=1; HttpOnly; Secure; SameSite=Lax; Path=/");
    response.end(request.headers.cookie === undefined ? "Nice to meet you" : "Welcome back");
  }),
);
