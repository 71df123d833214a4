// Socket.IO: its polling requests are CORS, its WebSocket is not. One policy decides about both.
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { Server as SocketServer } from "socket.io";
import { cors } from "crossorigin/node";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  allowHeaders: ["Content-Type"],
  credentials: true,
});

export const server: Server = createServer();

export const io: SocketServer = new SocketServer(server, {
  // Origins that the policy does not name are turned away before anything else, by polling and by WebSocket.
  allowRequest: (request, answer) => {
    const { origin } = request.headers;
    answer(null, origin === undefined || policy.allowsOrigin(origin));
  },
});

io.on("connection", (socket) => socket.on("say", (text, reply) => reply(`You said ${text}`)));

// Socket.IO listens on the server by itself; what it answers carries the policy's headers all the same.
const [answer] = server.listeners("request");
server.removeAllListeners("request");
server.on(
  "request",
  cors(policy)((request, response) => answer?.(request, response)),
);
