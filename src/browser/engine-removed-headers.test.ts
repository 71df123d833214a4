import { describe, expect, it } from "vitest";
import { inEngines, sentBy, S, X, Y } from "./engine-bench.ts";
import type { FetchInit } from "./index.ts";

const JSON_BODY = (): FetchInit => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
const TEXT = (): FetchInit => ({ method: "POST", body: "text" });

describe("headers that a redirect removes", () => {
  it("are those of a body that is gone, which engines ask for or bring back", async () => {
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`, `${X}/3`],
        statuses: [302, 302],
        init: JSON_BODY,
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS",
          "X GET",
          "X OPTIONS for content-type",
          "X GET",
        ],
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X GET",
          "X GET",
        ],
        "webkit": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
          "X OPTIONS for content-type",
          "X GET; Content-Type: application/json",
        ],
      }
    `);
  });

  it("are Authorization, where they lead to another origin", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${Y}/2`, `${Y}/3`],
        init: () => ({ headers: { Authorization: "Bearer 1", "X-A": "1" } }),
        shown: ["authorization"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for x-a",
          "Y GET",
          "Y OPTIONS for authorization,x-a",
          "Y GET; Authorization: Bearer 1",
        ],
        "standard": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for x-a",
          "Y GET",
          "Y OPTIONS for x-a",
          "Y GET",
        ],
        "webkit": [
          "S GET; Authorization: Bearer 1",
          "Y OPTIONS for authorization,x-a",
          "Y GET",
          "Y OPTIONS for authorization,x-a",
          "Y GET",
        ],
      }
    `);
  });

  it("come back at the page's own server with a redirect that repeats requests", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${S}/2`, `${S}/3`],
        statuses: [302, 307],
        init: TEXT,
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET",
        ],
        "webkit": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
      }
    `);
  });

  it("are, of an XMLHttpRequest, also the type that its body brought", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${S}/2`, `${S}/3`],
        statuses: [302, 307],
        xhr: () => ({ method: "POST", body: "text" }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET",
        ],
        "webkit": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "S GET",
          "S GET; Content-Type: text/plain;charset=UTF-8",
        ],
      }
    `);
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`],
        statuses: [303],
        xhr: () => ({ method: "POST", body: new Blob(["{}"], { type: "application/json" }) }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
        ],
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X GET",
        ],
        "webkit": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X GET",
        ],
      }
    `);
    expect(
      await inEngines({
        chain: [`${X}/1`, `${X}/2`],
        xhr: () => ({ method: "POST", body: new Blob(["{}"], { type: "application/json" }) }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "standard": [
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
          "X OPTIONS for content-type",
          "X POST; Content-Type: application/json; {}",
        ],
      }
    `);
  });

  it("stay away without CORS where the page's own origin is left", async () => {
    expect(
      await inEngines({
        chain: [`${S}/1`, `${X}/2`, `${X}/3`],
        statuses: [302, 307],
        init: () => ({ ...TEXT(), mode: "no-cors" }),
        shown: ["content-type"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "firefox": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "X GET",
          "X GET; Content-Type: text/plain;charset=UTF-8",
          "opaque",
        ],
        "standard": [
          "S POST; Content-Type: text/plain;charset=UTF-8; text",
          "X GET",
          "X GET",
          "opaque",
        ],
      }
    `);
  });

  it("are hints about the device where the page's own origin is left", async () => {
    const hints = {
      "Device-Memory": "2.5",
      Downlink: "1.7",
      DPR: "2",
      ECT: "4g",
      RTT: "100",
      "Viewport-Width": "800",
      Width: "100",
      "Save-Data": "ON",
      Intervention: "x",
    };
    const shown = Object.keys(hints).map((name) => name.toLowerCase());
    const init = (): FetchInit => ({ headers: hints });
    const { standard, chromium, ...others } = await inEngines({ chain: [`${X}/1`, `${X}/2`], init, shown });
    expect([standard?.length, Object.keys(others)]).toEqual([4, []]);
    expect(chromium).toMatchInlineSnapshot(`
      [
        "X GET; Device-Memory: 2.5; Downlink: 1.7; DPR: 2; ECT: 4g; RTT: 100; Viewport-Width: 800; Width: 100; Save-Data: ON; Intervention: x",
        "X GET; Save-Data: ON; Intervention: x",
      ]
    `);
    const own = await sentBy("chromium", { chain: [`${S}/1`, `${S}/2`], init, shown });
    expect(own[1]).toBe(own[0]);
    const outliving = (): FetchInit => ({ headers: hints, keepalive: true });
    const kept = await sentBy("chromium", { chain: [`${X}/1`, `${X}/2`], init: outliving, shown });
    expect(kept[1]).toBe(kept[0]);
  });
});
