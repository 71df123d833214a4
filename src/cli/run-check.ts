import type { Exchange, FetchInit, Page, ProfileName } from "../browser/index.ts";
import type { Diagnosis, Observation } from "../diagnosis/index.ts";
import type { Transport } from "../transport/index.ts";
import type { CheckRequest } from "./check-request.ts";
import { loadBrowser, openJar, type OpenBrowser } from "./open-browser.ts";
import { sentOnce, type SentOnce } from "./sent-once.ts";
import { UsageError } from "./usage-error.ts";

/** What one browser made of a request. */
export interface Outcome {
  readonly profile: ProfileName;
  /** One for each time. */
  readonly exchanges: readonly Exchange[];
  /** The first that failed, else the first. */
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis | undefined;
}

/** What became of a request. */
export interface CheckResult {
  readonly request: CheckRequest;
  /** One for each profile. */
  readonly outcomes: readonly Outcome[];
  /** Whose exchange is told: of one that blocks, else of one that was not answered, else of the first. */
  readonly deciding: Outcome;
  /** What was asked besides. */
  readonly observations: readonly Observation[];
  /** Headers that were given and that a page cannot set. */
  readonly unsent: readonly UnsentHeader[];
  /** Methods that were sent once for several browsers. */
  readonly shared: readonly string[];
}

/** A header that a page cannot set. */
export interface UnsentHeader {
  readonly name: string;
  /** In which of the browsers that were asked. */
  readonly profiles: readonly ProfileName[];
}

/** What a check is made with. */
export interface CheckTools {
  readonly transport: Transport;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  /** Whether to ask a few more questions. */
  readonly probes: boolean;
  /** Is told what is being asked, and as which browser. */
  readonly onProgress: (what: string, profile: ProfileName | undefined) => void;
}

/** Makes a request in each browser, one after the other, and says what it came to. */
export async function runCheck(request: CheckRequest, tools: CheckTools): Promise<CheckResult> {
  const open = await loadBrowser(request.from);
  let current: ProfileName | undefined;
  const once = sentOnce(tools.transport, ({ method, url }) => tools.onProgress(`${method} ${url}`, current));
  // While the network is waited for, this is loaded.
  const loading = import("./exchange-diagnosis.ts");
  const runs: { profile: ProfileName; exchanges: Exchange[] }[] = [];
  for (const profile of request.profiles) {
    current = profile;
    // One after the other: what one browser sends is not to get into the way of another.
    // oxlint-disable-next-line no-await-in-loop
    runs.push({ profile, exchanges: await exchangesOf(request, profile, open, once, tools.timeout) });
  }
  const told = runs.map((run) => ({ ...run, exchange: run.exchanges.find(failed) ?? firstOf(run.exchanges) }));
  const chosen =
    told.find(({ exchange }) => exchange.verdict === "blocked") ??
    told.find(({ exchange }) => failed(exchange)) ??
    firstOf(told);
  const { diagnose, probe } = await loading;
  const options = {
    url: request.url,
    origin: request.from,
    headerNames: request.headers.map(([name]) => name),
    reads: request.reads,
    api: request.xhr ? ("XMLHttpRequest" as const) : ("fetch" as const),
  };
  const asking: Transport = (question) => {
    tools.onProgress(`${question.method} ${question.url}`, undefined);
    return tools.transport(question);
  };
  const timeout = Math.min(tools.timeout, 5000);
  const observations = tools.probes ? await probe(chosen.exchange, asking, { origin: request.from, timeout }) : [];
  const outcomes = told.map((one): Outcome => {
    const isAlike = one.exchange.verdict === chosen.exchange.verdict && one.exchange.code === chosen.exchange.code;
    return { ...one, diagnosis: diagnose(one.exchange, isAlike ? { ...options, observations } : options) };
  });
  const deciding = outcomes.find(({ profile }) => profile === chosen.profile) ?? firstOf(outcomes);
  const unsent = await unsentHeaders(request, open);
  return { request, outcomes, deciding, observations, unsent, shared: [...once.shared] };
}

async function exchangesOf(
  request: CheckRequest,
  profile: ProfileName,
  open: OpenBrowser,
  { send, begin }: SentOnce,
  timeout: number,
): Promise<Exchange[]> {
  const { url, user, repeat, pause, from } = request;
  const cookies = await openJar(request);
  let ahead = 0;
  const browser = open({
    profile,
    transport: send,
    timeout,
    now: () => Date.now() + ahead,
    ...(cookies === undefined ? {} : { cookies }),
    ...(user === undefined ? {} : { authentication: { [new URL(url).origin]: user } }),
  });
  const page = browser.page(from);
  const exchanges: Exchange[] = [];
  for (let time = 0; time < repeat; time += 1) {
    begin(time);
    // oxlint-disable-next-line no-await-in-loop
    exchanges.push(await explain(page, request));
    ahead += pause * 1000;
  }
  return exchanges;
}

/** @throws UsageError for what no browser takes */
async function explain(page: Page, request: CheckRequest): Promise<Exchange> {
  const { url, method, headers, body = null, credentials, mode, redirect, xhr } = request;
  const init: FetchInit = { method, headers, body, credentials, mode, redirect };
  try {
    const withCredentials = credentials === "include";
    return await (xhr ? page.explainXhr(url, { method, headers, body, withCredentials }) : page.explain(url, init));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    throw new UsageError(`No page can ask this: ${error.message}`);
  }
}

function failed({ verdict }: Exchange): boolean {
  return verdict === "blocked" || verdict === "network-error";
}

/** Which of the given headers a page cannot set: those that do not come out of a browser that asks its own origin. */
async function unsentHeaders(request: CheckRequest, open: OpenBrowser): Promise<UnsentHeader[]> {
  if (request.headers.length === 0) return [];
  const unsent = new Map<string, ProfileName[]>();
  for (const profile of request.profiles) {
    const sent: [name: string, value: string][] = [];
    const page = open({
      profile,
      transport: async ({ headers }) => {
        for (const [name, value] of headers) sent.push([name.toLowerCase(), value]);
        return { status: 204, statusText: "", headers: [], body: null };
      },
    }).page("https://page.example");
    // oxlint-disable-next-line no-await-in-loop
    await explain(page, {
      ...request,
      url: "https://page.example/",
      mode: request.mode === "no-cors" ? "no-cors" : "cors",
    });
    for (const [name, value] of request.headers) {
      // Values of one name may have been joined.
      const isSent = sent.some(([key, told]) => key === name.toLowerCase() && `, ${told}, `.includes(`, ${value}, `));
      if (!isSent) unsent.set(name, [...(unsent.get(name) ?? []), profile]);
    }
  }
  return [...unsent].map(([name, profiles]) => ({ name, profiles: [...new Set(profiles)] }));
}

function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error("There is nothing to choose from.");
  return first;
}
