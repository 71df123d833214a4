import express from "express";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, type Exchange, type ProfileName } from "../../src/browser/index.ts";
import { diagnose, FINDINGS, probe, type Diagnosis } from "../../src/diagnosis/index.ts";
import { listener, network, TransportError, type ClosableTransport } from "../../src/transport/index.ts";
import { OTHER_CASES } from "./cases-beyond-cors.ts";
import { ANSWER_CASES } from "./cases-of-answers.ts";
import { PREFLIGHT_CASES } from "./cases-of-preflights.ts";
import type { LabCase } from "./lab-case.ts";
import { startServer, type Behaviour } from "./lab-server.ts";

const CASES = [...PREFLIGHT_CASES, ...ANSWER_CASES, ...OTHER_CASES];
const ROWS = CASES.flatMap((row) => row.profiles.map((profile) => [row.failure, row.name, profile, row] as const));

let transport: ClosableTransport;

beforeAll(() => {
  // All names lead to this machine, but for one that nobody knows.
  const resolve = (host: string): string => {
    if (host.endsWith(".invalid")) throw new TransportError("NameNotResolved", `${host} has no address.`);
    return "127.0.0.1";
  };
  transport = network({ resolve, timeout: 500, keepAlive: false });
});

afterAll(() => transport.close());

interface Asked {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis | undefined;
}

/** What the diagnosis of one request says. */
async function ask(row: LabCase, profile: ProfileName, sound: boolean, probed: boolean): Promise<Asked> {
  const behave: Behaviour = sound ? row.sound : row.broken;
  const server = await startServer(behave);
  const page = sound ? (row.soundPage ?? row.page) : row.page;
  const url = (sound ? (row.soundUrl ?? row.url) : row.url).replace("{port}", String(server.port));
  const init = sound ? (row.soundInit ?? row.init) : row.init;
  const exchange = await new Browser({ profile, transport }).page(page).explain(url, init);
  const observations = probed ? await probe(exchange, transport, { timeout: 500 }) : [];
  await server.close();
  return { exchange, diagnosis: diagnose(exchange, { url, origin: page, observations }) };
}

describe("the lab", () => {
  it("has a server for each of the 28 failures of the field", () => {
    const failures = new Set(CASES.map(({ failure }) => failure));
    expect(Array.from({ length: 28 }, (_, index) => `F${index + 1}`).filter((one) => !failures.has(one))).toEqual([]);
  });

  it("has names that are all different", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  });

  it.each(ROWS)("%s, %s, in %s: is found first", async (_failure, _name, profile, row) => {
    const { exchange, diagnosis } = await ask(row, profile, false, row.probed);
    expect(diagnosis?.code, `${exchange.verdict} ${exchange.code ?? ""}`).toBe(row.finding);
    expect(diagnosis).toMatchObject({ certainty: row.certainty, title: FINDINGS[row.finding].title });
    if (row.cause !== undefined) expect(diagnosis?.cause).toMatch(row.cause);
    const lines = (diagnosis?.evidence ?? []).map(({ line }) => line);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of row.evidence) expect(lines).toContainEqual(expect.stringMatching(line));
    expect(diagnosis?.fixes.length).toBeGreaterThan(0);
  });

  it.each(ROWS)("%s, %s, in %s: is not found on the sound twin", async (_failure, _name, profile, row) => {
    const plain = await ask(row, profile, true, false);
    expect(plain.exchange).toMatchObject({ verdict: "allowed" });
    expect(plain.diagnosis).toBeUndefined();
    expect((await ask(row, profile, true, true)).diagnosis).toBeUndefined();
  });
});

describe("the code that a diagnosis has for Express", () => {
  it.each(CASES.map((row) => [row.failure, row.name, row] as const))(
    "%s, %s: mends it, with what the page is told to change",
    async (_failure, _name, row) => {
      const [profile = "standard"] = row.profiles;
      const { diagnosis } = await ask(row, profile, false, row.probed);
      const code = diagnosis?.fixes.find(({ stack }) => stack === "express")?.snippet?.code;
      const elsewhere = diagnosis?.fixes.some(({ stack }) => stack === "page" || stack === "server");
      // What no server's policy mends has advice, and no code.
      if (code === undefined) {
        expect(elsewhere).toBe(true);
        return;
      }
      const app = express();
      // oxlint-disable-next-line typescript/no-implied-eval
      (new Function("app", code) as (one: typeof app) => void)(app);
      app.use((_request, response) => void response.send("answered"));
      const page = new Browser({ profile, transport: listener(app) }).page(row.soundPage ?? row.page);
      const url = (row.soundUrl ?? row.url).replace("{port}", "8080");
      expect(await page.explain(url, row.soundInit ?? row.init)).toMatchObject({ verdict: "allowed" });
    },
  );
});

describe("a port where nobody listens", () => {
  it("is told from CORS", async () => {
    const reserved = createServer();
    await new Promise<void>((resolve) => reserved.listen(0, "127.0.0.1", resolve));
    const { port } = reserved.address() as AddressInfo;
    await new Promise<void>((resolve) => void reserved.close(() => resolve()));
    const page = new Browser({ transport }).page("http://app.example.com");
    const exchange = await page.explain(`http://api.example.com:${port}/`, { method: "PUT" });
    const observations = await probe(exchange, transport);
    expect(diagnose(exchange, { observations })).toMatchObject({
      code: "ConnectionRefused",
      cause: expect.stringContaining("not CORS"),
    });
  });
});
