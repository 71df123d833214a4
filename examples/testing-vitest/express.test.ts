import { expectAllowed, expectBlocked, expectPreflights, expectReadable, pageOn } from "crossorigin/testing";
import { describe, expect, it } from "vitest";
import { app } from "./express.ts";

const authorization = { Authorization: "Bearer of-a-user" };
const put = {
  method: "PUT",
  headers: { ...authorization, "Content-Type": "application/json" },
  body: JSON.stringify({ paid: true }),
};

describe("our page", () => {
  it("changes an order", async () => {
    const { response } = await expectAllowed(pageOn("https://app.example.com", app), "/orders/7", put);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: "7", order: { paid: true } });
  });

  it("reads how many there are", async () => {
    const page = pageOn("https://app.example.com", app);
    await expectReadable(page, "/orders", { headers: authorization }, ["X-Total-Count"]);
  });

  it("is told when it has to log in", async () => {
    const { response } = await expectAllowed(pageOn("https://app.example.com", app), "/orders");
    expect(response.status).toBe(401);
  });

  it("asks once, and then changes and deletes", async () => {
    const page = pageOn("https://app.example.com", app);
    const remove = { method: "DELETE", headers: authorization };
    await expectPreflights(
      page,
      [
        ["/orders/7", put],
        ["/orders/7", remove],
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
    expect(phase).toBe("preflight");
  });

  it("reads nothing", async () => {
    const page = pageOn("https://evil.example", app);
    await expectBlocked(page, "/orders", { credentials: "include" }, { code: "MissingAllowOriginHeader" });
  });
});
