import { beforeAll, expect, it } from "vitest";
import { describeGuest, PAGE, type Guest } from "./describe-guest.ts";
import { bin, copyExample, run } from "./place.ts";
import { corsOf, headerOf } from "./server.ts";

let folder: string;

beforeAll(async () => {
  folder = copyExample("nextjs");
  // Compiles, and checks the types too.
  await run(bin("next"), ["build"], folder);
}, 240_000);

const NEXT: Pick<Guest, "prepare" | "vary"> = {
  prepare: () => ({ program: bin("next"), args: ["start", "--hostname", "127.0.0.1", "--port", "0"], folder }),
  vary: [
    "rsc",
    "next-router-state-tree",
    "next-router-prefetch",
    "next-router-segment-prefetch",
    "next-url",
    "accept-encoding",
  ],
};

describeGuest(
  "examples/nextjs, proxy.ts",
  {
    ...NEXT,
    paths: { all: "/api/orders", first: "/api/orders/1", none: "/api/nowhere" },
    options: { status: 204, allow: true },
    brokenBody: 500,
    failures: [
      ["GET /api/orders/2", 404],
      ["PATCH /api/orders/1", 405],
    ],
  },
  (server) => {
    it("shares the page for what is not found, on which Next.js keeps to its own `Vary` and forbids caches to store it", async () => {
      const response = await server().ask("GET /api/nowhere", [`Origin: ${PAGE}`]);
      expect([response.status, corsOf(response)["access-control-allow-origin"]]).toEqual([404, PAGE]);
      expect(headerOf(response, "vary")).not.toContain("Origin");
      expect(headerOf(response, "cache-control")).toContain("no-store");
    });

    it("leaves paths alone that it is not there for", async () => {
      const response = await server().ask("GET /nowhere", [`Origin: ${PAGE}`]);
      expect([response.status, corsOf(response)]).toEqual([404, {}]);
    });
  },
);

describeGuest(
  "examples/nextjs, a route of its own",
  {
    ...NEXT,
    paths: { all: "/orders", first: "/orders", none: "/orders" },
    options: { status: 204, allow: true },
    brokenBody: 400,
    failures: [],
  },
  (server) => {
    it("has no word about a method that it does not handle: Next.js answers that by itself", async () => {
      const response = await server().ask("PATCH /orders", [`Origin: ${PAGE}`]);
      expect([response.status, corsOf(response)]).toEqual([405, {}]);
    });
  },
);
