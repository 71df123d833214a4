import "./browserless.ts";
import { describe, expect, it } from "vitest";
import { pageRequest } from "./page-request.ts";
import { answer, byHand, type Case } from "./server-spec.ts";
import { takeHome, TARGETS, type Target } from "./take-home.ts";

const BY_HAND: Case = {
  request: pageRequest({
    url: "http://localhost:8082/orders/1?a=b",
    method: "PUT",
    headers: [
      ["Content-Type", "application/json"],
      ["Accept", "text/html"],
    ],
    body: "it's",
    credentials: "include",
  }),
  server: byHand("/orders/1", answer(204), answer(200)),
};

const BY_POLICY: Case = {
  ...BY_HAND,
  server: { kind: "policy", options: { origins: "*", exposeHeaders: ["ETag"], maxAge: 10 } },
};

describe("takeHome", () => {
  it.each(TARGETS)("has something for %s", (target) => {
    for (const one of [BY_HAND, BY_POLICY]) expect(takeHome(target, one)).toMatch(/\S/);
  });

  it.each<[Target, Case, readonly string[]]>([
    ["crossorigin", BY_POLICY, ['origins: "*"', 'exposeHeaders: ["ETag"]', "maxAge: 10"]],
    ["crossorigin", BY_HAND, ["http://localhost:8081", "PUT", "credentials: true"]],
    ["nginx", BY_HAND, ["http://localhost:8081", "PUT", "content-type", "Access-Control-Allow-Credentials"]],
    ["client", BY_HAND, ['credentials: "include"']],
    [
      "check",
      BY_HAND,
      [
        "crossorigin check 'http://localhost:8082/orders/1?a=b'",
        "-X PUT",
        "--data 'it'\\''s'",
        "--credentials include",
      ],
    ],
    ["curl", BY_HAND, ["-H 'Origin: http://localhost:8081'", "-X PUT"]],
    ["test", BY_HAND, ['expectAllowed(page, "/orders/1?a=b"', '"method": "PUT"']],
  ])("as %s says what matters", (target, one, parts) => {
    const text = takeHome(target, one);
    for (const part of parts) expect(text.toLowerCase()).toContain(part.toLowerCase());
  });

  it("asks for no header that needs no permission", () => {
    expect(takeHome("nginx", BY_HAND)).not.toMatch(/\baccept\b/i);
    const plain = {
      ...BY_HAND,
      request: { ...BY_HAND.request, headers: [["Content-Type", "text/plain; charset=utf-8"]] as const },
    };
    expect(takeHome("nginx", plain)).not.toMatch(/content-type/i);
  });
});
