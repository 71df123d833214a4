// A stricter policy, tried in production before it is applied: the shadow is asked about every request and changes nothing. What
// it would decide otherwise is counted, by origin. When the list is empty, or holds only strangers, apply() puts it in place.
import { createServer, type Server } from "node:http";
import { definePolicy, livePolicy } from "crossorigin";
import { cors } from "crossorigin/node";

const SHARED = { methods: ["PUT", "DELETE"], allowHeaders: ["Content-Type"], credentials: true };

const present = definePolicy({ ...SHARED, origins: ["https://**.example.com"] });
const next = definePolicy({ ...SHARED, origins: ["https://app.example.com", "https://admin.example.com"] });
const live = livePolicy(present);

/** What would change, and how often: `refused https://old.example.com`. */
export const changes = new Map<string, number>();

/** Origins are a stranger's text: nobody may fill the memory with them. */
const MOST_CHANGES = 1000;

export function apply(): void {
  live.replace(next);
}

const wrap = cors(live, {
  shadow: next,
  onEvent(event) {
    if (event.type !== "decision" || event.shadow === undefined || event.sameOrigin === true) return;
    if (event.shadow.allowed === event.decision.allowed) return;
    const change = `${event.shadow.allowed ? "allowed" : "refused"} ${event.request?.headers.origin}`;
    if (changes.has(change) || changes.size < MOST_CHANGES) changes.set(change, (changes.get(change) ?? 0) + 1);
  },
});

export const server: Server = createServer(wrap((request, response) => response.end(`Hello, ${request.method}`)));

server.listen(Number(process.env["PORT"] ?? 3000));
