// The header is written by hand, with a slash that origins do not have: node --test examples/testing-node-test/mistakes/node.mjs
import { createServer } from "node:http";
import { it } from "node:test";
import { expectAllowed, pageOn } from "crossorigin/testing";

const server = createServer((_request, response) => {
  response.writeHead(200, { "Access-Control-Allow-Origin": "https://app.example.com/" }).end("[1, 2]");
});

it("shows prices", async () => {
  await expectAllowed(pageOn("https://app.example.com", server), "/prices");
});
