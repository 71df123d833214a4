import { createRequire } from "node:module";
import { join } from "node:path";

import { setup as installGuests } from "../guests/install.ts";
import { GUESTS } from "../guests/place.ts";

import { neutral } from "./compare.ts";
import { sleep } from "./engine.ts";
import { writeOthers, type OtherResult } from "./others-report.ts";
import { readRecording, type Recorded } from "./recording.ts";
import { firstUrl, type Body, type Step } from "./scenario.ts";
import { ScenarioServer, type PageOutcome } from "./scenario-server.ts";
import { servePage } from "./serve-page.ts";
import { simulate } from "./simulate.ts";

/** What pages make requests of. */
type Globals = Pick<typeof globalThis, "fetch" | "Blob" | "FormData" | "URLSearchParams"> & {
  readonly XMLHttpRequest: new () => Xhr;
};

/** What is used of an `XMLHttpRequest`. */
interface Xhr {
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: unknown): void;
  addEventListener(type: string, listener: () => void): void;
  getAllResponseHeaders(): string;
  withCredentials: boolean;
  readonly status: number;
  readonly upload: { addEventListener(type: string, listener: () => void): void };
}

/** An implementation of what pages make requests with. */
interface Other {
  readonly name: string;
  readonly version: string;
  readonly api: Step["api"];
  /** A page without a past. */
  open(url: string): { readonly globals: Globals; readonly close: () => unknown };
}

/** Longest wait for one request, in milliseconds. */
const PATIENCE = 10_000;

/** Scenarios that are run at once. */
const BATCH = 20;

/** Gives the recorded scenarios of Chromium, as far as they are one call of a page, to others, and writes how they did. */
export async function testOthers(): Promise<number> {
  installGuests();
  const { engine, version, scenarios } = readRecording("chromium");
  const single = scenarios.filter(
    ({ scenario: { steps, ...page } }) => steps.length === 1 && Object.keys(page).length === 0,
  );
  const server = await ScenarioServer.start();
  const results: OtherResult[] = [];
  try {
    for (const other of loadOthers()) {
      const own = single.filter(({ scenario }) => scenario.steps[0]?.api === other.api);
      const result = await testOther(other, own, server);
      console.log(JSON.stringify(result));
      results.push(result);
    }
  } finally {
    await server.close();
  }
  writeOthers({ date: new Date().toISOString().slice(0, 10), engine, version, results });
  return 0;
}

function loadOthers(): Other[] {
  const load: (name: string) => unknown = createRequire(join(GUESTS, "package.json"));
  const versionOf = (name: string): string =>
    (load(join(GUESTS, "node_modules", name, "package.json")) as { version: string }).version;
  const { JSDOM } = load("jsdom") as {
    JSDOM: new (html: string, options: { url: string }) => { readonly window: Globals & { close(): void } };
  };
  const { Window } = load("happy-dom") as {
    Window: new (options: { url: string }) => Globals & { readonly happyDOM: { close(): Promise<void> } };
  };
  return [
    {
      name: "jsdom, XMLHttpRequest",
      version: versionOf("jsdom"),
      api: "xhr",
      open(url) {
        const { window } = new JSDOM("", { url });
        return { globals: window, close: () => window.close() };
      },
    },
    {
      name: "happy-dom, fetch",
      version: versionOf("happy-dom"),
      api: "fetch",
      open(url) {
        const window = new Window({ url });
        return { globals: window, close: () => window.happyDOM.close() };
      },
    },
    {
      name: "Node.js, fetch",
      version: process.versions.node,
      api: "fetch",
      open: () => ({ globals: globalThis as unknown as Globals, close: () => undefined }),
    },
  ];
}

async function testOther(other: Other, recordeds: readonly Recorded[], server: ScenarioServer): Promise<OtherResult> {
  const control = new AbortController();
  const session = other.api;
  const origins = server.origins(false);
  const page = servePage(
    server.pageUrl(session, false),
    (jobs) =>
      Promise.all(
        jobs.map(async ({ id, scenario }) => {
          const [step] = scenario.steps;
          const { globals, close } = other.open(server.pageUrl(session, false));
          const outcome = step === undefined ? undefined : await runStep(globals, firstUrl(step, id, origins), step);
          await close();
          return { id, outcomes: [outcome] };
        }),
      ),
    control.signal,
  );
  let [right, tooOpen, tooClosed, uncaught] = [0, 0, 0, 0];
  const count = (): void => {
    uncaught += 1;
  };
  process.on("uncaughtException", count);
  process.on("unhandledRejection", count);
  for (let start = 0; start < recordeds.length; start += BATCH) {
    const batch = recordeds.slice(start, start + BATCH);
    const scenarios = batch.map(({ scenario }) => scenario);
    const seen = await server.run(session, scenarios, AbortSignal.timeout(6 * PATIENCE));
    for (const [index, { scenario, outcomes }] of batch.entries()) {
      const { id, origins: canonical } = await simulate(scenario, "chromium", [0]);
      const wanted = visible(outcomes[0], { id, origins: canonical });
      const got = visible(seen[index]?.outcomes[0], { id: seen[index]?.id ?? "", origins });
      if (got === wanted) right += 1;
      else if (wanted === NOTHING && got !== "no end") tooOpen += 1;
      else if (got === NOTHING || got === "no end") tooClosed += 1;
    }
  }
  control.abort();
  await page;
  process.off("uncaughtException", count);
  process.off("unhandledRejection", count);
  const { name, version } = other;
  return { name, version, run: recordeds.length, right, tooOpen, tooClosed, uncaught };
}

/** What a page sees of a failure. */
const NOTHING = "nothing";

/** What a page sees: nothing, or status and headers; or it waits for ever. */
function visible(outcome: PageOutcome | undefined, run: Parameters<typeof neutral>[1]): string {
  if (outcome?.verdict === "no end") return outcome.verdict;
  if (outcome?.verdict !== "response") return NOTHING;
  const lines = (outcome.headers ?? []).map(([name, value]) => `${name.toLowerCase()}: ${neutral(value, run)}`);
  return [outcome.status, ...lines.sort()].join("\n");
}

async function runStep(globals: Globals, url: string, step: Step): Promise<Omit<PageOutcome, "at">> {
  const late = sleep(PATIENCE).then(() => ({ verdict: "no end" }));
  try {
    return await Promise.race([late, step.api === "xhr" ? sendXhr(globals, url, step) : doFetch(globals, url, step)]);
  } catch (error) {
    return { verdict: error instanceof Error ? error.name : String(error) };
  }
}

async function doFetch(globals: Globals, url: string, step: Step): Promise<Omit<PageOutcome, "at">> {
  const { method, mode, credentials, redirect, cache, referrerPolicy, keepalive, headers, body } = step;
  const members = { method, mode, credentials, redirect, cache, referrerPolicy, keepalive, headers };
  const init = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  const given = body === undefined ? {} : { body: bodyOf(globals, body) };
  const response = await globals.fetch(url, {
    ...init,
    ...given,
    ...(body?.kind === "stream" ? { duplex: "half" } : {}),
  } as RequestInit);
  await response.text();
  return { verdict: "response", status: response.status, headers: [...response.headers] };
}

function sendXhr(globals: Globals, url: string, step: Step): Promise<Omit<PageOutcome, "at">> {
  return new Promise((resolve) => {
    const xhr = new globals.XMLHttpRequest();
    xhr.open(step.method ?? "GET", url);
    if (step.withCredentials === true) xhr.withCredentials = true;
    for (const [name, value] of step.headers ?? []) xhr.setRequestHeader(name, value);
    if (step.upload === true) xhr.upload.addEventListener("progress", () => {});
    xhr.addEventListener("error", () => resolve({ verdict: "NetworkError" }));
    xhr.addEventListener("load", () => {
      const lines = xhr
        .getAllResponseHeaders()
        .split("\r\n")
        .filter((line) => line !== "");
      const headers = lines.map(
        (line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const,
      );
      resolve({ verdict: "response", status: xhr.status, headers });
    });
    xhr.send(step.body === undefined ? null : bodyOf(globals, step.body));
  });
}

function bodyOf(globals: Globals, { kind, value, type }: Body): unknown {
  switch (kind) {
    case "text":
      return value;
    case "urlencoded":
      return new globals.URLSearchParams(value);
    case "blob":
      return new globals.Blob([value], type === undefined ? {} : { type });
    case "bytes":
      return new TextEncoder().encode(value);
    case "form": {
      const form = new globals.FormData();
      form.append("field", value);
      return form;
    }
    case "stream":
      return new Blob([value]).stream();
  }
}
