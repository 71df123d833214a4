import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADAPTERS, type RunningServer } from "./adapters.ts";
import { accessControlLines, varyMembers } from "./describe-matrix.ts";
import { CLOSES_ON_UNREAD_BODY } from "./exceptions.ts";
import { OTHER, PAGE, STRANGER } from "./policies.ts";
import { exchange, parseResponses } from "../support/raw.ts";

describe.each(ADAPTERS)("one connection, by $name", (adapter) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await adapter.start();
  });

  afterAll(async () => {
    await server.close();
  });

  it("carries several requests, each with its own outcome", async () => {
    const requests = [
      `GET /named/own-grant HTTP/1.1\r\nHost: localhost\r\nOrigin: ${PAGE}\r\n\r\n`,
      `GET /named/own-grant HTTP/1.1\r\nHost: localhost\r\nOrigin: ${STRANGER}\r\n\r\n`,
      `OPTIONS /named/ok HTTP/1.1\r\nHost: localhost\r\nOrigin: ${OTHER}\r\nAccess-Control-Request-Method: PUT\r\n\r\n`,
      `GET /named/later HTTP/1.1\r\nHost: localhost\r\nOrigin: ${OTHER}\r\nConnection: close\r\n\r\n`,
    ];
    const bytes = await exchange(server.port, requests.join(""));
    const responses = parseResponses(bytes, ["GET", "GET", "OPTIONS", "GET"]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 204, 200]);
    expect(responses.map((response) => accessControlLines(response).find((line) => line.includes("origin")))).toEqual([
      `access-control-allow-origin: ${PAGE}`,
      undefined,
      `access-control-allow-origin: ${OTHER}`,
      `access-control-allow-origin: ${OTHER}`,
    ]);
    expect(responses.every((response) => varyMembers(response).includes("origin"))).toBe(true);
  });

  it("is refused a preflight that has a body, and is none the worse for it", async () => {
    const preflight = [
      "OPTIONS /named/ok HTTP/1.1",
      "Host: localhost",
      `Origin: ${STRANGER}`,
      "Access-Control-Request-Method: PUT",
      "Content-Length: 5",
      "",
      "hello",
    ];
    const next = `GET /named/ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const bytes = await exchange(server.port, preflight.join("\r\n") + next);
    const closes = CLOSES_ON_UNREAD_BODY.includes(adapter.name);
    const responses = parseResponses(bytes, closes ? ["OPTIONS"] : ["OPTIONS", "GET"]);
    expect(responses.map(({ status }) => status)).toEqual(closes ? [403] : [403, 200]);
  });
});
