// A WebSocket has no CORS: the browser says from which origin the page is, and only the server can refuse.
import { createServer, type Server } from "node:http";
import { definePolicy } from "crossorigin";
import { WebSocketServer } from "ws";

const policy = definePolicy({ origins: ["https://app.example.com"], credentials: true });

export const server: Server = createServer((_request, response) => response.end("Come by WebSocket"));

const sockets = new WebSocketServer({ noServer: true });

server.on("upgrade", (request, socket, head) => {
  if (!policy.allowsOrigin(request.headers.origin)) {
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  sockets.handleUpgrade(request, socket, head, (client) => {
    client.on("message", (data: Buffer) => client.send(`You said ${data.toString()}`));
  });
});
