import { get, type IncomingMessage, type ServerResponse } from "node:http";
import { checkPolicy, definePolicy, type LivePolicy, type PolicyOptions } from "../../index.ts";
import type { ApiSwitch } from "./api-switch.ts";
import { readBody, refuseBody, sendJson } from "./body.ts";
import { readFields, readPlaces, type ControlProblem } from "./check-lab.ts";
import type { Lab } from "./lab.ts";
import type { WireLog } from "./wire-log.ts";

/** Pages that may watch the log at once. */
const MOST_WATCHERS = 50;

/** How much of the log waits for a page that does not read, in bytes. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** How much of the past a page is told, in characters: the newest, however long strangers make their headers. */
const MOST_TOLD = 2 * 1024 * 1024;

/** Largest body of a request to the control API, in bytes. */
const BODY_LIMIT = 128 * 1024;

/** Longest wait for the visit of somebody else, in milliseconds. */
const VISIT_TIMEOUT = 2_000;

/** What the control API acts on. */
export interface ControlParts {
  readonly log: WireLog;
  readonly api: ApiSwitch;
  readonly lab: Lab;
  /** The policy of everything below `/try/`. */
  readonly policy: LivePolicy;
}

type Action = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** What the page alone may ask of the playground, by method and path. Who asks has been looked at before. */
export function controlActions({ log, api, lab, policy }: ControlParts): Readonly<Record<string, Action>> {
  let watchers = 0;
  return {
    "GET /control/log": (_request, response) => {
      if (watchers === MOST_WATCHERS) return sendJson(response, 503, { error: "Too many pages are watching." });
      watchers += 1;
      response.once("close", () => (watchers -= 1));
      return streamLog(response, log);
    },
    "POST /control/api/stop": async (_request, response) => {
      await api.stop();
      sendJson(response, 200, { running: false });
    },
    "POST /control/api/start": async (_request, response) => {
      const running = await api.start();
      sendJson(response, running ? 200 : 503, { running });
    },
    "PUT /control/policy": async (request, response) => {
      const options = await readJson(request, response);
      if (options === undefined) return;
      const problems = checkPolicy(options.value);
      if (problems.some(({ severity }) => severity === "error")) return sendJson(response, 422, { problems });
      const before = policy.current;
      policy.replace(definePolicy(options.value as PolicyOptions));
      before.close();
      sendJson(response, 200, { problems });
    },
    "PUT /control/answers": async (request, response) => {
      const answers = await readJson(request, response);
      if (answers === undefined) return;
      const places = readPlaces(answers.value);
      if ("message" in places) return sendJson(response, 422, { problems: [places] });
      lab.write(places);
      sendJson(response, 200, { problems: [] });
    },
    "POST /control/visit": async (request, response) => {
      const sent = await readJson(request, response);
      if (sent === undefined) return;
      const visit = readVisit(sent.value);
      if ("message" in visit) return sendJson(response, 422, { problems: [visit] });
      const status = await visitAs(visit, api.port);
      sendJson(response, status === undefined ? 503 : 200, { status });
    },
  };
}

/** Reads a body of JSON, or says what is wrong with it. */
async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly value: unknown } | undefined> {
  // A form of another page can send no JSON without a preflight, which nobody here answers.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    sendJson(response, 415, { error: "The control API takes application/json." });
    return undefined;
  }
  const body = await readBody(request, BODY_LIMIT);
  if (typeof body === "string") {
    refuseBody(response, body, BODY_LIMIT);
    return undefined;
  }
  try {
    return { value: JSON.parse(body.toString()) as unknown };
  } catch (error) {
    sendJson(response, 400, { error: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` });
    return undefined;
  }
}

/** A visit of somebody else to what lies behind the shared cache. */
interface Visit {
  readonly origin: string;
  readonly path: string;
}

function readVisit(value: unknown): Visit | ControlProblem {
  const fields = readFields(value, ["origin", "path"]);
  if ("message" in fields) return fields;
  const { origin, path } = fields.values;
  if (typeof origin !== "string" || origin.length > 200 || !URL.canParse(origin) || new URL(origin).origin !== origin)
    return { path: ["origin"], message: "The visitor's page has an origin, such as https://shop.example." };
  if (typeof path !== "string" || !/^\/cached\/[a-z0-9/-]{1,200}$/.test(path))
    return { path: ["path"], message: "Only what is below /cached/ may be visited." };
  return { origin, path };
}

/** @returns the status of the answer; `undefined` when there was none */
function visitAs({ origin, path }: Visit, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: "localhost", port, path, headers: { Origin: origin }, timeout: VISIT_TIMEOUT });
    request.once("response", (answer) => {
      answer.resume();
      answer.once("close", () => resolve(answer.statusCode));
    });
    request.once("timeout", () => request.destroy());
    // The API may be stopped just now: the page is told that there was no answer.
    request.once("error", () => resolve(undefined));
  });
}

/** Server-sent events: the log so far, then each new entry. */
function streamLog(response: ServerResponse, log: WireLog): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const write = (entry: unknown): void => {
    response.write(`data: ${JSON.stringify(entry)}\n\n`);
    // One that does not read is let go; a page that is still there connects again.
    if (response.writableLength > MOST_UNREAD) response.destroy();
  };
  response.write("retry: 1000\n\n");
  for (const entry of newest(log.entries)) write(entry);
  response.once("close", log.subscribe(write));
}

/** The newest entries, as many as are told at once; oldest first. */
function newest(entries: readonly unknown[]): readonly unknown[] {
  let size = 0;
  const first = entries.findLastIndex((entry) => {
    size += JSON.stringify(entry).length;
    return size > MOST_TOLD;
  });
  return entries.slice(first + 1);
}
