// Over the network, as it would be against a server that runs elsewhere: pageOn is given its address.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, it } from "node:test";
import { expectAllowed, expectBlocked, expectReadable, pageOn } from "crossorigin/testing";
import { server } from "./node.mjs";

let url = "";

before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address !== null) url = `http://127.0.0.1:${address.port}`;
});

after(() => void server.close());

it("lets everybody read prices", async () => {
  const { response } = await expectReadable(pageOn("https://anybody.example", url), "/prices", {}, ["ETag"]);
  assert.deepEqual(await response.json(), [1, 2]);
});

it("lets everybody read that there is nothing", async () => {
  const { response } = await expectAllowed(pageOn("null", url), "/nothing");
  assert.equal(response.status, 404);
});

it("lets nobody use cookies", async () => {
  const page = pageOn("https://anybody.example", url);
  await expectBlocked(page, "/prices", { credentials: "include" }, { code: "WildcardOriginNotAllowed" });
});
