import { it } from "node:test";
import { expectAllowed, expectBlocked, pageOn } from "crossorigin/testing";
import { app } from "./hono.mjs";

const remove = { method: "DELETE" };

it("lets previews delete an order", async () => {
  await expectAllowed(pageOn("https://pr-12.preview.example.com", app), "/orders/7", remove);
});

for (const origin of ["https://preview.example.com.evil.example", "https://preview.example.com", "null"]) {
  it(`keeps out ${origin}`, async () => {
    await expectBlocked(pageOn(origin, app), "/orders/7", remove);
  });
}
