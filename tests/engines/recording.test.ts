import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";

import { packRecording, toRecorded, unpackRecording, type Recording } from "./recording.ts";
import { replay } from "./replay.ts";
import type { Observed } from "./runner.ts";
import type { Origins, Scenario } from "./scenario.ts";
import { simulate } from "./simulate.ts";

const SCENARIO: Scenario = {
  steps: [
    {
      api: "fetch",
      headers: [["x-a", "1"]],
      hops: [
        {
          host: "X",
          preflight: {
            status: 204,
            headers: [
              ["Access-Control-Allow-Origin", "{origin}"],
              ["Access-Control-Allow-Headers", "x-a"],
            ],
          },
          main: { status: 200, headers: [["Access-Control-Allow-Origin", "{origin}"]] },
        },
      ],
    },
  ],
};

const ORIGINS: Origins = { S: "http://localhost:23456", X: "http://localhost:23457", Y: "http://127.0.0.1:23458" };

/** What a browser at other addresses, that does as the simulation does, has done. */
async function observed(): Promise<Observed> {
  const model = await simulate(SCENARIO, "chromium", [0]);
  let text = JSON.stringify({ outcomes: model.outcomes, log: model.log }).replaceAll(model.id, "abc00def");
  for (const host of ["S", "X", "Y"] as const) text = text.replaceAll(model.origins[host], ORIGINS[host]);
  const { outcomes, log } = JSON.parse(text) as Pick<Observed, "outcomes" | "log">;
  const noisy = log.map((request) => ({ ...request, headers: [...request.headers, ["Noise", "1"] as const] }));
  return {
    id: "abc00def",
    origins: ORIGINS,
    reasons: [],
    outcomes: outcomes.map((outcome) => ({ ...outcome, at: 71.26 })),
    log: noisy,
  };
}

async function recording(): Promise<Recording> {
  const recorded = toRecorded(SCENARIO, await observed(), await simulate(SCENARIO, "chromium", [0]));
  return { engine: "chromium", version: "1", date: "2026-01-01", seed: 1, count: 1, scenarios: [recorded] };
}

describe("a recording", () => {
  it("gives back what was written", async () => {
    const written = await recording();
    expect(unpackRecording("chromium", packRecording(written))).toEqual(written);
  });

  it("knows nothing of the addresses, the time and the lines that are not compared", async () => {
    const text = JSON.stringify(await recording());
    expect(text).not.toMatch(/abc00def|:2345|Noise|71/);
    expect(text).toContain("/s/00000000/0");
  });

  it("is replayed without a difference, and with one when the browser did something else", async () => {
    const { scenarios } = await recording();
    const [recorded] = scenarios as [Recording["scenarios"][number]];
    expect(await replay("chromium", recorded)).toEqual([]);
    const other = { ...recorded, outcomes: [{ verdict: "TypeError", at: 0 }] };
    expect(await replay("chromium", other)).toMatchObject([{ what: "outcome of step 0" }]);
  });

  it.each<[how: string, why: RegExp, damage: (bytes: Buffer) => Buffer]>([
    ["is cut short", /unexpected end of file/, (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ["is empty", /unexpected end of file/, () => Buffer.alloc(0)],
    ["is no compressed text", /Decompression failed/, () => Buffer.from("no recording")],
    ["is no JSON", /not valid JSON/, () => brotliCompressSync("no recording")],
    ["is something else", /it holds no recording/, () => brotliCompressSync("[]")],
    [
      "is another engine's",
      /it is one of chromium/,
      (bytes) => edit(bytes, '"engine":"firefox"', '"engine":"chromium"'),
    ],
    [
      "lacks scenarios",
      /it holds 1 of the 2 scenarios that it promises/,
      (bytes) => edit(bytes, '"count":1', '"count":2'),
    ],
    [
      "was changed",
      /its scenarios are not those that were written/,
      (bytes) => edit(bytes, '"status":200', '"status":201'),
    ],
  ])("that %s is refused, with the file, the reason and the way to a new one", async (_how, why, damage) => {
    const bytes = damage(packRecording({ ...(await recording()), engine: "firefox" }));
    const refused = (): unknown => unpackRecording("firefox", bytes);
    expect(refused).toThrow(why);
    expect(refused).toThrow(
      /^tests\/engines\/recordings\/firefox\.json\.br is missing, truncated or damaged: .*\. Record it anew: npm run test:engines -- --engine firefox --count \d+ --record \d+$/,
    );
  });
});

function edit(bytes: Buffer, was: string, becomes: string): Buffer {
  const text = brotliDecompressSync(bytes).toString();
  expect(text).toContain(was);
  return brotliCompressSync(text.replace(was, becomes));
}
