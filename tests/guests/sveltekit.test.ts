import { expect, it } from "vitest";
import { describeGuest, PAGE } from "./describe-guest.ts";
import { bin, copyExample, run } from "./place.ts";
import { corsOf } from "./server.ts";

describeGuest(
  "examples/sveltekit",
  {
    prepare: async () => {
      const folder = copyExample("sveltekit");
      await run(bin("vite"), ["build"], folder);
      // After the build, which writes the types of the routes.
      await run(bin("tsc"), [], folder);
      return { program: process.execPath, args: ["build"], folder };
    },
    options: { status: 405, allow: true },
    brokenBody: 500,
    failures: [
      ["GET /nowhere", 404],
      ["GET /orders/2", 404],
      ["PATCH /orders/1", 405],
    ],
  },
  (server) => {
    it("does not see files that were built: SvelteKit serves them before any hook", async () => {
      const response = await server().ask("GET /_app/version.json", [`Origin: ${PAGE}`]);
      expect([response.status, corsOf(response)]).toEqual([200, {}]);
    });

    it("does not see a form from elsewhere: SvelteKit refuses it before any hook", async () => {
      const headers = [`Origin: ${PAGE}`, "Content-Type: application/x-www-form-urlencoded"];
      const response = await server().ask("POST /orders", headers, "items=tea");
      expect([response.status, corsOf(response)]).toEqual([403, {}]);
    });
  },
);
