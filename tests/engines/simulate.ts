import { CookieJar } from "tough-cookie";

import { BrowserEngine } from "../../src/browser/browser.ts";
import type { Exchange, FetchInit, Page, ProfileName, Transport } from "../../src/browser/index.ts";
import type { Rules } from "../../src/browser/rules.ts";
import { publicSuffixOf } from "../../src/standard/public-suffix.ts";

import { answerTo } from "./answer.ts";
import { firstUrl, type Body, type Host, type Origins, type Scenario, type Step } from "./scenario.ts";
import type { LoggedRequest, PageOutcome } from "./scenario-server.ts";

/** What the simulated browser did with a scenario. */
export interface Simulated {
  readonly id: string;
  readonly origins: Origins;
  readonly outcomes: readonly PageOutcome[];
  readonly log: readonly LoggedRequest[];
  /** One a step; absent where the page got an error before there was anything to exchange. */
  readonly exchanges: readonly (Exchange | undefined)[];
}

/** Where the servers in memory are. */
const PLAIN: Origins = { S: "http://localhost:10001", X: "http://localhost:10002", Y: "http://127.0.0.1:10003" };

/** Where they are for a page at https. */
const SECURE: Origins = { S: "https://localhost:10004", X: "https://localhost:10005", Y: PLAIN.Y };

const ID = "00000000";

/**
 * Runs a scenario in the simulated browser, against servers in memory that answer what the real ones do.
 *
 * @param at when each step begins, in milliseconds
 * @param changes rules that hold otherwise than in the profile
 */
export async function simulate(
  scenario: Scenario,
  profile: ProfileName,
  at: readonly number[],
  changes: Partial<Rules> = {},
): Promise<Simulated> {
  const origins = scenario.secure === true ? SECURE : PLAIN;
  const log: LoggedRequest[] = [];
  const outcomes: PageOutcome[] = [];
  const exchanges: (Exchange | undefined)[] = [];
  let index = 0;
  const transport: Transport = async ({ method, url, headers, body }) => {
    // Chromium sends a stream over HTTP/2 or not at all, and these servers speak HTTP/1.1.
    if (profile === "chromium" && scenario.steps[index]?.body?.kind === "stream" && body !== undefined) {
      throw new Error("no answer to a stream over HTTP/1.1");
    }
    const { origin, pathname, search } = new URL(url);
    const host = (Object.keys(origins) as Host[]).find((key) => origins[key] === origin);
    if (host === undefined) throw new Error(`no server at ${origin}`);
    const text = body === undefined ? "" : Buffer.from(body).toString("latin1");
    const request = { host, method, target: pathname + search, headers, body: text };
    log.push({ ...request, step: index });
    const answer = answerTo(scenario, index, ID, origins, request);
    return { status: answer.status, statusText: "Status", headers: answer.headers, body: Buffer.from(answer.body) };
  };
  const cookies = new CookieJar(undefined, { rejectPublicSuffixes: false, allowSpecialUseDomain: true });
  const options = { profile, transport, cookies, now: () => at[index] ?? 0 };
  const browser = new BrowserEngine(options, publicSuffixOf, changes);
  const page = browser.page(scenario.opaque === true ? "null" : `${origins.S}/page?k=${profile}`);
  for (const [step, details] of scenario.steps.entries()) {
    index = step;
    const url = firstUrl(details, ID, origins);
    let exchange: Exchange | undefined;
    try {
      exchange = await (details.api === "xhr"
        ? page.explainXhr(url, xhrInit(details))
        : page.explain(url, init(details)));
    } catch (error) {
      outcomes.push({ verdict: error instanceof Error ? error.name : String(error), at: at[step] ?? 0 });
    }
    exchanges.push(exchange);
    if (exchange !== undefined) outcomes.push({ ...(await outcomeOf(details, exchange)), at: at[step] ?? 0 });
  }
  return { id: ID, origins, outcomes, log, exchanges };
}

async function outcomeOf({ api }: Step, { response }: Exchange): Promise<Omit<PageOutcome, "at">> {
  if (response === undefined) return { verdict: api === "xhr" ? "NetworkError" : "TypeError" };
  const { type, status, url, redirected } = response;
  const seen = { verdict: "response", status, url, headers: [...response.headers], body: await response.text() };
  return api === "xhr" ? seen : { ...seen, type, redirected };
}

function init(step: Step): FetchInit {
  const { method, headers, mode, credentials, redirect, cache, referrerPolicy, keepalive, body } = step;
  const members = { method, headers, mode, credentials, redirect, cache, referrerPolicy, keepalive };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(body === undefined ? {} : { body: bodyOf(body) }),
    ...(body?.kind === "stream" ? { duplex: "half" } : {}),
  };
}

function xhrInit({ method, headers, body, withCredentials, upload }: Step): NonNullable<Parameters<Page["xhr"]>[1]> {
  return {
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body: bodyOf(body) as Exclude<FetchInit["body"], ReadableStream | undefined> }),
    withCredentials: withCredentials === true,
    uploadListeners: upload === true,
  };
}

function bodyOf({ kind, value, type }: Body): NonNullable<FetchInit["body"]> {
  switch (kind) {
    case "text":
      return value;
    case "urlencoded":
      return new URLSearchParams(value);
    case "blob":
      return new Blob([value], type === undefined ? {} : { type });
    case "bytes":
      return new TextEncoder().encode(value);
    case "form": {
      const form = new FormData();
      form.append("field", value);
      return form;
    }
    case "stream":
      return new Blob([value]).stream();
  }
}
