// npm run build && node --test examples/testing-node-test/*.test.mjs
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectAllowed, expectBlocked, expectPreflights, pageOn } from "crossorigin/testing";
import { app } from "./express.mjs";

const put = { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ paid: true }) };

describe("our page", () => {
  it("changes an order", async () => {
    const { response } = await expectAllowed(pageOn("https://app.example.com", app), "/orders/7", put);
    assert.deepEqual(await response.json(), { id: "7", order: { paid: true } });
  });

  it("asks once for two changes", async () => {
    const page = pageOn("https://app.example.com", app);
    await expectPreflights(
      page,
      [
        ["/orders/7", put],
        ["/orders/7", put],
      ],
      { atMost: 1 },
    );
  });

  it("is understood by every browser", async () => {
    await expectAllowed(pageOn("https://app.example.com", app, { profile: "all" }), "/orders/7", put);
  });
});

describe("anybody else's page", () => {
  it("changes nothing: its preflight is refused", async () => {
    const { phase } = await expectBlocked(pageOn("https://evil.example", app), "/orders/7", put);
    assert.equal(phase, "preflight");
  });
});
