// The same with matchers, which matchers.ts adds to expect, and with cookies.
import { expectAllowed, pageOn } from "crossorigin/testing";
import { CookieJar } from "tough-cookie";
import { expect, it } from "vitest";
import { app } from "./hono.ts";

it("lets our page and its previews delete an order, and nobody else's", async () => {
  const remove = { method: "DELETE" };
  await expect(pageOn("https://app.example.com", app)).toReach("/orders/7", remove);
  await expect(pageOn("https://pr-12.preview.example.com", app)).toReach("/orders/7", remove);
  await expect(pageOn("https://preview.example.com.evil.example", app)).not.toReach("/orders/7", remove);
  await expect(pageOn("null", app)).not.toReach("/orders/7", remove);
});

it("needs no preflight to read", async () => {
  await expect(pageOn("https://app.example.com", app)).toNeedPreflights(["/account"], { atMost: 0 });
});

it("remembers who has logged in", async () => {
  // A cookie is sent between hosts of one site: so the API is told to be at api.example.com.
  const page = pageOn("https://app.example.com", app, { url: "https://api.example.com", cookies: new CookieJar() });
  await expectAllowed(page, "/login", { method: "POST", credentials: "include" });
  const { response } = await expectAllowed(page, "/account", { credentials: "include" });
  expect(await response.json()).toEqual({ name: "Tricia" });
});
