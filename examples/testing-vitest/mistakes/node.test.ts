// The header is sent, but not exposed, so that curl shows it and a page does not see it.
import { createServer } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";
import { expectReadable, pageOn } from "crossorigin/testing";
import { it } from "vitest";

const server = createServer(
  cors(definePolicy({ origins: "*" }))((_request, response) => {
    response.writeHead(200, { ETag: '"7"' }).end("[1, 2]");
  }),
);

it("shows the version of the prices", async () => {
  await expectReadable(pageOn("https://anybody.example", server), "/prices", {}, ["ETag"]);
});
