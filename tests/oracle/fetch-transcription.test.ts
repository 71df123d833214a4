import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Browser,
  type Exchange,
  type FetchInit,
  type Page,
  type Transport,
  type WireRequest,
} from "../../src/browser/index.ts";
import { TranscribedBrowser, type Answer, type Outcome, type Sent } from "./fetch-transcription.ts";
import { get, type Line } from "./header-transcription.ts";
import type { Asked } from "./request-transcription.ts";
import { RUNS, turn } from "./runs.ts";
import { scenarios, type Place, type Scenario } from "./scenarios.ts";

/** What comes of each request of a scenario, and what arrived at servers on the way. */
interface Played {
  readonly outcomes: readonly Outcome[];
  readonly wire: readonly (readonly Sent[])[];
}

/** What the servers of a scenario answer. */
function answerTo(places: readonly Place[], sent: Sent): Answer {
  const place = places[Number(new URL(sent.url).pathname.slice(1))];
  if (place === undefined) return { status: 404, headers: [] };
  const { status, headers } = sent.preflight ? place.preflight : place.main;
  return {
    status,
    headers: headers.map(([name, value]): Line => [name, filled(value, sent)]),
  };
}

function filled(value: string, { origin, requestMethod, requestHeaders }: Sent): string {
  return value
    .replace("{origin}", origin ?? "*")
    .replace("{method}", requestMethod ?? "")
    .replace("{names}", requestHeaders ?? "");
}

/** The last two labels of a host; enough for the few hosts there are. */
function siteOf(host: string): string {
  return host.split(".").slice(-2).join(".");
}

function playTranscription({ page, places, asks }: Scenario): Played {
  let now = 0;
  let log: Sent[] = [];
  const browser = new TranscribedBrowser(
    page,
    () => now,
    (sent) => {
      log.push(sent);
      return answerTo(places, sent);
    },
    siteOf,
  );
  const outcomes: Outcome[] = [];
  const wire: Sent[][] = [];
  for (const { wait, asked } of asks) {
    now += wait;
    log = [];
    outcomes.push(browser.ask(asked));
    wire.push(log);
  }
  return { outcomes, wire };
}

async function playBrowser({ page: origin, places, asks }: Scenario): Promise<Played> {
  let now = 0;
  let log: Sent[] = [];
  const transport: Transport = (request) => {
    const sent = read(request);
    log.push(sent);
    const { status, headers } = answerTo(places, sent);
    return Promise.resolve({ status, statusText: "", headers, body: null });
  };
  const page = new Browser({ transport, now: () => now, profile: "standard" }).page(origin);
  const outcomes: Outcome[] = [];
  const wire: Sent[][] = [];
  for (const { wait, asked } of asks) {
    now += wait;
    log = [];
    // The preflight cache remembers what was before.
    // oxlint-disable-next-line no-await-in-loop
    const exchange = await explain(page, asked);
    outcomes.push(exchange === undefined ? { thrown: true } : outcomeOf(exchange));
    wire.push(log);
    if (exchange !== undefined && !records(exchange, log)) throw new Error("The exchange tells another story.");
  }
  return { outcomes, wire };
}

function read({ method, url, headers }: WireRequest): Sent {
  const requestMethod = get(headers, "access-control-request-method");
  return {
    method,
    url,
    preflight: method === "OPTIONS" && requestMethod !== null,
    origin: get(headers, "origin"),
    requestMethod,
    requestHeaders: get(headers, "access-control-request-headers"),
    authorization: get(headers, "authorization"),
    contentType: get(headers, "content-type"),
  };
}

/** `undefined` when no browser takes what is asked. */
async function explain(page: Page, { url, upload, ...init }: Asked): Promise<Exchange | undefined> {
  try {
    return await (upload === true ? explainUpload(page, url, init) : page.explain(url, init as FetchInit));
  } catch (error) {
    // An XMLHttpRequest throws a DOMException for a method or header that is none.
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Whether an exchange has what went over the wire, in order. */
function records({ wire }: Exchange, log: readonly Sent[]): boolean {
  const sent = wire.filter(({ fromCache }) => !fromCache);
  return (
    sent.length === log.length &&
    sent.every(({ request, preflight }, index) => {
      const arrived = log[index];
      return request.method === arrived?.method && request.url === arrived.url && preflight === arrived.preflight;
    })
  );
}

function explainUpload(page: Page, url: string, init: Omit<Asked, "url" | "upload">): Promise<Exchange> {
  const { method, headers = [], body, credentials } = init;
  return page.explainXhr(url, {
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
    headers,
    withCredentials: credentials === "include",
    uploadListeners: true,
  });
}

function outcomeOf({ verdict, response, phase, hop }: Exchange): Outcome {
  if (verdict === "blocked" && phase !== undefined && hop !== undefined) return { phase, hop };
  if (response === undefined) throw new Error(`The verdict is ${verdict}, and there is no response.`);
  const { type, status, url, redirected, headers } = response;
  const isOpaque = type === "opaque" || type === "opaqueredirect";
  if (verdict !== (isOpaque ? "opaque" : "allowed"))
    throw new Error(`The verdict is ${verdict}, the response ${type}.`);
  return { type, status, url, redirected, headers: [...headers] };
}

describe("the simulated browser", () => {
  it("does what a second reading of the standard does, on the wire and for the page", async () => {
    await fc.assert(
      fc
        .asyncProperty(scenarios, async (scenario) => {
          expect(await playBrowser(scenario)).toEqual(playTranscription(scenario));
        })
        .beforeEach(turn),
      RUNS,
    );
  });
});
