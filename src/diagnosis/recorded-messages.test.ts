import { describe, expect, it } from "vitest";
import type { Exchange } from "../browser/exchange.ts";
import { Browser } from "../browser/full.ts";
import type { FetchInit } from "../browser/init-types.ts";
import type { HeaderLine, WireRequest, WireResponse } from "../browser/wire.ts";
import { browserMessages } from "./browser-messages.ts";
import type { EngineName } from "./console-text.ts";
import { parseConsole } from "./parse-console.ts";
import recorded from "./recorded-messages.json" with { type: "json" };

/** Where the recording's letters stand now. */
const PLACES: Readonly<Record<string, string>> = {
  S: "http://localhost:9101",
  X: "http://localhost:9102",
  Y: "http://127.0.0.1:9103",
};

interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly string[])[];
}

interface Row extends Readonly<Record<EngineName, readonly string[]>> {
  readonly name: string;
  readonly api?: "XMLHttpRequest";
  readonly url: string;
  readonly init?: FetchInit;
  readonly hops: readonly { readonly preflight?: Answer; readonly answer?: Answer }[];
}

const ENGINES = ["chromium", "firefox", "webkit"] as const;
const ROWS = recorded.rows as unknown as readonly Row[];
const CASES = ROWS.flatMap((row) => ENGINES.map((engine) => [row.name, engine, row] as const));

function placed(text: string): string {
  return text.replace(/\{(\w)(H?)\}/g, (_, letter: string, host: string) => {
    const origin = PLACES[letter] ?? "";
    return host === "" ? origin : origin.slice("http://".length);
  });
}

/** Of several headers that are missing, Chromium names any. */
const ANY_HEADER = /field x-z is(?= not allowed by Access-Control-Allow-Headers in)/;

/** Answers as the servers of the recording did. */
function servers({ hops }: Row): (request: WireRequest) => Promise<WireResponse> {
  return ({ method, url, headers }) => {
    const hop = hops[Number(new URL(url).pathname.slice(1))] ?? hops[0];
    const asks = headers.some(([name]) => name === "Access-Control-Request-Method");
    const answer = method === "OPTIONS" && asks ? hop?.preflight : hop?.answer;
    if (answer === undefined) {
      return Promise.reject(Object.assign(new Error("nobody there"), { code: "ConnectionRefused" }));
    }
    const origin = headers.find(([name]) => name === "Origin")?.[1] ?? "*";
    const lines = answer.headers.map(([name = "", value = ""]): HeaderLine => [
      name,
      placed(value.replaceAll("{O}", origin)),
    ]);
    return Promise.resolve({ status: answer.status, statusText: "", headers: lines, body: null });
  };
}

function run(row: Row, profile: EngineName): Promise<Exchange> {
  const page = new Browser({ profile, transport: servers(row) }).page(`${PLACES["S"]}/page`);
  const { init = {} } = row;
  return row.api === undefined
    ? page.explain(placed(row.url), init)
    : page.explainXhr(placed(row.url), {
        ...(init.method === undefined ? {} : { method: init.method }),
        withCredentials: init.credentials === "include",
      });
}

describe("browserMessages", () => {
  it.each(CASES)("says of %s what %s said", async (_name, engine, row) => {
    const exchange = await run(row, engine);
    const messages = browserMessages(exchange, {
      url: placed(row.url),
      origin: PLACES["S"] ?? "",
      page: `${PLACES["S"]}/page`,
      headerNames: Object.keys(row.init?.headers ?? {}),
      ...(row.api === undefined ? {} : { api: row.api }),
    });
    const said = row[engine]
      .map((line) => placed(line).trim())
      .join("\n")
      .replace(ANY_HEADER, "field x-a is");
    expect(messages[engine]).toBe(said === "" ? undefined : said);
  });
});

describe("parseConsole", () => {
  it.each(CASES)("reads of %s in %s what happened", async (_name, engine, row) => {
    const text = row[engine].map(placed).join("\n");
    const failures = parseConsole(text);
    if (text === "") {
      expect(failures).toEqual([]);
      return;
    }
    const { code } = await run(row, engine);
    expect(failures).toHaveLength(1);
    const [failure] = failures;
    expect(failure?.browser).toBe(engine);
    if (failure?.certain === true) expect(failure.code).toBe(code);
    else expect([code, undefined]).toContain(failure?.alternatives.find((alternative) => alternative === code));
  });
});
