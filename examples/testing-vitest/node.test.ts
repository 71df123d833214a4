// Over the network, as it would be against a server that runs elsewhere: pageOn is given its address.
import { once } from "node:events";
import { expectAllowed, expectBlocked, expectReadable, pageOn } from "crossorigin/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { server } from "./node.ts";

let url = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address !== null) url = `http://127.0.0.1:${address.port}`;
});

afterAll(() => void server.close());

it("lets everybody read prices", async () => {
  const { response } = await expectReadable(pageOn("https://anybody.example", url), "/prices", {}, ["ETag"]);
  expect(await response.json()).toEqual([1, 2]);
});

it("lets everybody read that there is nothing", async () => {
  const { response } = await expectAllowed(pageOn("null", url), "/nothing");
  expect(response.status).toBe(404);
});

it("lets nobody use cookies", async () => {
  const page = pageOn("https://anybody.example", url);
  await expectBlocked(page, "/prices", { credentials: "include" }, { code: "WildcardOriginNotAllowed" });
});
