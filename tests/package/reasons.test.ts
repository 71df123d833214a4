import express from "express";
import { describe, expect, it } from "vitest";
import { cors } from "../../src/adapters/fetch.ts";
import { Browser, REASONS, type Exchange, type ReasonCode, type Transport } from "../../src/browser/index.ts";
import { definePolicy, type Policy } from "../../src/index.ts";
import { handler, listener, TransportError } from "../../src/transport/index.ts";
import { pageOf, sentenceOf } from "./findings-index.ts";
import { MESSAGES } from "./reason-messages.ts";
import { printed, STATUS_TEXTS, wireBlock } from "./reason-page.ts";
import { SCENARIOS, type Scenario } from "./reason-scenarios.ts";

const CODES = Object.keys(REASONS) as ReasonCode[];

const ROWS = Object.entries(SCENARIOS).filter((row): row is [ReasonCode, Scenario] => row[1] !== null);

const CURABLE = ROWS.filter(([, { isCurable }]) => isCurable);

/** Gives a scenario's answers one after the other. */
function server({ answers }: Scenario): { readonly transport: Transport; readonly left: () => number } {
  const left = [...answers];
  const transport: Transport = async ({ url }) => {
    const answer = left.shift();
    if (answer === undefined) throw new Error(`The scenario has no answer for ${url}.`);
    if (typeof answer === "string") throw new TransportError(answer, `${url} did not answer.`);
    return { ...answer, statusText: STATUS_TEXTS[answer.status] ?? "", body: null };
  };
  return { transport, left: () => left.length };
}

/** What becomes of a scenario's request. */
function ask(
  { page, url, init }: Scenario,
  transport: Transport,
  profile: Scenario["profiles"][number],
): Promise<Exchange> {
  return new Browser({ transport, profile }).page(page).explain(url, init());
}

/** What becomes of it in every profile that the scenario is for. */
async function verdicts(scenario: Scenario, transport: Transport): Promise<string[]> {
  const exchanges = await Promise.all(scenario.profiles.map((profile) => ask(scenario, transport, profile)));
  return exchanges.map(({ code, verdict }) => code ?? verdict);
}

function allowed({ profiles }: Scenario): string[] {
  return profiles.map(() => "allowed");
}

/** The code blocks of a page, by language. */
function blocks(code: ReasonCode, language: string): string[] {
  return [...pageOf(code).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block = ""]) => block,
  );
}

/** The policy that a page gives as the fix. The pages are ours, so they may be run. */
function policyOf(code: ReasonCode): Policy {
  const [block, ...others] = blocks(code, "ts");
  if (block === undefined || others.length > 0) throw new Error(`The page of ${code} has not one policy.`);
  // oxlint-disable-next-line typescript/no-implied-eval
  return (new Function("definePolicy", `return ${block}`) as (define: typeof definePolicy) => Policy)(definePolicy);
}

describe.each(ROWS)("the scenario of %s", (code, scenario) => {
  it.each(scenario.profiles)("ends so with profile %s", async (profile) => {
    const { transport, left } = server(scenario);
    const exchange = await ask(scenario, transport, profile);
    const { phase, hop, parameter } = scenario;
    expect({ code: exchange.code, phase: exchange.phase, hop: exchange.hop, parameter: exchange.parameter }).toEqual({
      code,
      phase,
      hop,
      parameter,
    });
    expect(exchange.verdict).toBe(REASONS[code].verdict);
    expect(left()).toBe(0);
  });

  it("stands on the page as it goes over the wire", async () => {
    const { transport } = server(scenario);
    const block = wireBlock(await ask(scenario, transport, "standard"));
    const shown = scenario.isSent && block !== undefined ? [block] : [];
    expect(blocks(code, "http")).toEqual(shown);
    if (shown.length === 0) expect(pageOf(code)).toContain("\n## On the wire\n\nNothing is sent");
  });

  it("has Chromium name what the simulated browser has as parameter", () => {
    if (REASONS[code].namedBy !== "chromium" || scenario.parameter === undefined) return;
    expect(MESSAGES[code].chromium?.join()).toContain(scenario.parameter);
  });
});

describe("the scenarios", () => {
  it("are for every reason, in the order of the registry", () => {
    expect(Object.keys(SCENARIOS)).toEqual(CODES);
    expect(Object.keys(MESSAGES)).toEqual(CODES);
  });
});

describe("a reason without a scenario", () => {
  it("is one that the simulated browser never gives, and its page says so", () => {
    const without = CODES.filter((code) => SCENARIOS[code] === null);
    expect(without).toEqual(["UnrequestedRange"]);
    for (const code of without) expect(pageOf(code)).toContain("it never gives this code");
  });
});

describe.each(CODES)("the page of the reason %s", (code) => {
  it("begins with the registry's title", () => {
    expect(sentenceOf(pageOf(code)).replaceAll("`", "")).toBe(REASONS[code].title);
  });

  it("tells what every browser prints", () => {
    expect(pageOf(code)).toContain(`\n## What the browser prints\n\n${printed(code)}\n\n`);
  });

  it("says of a failure below HTTP that it is no CORS problem, and how to tell", () => {
    if (REASONS[code].verdict !== "network-error") return;
    expect(pageOf(code).replaceAll("\n", " ")).toContain("This is no CORS problem");
    expect(pageOf(code)).toContain("\n## How to tell it from CORS\n");
  });

  it("has nginx send headers on errors too", () => {
    const lines = blocks(code, "nginx").flatMap((block) => block.split("\n"));
    expect(lines.filter((line) => line.includes("add_header") && !line.endsWith(" always;"))).toEqual([]);
  });

  it("has a policy where one is the fix, and nowhere else", () => {
    expect(blocks(code, "ts")).toHaveLength(SCENARIOS[code]?.isCurable === true ? 1 : 0);
  });
});

describe.each(CURABLE)("the fix for %s", (code, scenario) => {
  it("is a sound policy that cures the scenario", async () => {
    const policy = policyOf(code);
    expect(policy.warnings).toEqual([]);
    const answer = cors(policy)(() => new Response("Hello"));
    expect(await verdicts(scenario, handler(answer))).toEqual(allowed(scenario));
  });

  it.each(blocks(code, "js"))("cures it in Express without us: %#", async (block) => {
    const app = express();
    // oxlint-disable-next-line typescript/no-implied-eval
    (new Function("app", block) as (one: typeof app) => void)(app);
    app.use((_request, response) => void response.send("Hello"));
    const transport = listener(app);
    expect(await verdicts(scenario, transport)).toEqual(allowed(scenario));
    await transport.close();
  });
});
