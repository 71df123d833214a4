import { CookieJar } from "tough-cookie";
import { Browser, type CorsError, isCorsError, type Page, type ProfileName } from "../../src/browser/index.ts";
import { PAGE } from "./origins.ts";
import type { Got, Outcome, Row, Step } from "./row.ts";
import { serve, type Incoming } from "./server.ts";

/**
 * Plays a row in a browser of its own.
 *
 * @returns what is not as the row says; empty when it passes
 */
export async function runRow(row: Row, profile: ProfileName): Promise<string[]> {
  const log: Incoming[] = [];
  let now = Date.now();
  const browser = new Browser({
    profile,
    transport: serve(row.resources, log),
    cookies: new CookieJar(),
    now: () => now,
  });
  const page = browser.page(row.page ?? PAGE, row.policies);
  const differences: string[] = [];
  for (const [index, step] of row.steps.entries()) {
    now += step.after ?? 0;
    const before = log.length;
    // The page asks again when it has its answer.
    // oxlint-disable-next-line no-await-in-loop
    const found = [...(await play(page, step)), ...onTheWire(step, log.slice(before))];
    differences.push(...found.map((difference) => `request ${index + 1}: ${difference}`));
  }
  return differences;
}

/** What the page gets, compared. */
async function play(page: Page, { url, init = {}, xhr, outcome }: Step): Promise<string[]> {
  try {
    const response = await (xhr === undefined ? page.fetch(url, init) : page.xhr(url, xhr));
    return await compareResponse(response, outcome);
  } catch (error) {
    return compareError(error, outcome);
  }
}

async function compareResponse(response: Response, outcome: Outcome): Promise<string[]> {
  if (!("got" in outcome)) return [`the page got a response of type ${response.type} and status ${response.status}`];
  const { headers = {}, text, body, ...plain } = outcome.got;
  const differences = Object.entries(plain).flatMap(([member, wanted]) =>
    differs(member, response[member as keyof Omit<Got, "headers" | "text" | "body">], wanted),
  );
  for (const [name, wanted] of Object.entries(headers)) {
    differences.push(...differs(`response header ${name}`, response.headers.get(name), wanted));
  }
  if (body !== undefined) differences.push(...differs("whether there is a body", response.body !== null, body));
  if (text !== undefined) differences.push(...differs("text", await response.text(), text));
  return differences;
}

function compareError(error: unknown, outcome: Outcome): string[] {
  if (isCorsError(error)) return compareFailure(error, outcome);
  // Whatever else is thrown is no browser's to throw.
  if (!(error instanceof TypeError)) throw error;
  return "thrown" in outcome ? [] : [`the page got, before anything was sent: ${error.message}`];
}

function compareFailure({ code, hop }: CorsError, outcome: Outcome): string[] {
  if (!("failed" in outcome)) return [`the page got an error: ${code} at hop ${hop}`];
  return [...differs("reason", code, outcome.failed), ...differs("hop", hop, outcome.hop ?? hop)];
}

/** What reached the servers, compared. */
function onTheWire({ wire, sent = {}, sentBody, asked = {}, outcome }: Step, log: readonly Incoming[]): string[] {
  const lines = log.map(({ method, url }) => `${method} ${url.href}`);
  const wanted = wire ?? ("thrown" in outcome ? [] : lines);
  const differences = differs("on the wire", lines.join(" | "), wanted.join(" | "));
  const request = log.findLast(({ isPreflight }) => !isPreflight);
  const preflight = log.findLast(({ isPreflight }) => isPreflight);
  for (const [name, value] of Object.entries(sent)) {
    differences.push(...differs(`request header ${name}`, headerOf(request, name), value));
  }
  for (const [name, value] of Object.entries(asked)) {
    differences.push(...differs(`preflight header ${name}`, headerOf(preflight, name), value));
  }
  if (sentBody !== undefined) differences.push(...differs("request body", request?.body, sentBody));
  return differences;
}

/** `undefined` when there was no such request, which no row wants. */
function headerOf(incoming: Incoming | undefined, name: string): string | null | undefined {
  return incoming === undefined ? undefined : (incoming.header(name) ?? null);
}

function differs(what: string, found: unknown, wanted: unknown): string[] {
  return found === wanted ? [] : [`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
}
