// Any origin that asks is let in, with credentials: a stranger's page acts as the user who visits it.
import { pageOn } from "crossorigin/testing";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { expect, it } from "vitest";

const app = new Hono();
app.use("*", cors({ origin: (origin) => origin, credentials: true }));
app.delete("/orders/:id", (context) => context.body(null, 204));

it("keeps strangers out", async () => {
  const init = { method: "DELETE", credentials: "include" } as const;
  await expect(pageOn("https://evil.example", app)).not.toReach("/orders/7", init);
});
