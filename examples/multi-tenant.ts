// One server for many tenants, each under a host name of its own and with a policy of its own. The function sees preflights too,
// so no tenant's page can read what belongs to another. A host that is nobody's has no policy: no header is added there.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { definePolicy, type Policy } from "crossorigin";
import { cors } from "crossorigin/node";

const SHARED = { methods: ["PUT", "DELETE"], allowHeaders: ["Content-Type"], credentials: true };

/** Made once, when the tenant is; deciding costs the same however many there are. */
const tenants: ReadonlyMap<string, Policy> = new Map([
  [
    "blue.api.example.com",
    definePolicy({ ...SHARED, origins: ["https://app.blue.example", "https://*.blue.example"] }),
  ],
  ["green.api.example.com", definePolicy({ ...SHARED, origins: ["https://app.green.example"] })],
  // Whose answers are for everybody.
  ["open.api.example.com", definePolicy({ origins: "*" })],
]);

function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
}

export const server: Server = createServer(
  cors((request: IncomingMessage) => tenants.get(hostOf(request)))((request, response) => {
    const host = hostOf(request);
    response.statusCode = tenants.has(host) ? 200 : 404;
    response.end(tenants.has(host) ? `Hello from ${host}` : "Nobody lives here.");
  }),
);

server.listen(Number(process.env["PORT"] ?? 3000));
