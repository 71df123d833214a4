import type { Server } from "node:net";

/** A server that runs on a loopback port. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Has a server listen on a free port. */
export function listen(server: Server): Promise<RunningServer> {
  const sockets = new Set<{ destroy(): unknown }>();
  for (const event of ["connection", "secureConnection"]) {
    server.on(event, (socket: { destroy(): unknown; on(event: "close", listener: () => void): unknown }) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
  }
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("This server has no port."));
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          for (const socket of sockets) socket.destroy();
        });
      resolve({ port: address.port, close });
    });
  });
}
