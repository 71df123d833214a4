import { createServer, type Server, type Socket } from "node:net";
import { Server as SecureServer } from "node:tls";
import type { ServerTarget } from "./listener-target.ts";

/**
 * A port on this machine whose connections are handed to a server of `node:http` as if they were its own, so that it need not listen
 * and is never closed. To one of `node:https` they are handed as if TLS had been agreed on already. Does not keep the process alive.
 */
export class LocalServer {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(target: ServerTarget) {
    const event = target instanceof SecureServer ? "secureConnection" : "connection";
    // Half open, as servers of node:http have their connections.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
      target.emit(event, socket);
    });
  }

  /** @returns the port, on 127.0.0.1 */
  open(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => {
        this.#server.unref();
        const address = this.#server.address();
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("A server on 127.0.0.1 was given no port."));
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }
}
