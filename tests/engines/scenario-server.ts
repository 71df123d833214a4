import { readFile } from "node:fs/promises";

import { selfSignedCertificate } from "../matrix/certificate.ts";

import { answerTo, idOf } from "./answer.ts";
import { RawServer, type Reply } from "./raw-server.ts";
import { ID_LENGTH, type Host, type Origins, type ReceivedRequest, type Scenario } from "./scenario.ts";

/** What a page saw of one step. */
export interface PageOutcome {
  /** `response`, or the name of the error. */
  readonly verdict: string;
  readonly type?: string;
  readonly status?: number;
  readonly url?: string;
  readonly redirected?: boolean;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  /** When the step began, in milliseconds of the page's clock. */
  readonly at: number;
}

/** A request that came in, and during which step. */
export interface LoggedRequest extends ReceivedRequest {
  readonly step: number;
}

/** What one run of a scenario gave. */
export interface RunResult {
  readonly id: string;
  readonly outcomes: readonly PageOutcome[];
  readonly log: readonly LoggedRequest[];
}

interface Run {
  readonly scenario: Scenario;
  step: number;
  readonly log: LoggedRequest[];
}

interface Batch {
  readonly session: string;
  readonly jobs: readonly { readonly id: string; readonly scenario: Scenario }[];
  readonly resolve: (results: readonly { id: string; outcomes: PageOutcome[] }[]) => void;
}

/**
 * The origins that scenarios take place on. It also serves the page, hands it batches of scenarios, and takes what came
 * of them.
 */
export class ScenarioServer {
  readonly #plain: Origins;
  readonly #secure: Origins;
  readonly #servers: readonly RawServer[];
  readonly #page: string;
  readonly #runs = new Map<string, Run>();
  #count = 0;
  /** Pages that wait for work, by session, and the work that waits for a page. */
  readonly #waiting = new Map<string, Reply>();
  #batch: Batch | undefined;

  private constructor(plain: Origins, secure: Origins, servers: readonly RawServer[], page: string) {
    this.#plain = plain;
    this.#secure = secure;
    this.#servers = servers;
    this.#page = page;
  }

  static async start(): Promise<ScenarioServer> {
    // Nobody knows the addresses, and so nobody asks, before this is set.
    let receive: (request: ReceivedRequest, reply: Reply, secure: boolean) => void = () => {};
    const certificate = selfSignedCertificate();
    const listen = (host: Host, secure: boolean): Promise<RawServer> =>
      RawServer.listen(
        (request, reply) => receive({ ...request, host }, reply, secure),
        secure ? certificate : undefined,
      );
    const plain = await Promise.all([listen("S", false), listen("X", false), listen("Y", false)]);
    const secure = await Promise.all([listen("S", true), listen("X", true)]);
    const [s, x, y] = plain;
    const [secureS, secureX] = secure;
    const Y = `http://127.0.0.1:${y.port}`;
    const server = new ScenarioServer(
      { S: `http://localhost:${s.port}`, X: `http://localhost:${x.port}`, Y },
      { S: `https://localhost:${secureS.port}`, X: `https://localhost:${secureX.port}`, Y },
      [...plain, ...secure],
      await readFile(new URL("page.mjs", import.meta.url), "utf8"),
    );
    receive = (request, reply, secure) => server.#receive(request, reply, secure);
    return server;
  }

  /** Where the servers of a scenario are, for a page at https or not. */
  origins(secure: boolean): Origins {
    return secure ? this.#secure : this.#plain;
  }

  /** The address of the page; each browser that is started opens it under a session of its own. */
  pageUrl(session: string, secure: boolean): string {
    return `${this.origins(secure).S}/page?k=${session}`;
  }

  /** Has the page of a session run scenarios, all at once. Rejects when the signal aborts first. */
  async run(session: string, scenarios: readonly Scenario[], signal: AbortSignal): Promise<RunResult[]> {
    const jobs = scenarios.map((scenario) => ({ id: this.#newId(), scenario }));
    for (const { id, scenario } of jobs) this.#runs.set(id, { scenario, step: 0, log: [] });
    try {
      const results = await new Promise<readonly { id: string; outcomes: PageOutcome[] }[]>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        this.#batch = { session, jobs, resolve };
        this.#handOut();
      });
      const outcomes = new Map(results.map((result) => [result.id, result.outcomes]));
      return jobs.map(({ id }) => ({ id, outcomes: outcomes.get(id) ?? [], log: this.#runs.get(id)?.log ?? [] }));
    } finally {
      this.#batch = undefined;
      for (const { id } of jobs) this.#runs.delete(id);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  #newId(): string {
    this.#count += 1;
    const random = Math.floor(Math.random() * 36 ** 3).toString(36);
    return random.padStart(3, "0") + this.#count.toString(36).padStart(ID_LENGTH - 3, "0");
  }

  #handOut(): void {
    const batch = this.#batch;
    const reply = this.#waiting.get(batch?.session ?? "");
    if (reply === undefined || batch === undefined) return;
    this.#waiting.delete(batch.session);
    reply(response(200, "application/json", JSON.stringify(batch.jobs)));
  }

  #receive(request: ReceivedRequest, reply: Reply, secure: boolean): void {
    const id = idOf(request.target);
    if (request.target.startsWith("/s/") && id !== undefined) this.#answer(id, request, reply);
    else if (request.host === "S") this.#control(request, reply, secure);
    else reply(response(404, "text/plain", ""));
  }

  #answer(id: string, request: ReceivedRequest, reply: Reply): void {
    const run = this.#runs.get(id);
    if (run === undefined) return reply(response(404, "text/plain", ""));
    run.log.push({ ...request, step: run.step });
    const { status, headers, body } = answerTo(
      run.scenario,
      run.step,
      id,
      this.origins(run.scenario.secure === true),
      request,
    );
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    reply(`HTTP/1.1 ${status} Status\r\n${lines}\r\n${body}`);
  }

  #control(request: ReceivedRequest, reply: Reply, secure: boolean): void {
    const { pathname, searchParams } = new URL(request.target, this.#plain.S);
    const session = searchParams.get("k") ?? "";
    if (pathname === "/page" || pathname === "/frame") {
      const origins = JSON.stringify(this.origins(secure)).replaceAll('"', "&quot;");
      const html = `<!doctype html><html data-origins="${origins}"><title>.</title><body><script type="module">\n${this.#page}</script>`;
      return reply(response(200, "text/html; charset=utf-8", html));
    }
    if (pathname === "/control/next") {
      this.#waiting.set(session, reply);
      return this.#handOut();
    }
    if (pathname === "/control/done") {
      const results: unknown = JSON.parse(Buffer.from(request.body, "latin1").toString("utf8"));
      if (this.#batch?.session === session) this.#batch.resolve(results as { id: string; outcomes: PageOutcome[] }[]);
      return reply(response(204, undefined, ""));
    }
    const [, id, step] = /^\/control\/step\/([0-9a-z]+)\/(\d+)$/.exec(pathname) ?? [];
    const run = this.#runs.get(id ?? "");
    if (run !== undefined) run.step = Number(step);
    return reply(response(run === undefined ? 404 : 204, undefined, ""));
  }
}

function response(status: number, type: string | undefined, text: string): string {
  const body = Buffer.from(text, "utf8").toString("latin1");
  const about = type === undefined ? "" : `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n`;
  return `HTTP/1.1 ${status} Control\r\n${about}Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`;
}
