import type { Engine, EngineName, Reason } from "./engine.ts";
import type { Host, Origins, Scenario } from "./scenario.ts";
import type { RunResult, ScenarioServer } from "./scenario-server.ts";

/** What a browser did with a scenario. */
export interface Observed extends RunResult {
  readonly origins: Origins;
  readonly reasons: readonly Omit<Reason, "id">[];
}

function withoutId({ code, parameter }: Reason): Omit<Reason, "id"> {
  return parameter === undefined ? { code } : { code, parameter };
}

/** Starts a browser with a page. */
export type Launch = (url: string) => Promise<Engine>;

/** Longest time that a batch may take, in milliseconds. */
const BATCH_LIMIT = 60_000;

/** How often a batch is tried before it is cut into parts, and a single scenario before it counts as one that no browser survives. */
const TRIES = 2;

const PARTS = 8;

/** How often a browser is started before it counts as one that cannot be. */
const STARTS = 3;

/**
 * What a fresh profile of Firefox is given first: until it has talked to another site twice, it finds what it keeps from
 * there under another name than the one that it was kept under.
 */
const WARM_UP: readonly Scenario[] = [["X"], ["Y"], ["X", "Y"]].map((hosts) => {
  const allowed = [
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Allow-Headers", "x-a"],
  ] as const;
  const hops = (hosts as Host[]).map((host, index) => {
    const location = index < hosts.length - 1 ? ([["Location", "{next}"]] as const) : [];
    const main = { status: location.length === 0 ? 200 : 302, headers: [...allowed, ...location] };
    return { host, preflight: { status: 204, headers: allowed }, main };
  });
  const step = { api: "fetch", headers: [["x-a", "1"]], hops } as const;
  return { steps: [step, step] };
});

/** A browser that runs, and the session that its page is opened under. */
interface Seat {
  readonly engine: Engine;
  readonly session: string;
}

/**
 * Runs scenarios in a browser, or in two of a kind when some are for a page at https, and brings that back up whenever it is gone, hangs or is killed. A batch counts as a whole
 * or not at all, so none is lost and none is counted twice.
 */
export class Runner {
  readonly name: EngineName;
  readonly #server: ScenarioServer;
  readonly #launch: Launch;
  /** One for pages at https, one for others. */
  readonly #seats = new Map<boolean, Seat>();
  #sessions = 0;
  /** How often a browser had to be replaced. */
  restarts = 0;
  version = "";

  constructor(name: EngineName, server: ScenarioServer, launch: Launch) {
    this.name = name;
    this.#server = server;
    this.#launch = launch;
  }

  /** What came of each, in order. */
  async run(scenarios: readonly Scenario[]): Promise<Observed[]> {
    const secure = await this.#runAlike(
      scenarios.filter((scenario) => scenario.secure === true),
      true,
    );
    const others = await this.#runAlike(
      scenarios.filter((scenario) => scenario.secure !== true),
      false,
    );
    return scenarios.map((scenario) => (scenario.secure === true ? secure : others).shift() as Observed);
  }

  async close(): Promise<void> {
    await this.#drop(true);
    await this.#drop(false);
  }

  /** As `run`, of scenarios that are all for pages at https or all not. */
  async #runAlike(scenarios: readonly Scenario[], secure: boolean): Promise<Observed[]> {
    if (scenarios.length === 0) return [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const seat = this.#seats.get(secure) ?? (await this.#start(secure));
      try {
        return await this.#tryOnce(scenarios, seat, secure);
      } catch (error) {
        this.restarts += 1;
        console.error(`${this.name}: ${error instanceof Error ? error.message : String(error)}; started again`);
        await this.#drop(secure);
      }
    }
    const [only, ...others] = scenarios;
    if (only !== undefined && others.length === 0) return [this.#fatal(only)];
    const size = Math.ceil(scenarios.length / PARTS);
    const observed: Observed[] = [];
    for (let start = 0; start < scenarios.length; start += size) {
      observed.push(...(await this.#runAlike(scenarios.slice(start, start + size), secure)));
    }
    return observed;
  }

  /** What is observed of a scenario that no browser survives: it differs from whatever is expected. */
  #fatal({ secure = false, steps }: Scenario): Observed {
    const outcomes = steps.map(() => ({ verdict: "no browser survives it", at: 0 }));
    return { id: "00000000", origins: this.#server.origins(secure), outcomes, log: [], reasons: [] };
  }

  async #tryOnce(scenarios: readonly Scenario[], { engine, session }: Seat, secure: boolean): Promise<Observed[]> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(new Error("no result in time")), BATCH_LIMIT);
    void engine.gone.then(() => control.abort(new Error("the browser ended")));
    try {
      const results = await this.#server.run(session, scenarios, control.signal);
      const reasons = await engine.reasons();
      const origins = this.#server.origins(secure);
      return results.map((result) => ({
        ...result,
        origins,
        reasons: reasons.filter(({ id }) => id === result.id).map(withoutId),
      }));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Without a browser that starts nothing can be said of any scenario. */
  async #start(secure: boolean): Promise<Seat> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#startOnce(secure);
      } catch (error) {
        await this.#drop(secure);
        if (attempt === STARTS) throw new Error(`${this.name} does not start`, { cause: error });
      }
    }
  }

  async #startOnce(secure: boolean): Promise<Seat> {
    this.#sessions += 1;
    const session = `${this.name}${this.#sessions}`;
    const engine = await this.#launch(this.#server.pageUrl(session, secure));
    const seat = { engine, session };
    this.#seats.set(secure, seat);
    this.version = engine.version;
    const warmUp = WARM_UP.map((scenario) => ({ ...scenario, secure }));
    await this.#server.run(session, warmUp, AbortSignal.timeout(BATCH_LIMIT));
    await engine.reasons();
    return seat;
  }

  async #drop(secure: boolean): Promise<void> {
    const seat = this.#seats.get(secure);
    this.#seats.delete(secure);
    await seat?.engine.close();
  }
}
