import { batch, signal, type Signal } from "@preact/signals";
import { applyServer, switchApi, visit } from "./control.ts";
import type { PageRequest } from "./page-request.ts";
import { OWN_PROFILE, predictNow, remember, type Past, type Prediction } from "./predictor.ts";
import type { Result, Scenario, Step } from "./scenario.ts";
import { send } from "./send.ts";
import type { ServerSpec } from "./server-spec.ts";
import { IS_LIVE, setup } from "./setup.ts";
import { seenOf } from "./wire.ts";

/**
 * How long the log is waited for, in milliseconds, since it comes on a connection of its own: as long as it takes when something is
 * to come, and shortly when nobody knows.
 */
const LOG_WAIT = { expected: 2000, unknown: 250 } as const;

/** How long a prediction is waited for before the request is sent all the same, in milliseconds. */
const PREDICTION_WAIT = 2000;

/** One step of the run that is on the screen. */
export interface Pane {
  readonly step: Step;
  readonly state: "waiting" | "running" | "done";
  readonly request?: PageRequest;
  readonly server?: ServerSpec;
  /** When it was sent, in milliseconds since 1970. */
  readonly since?: number;
  /** What the model said before. */
  readonly prediction?: Prediction | undefined;
  readonly result?: Result;
}

/** A run that has begun, for the log to show where. */
export interface RunMark {
  readonly time: number;
  readonly title: string;
}

export const panes: Signal<readonly Pane[]> = signal([]);
export const running: Signal<boolean> = signal(false);
export const marks: Signal<readonly RunMark[]> = signal([]);

let newestRun = 0;

/** Runs a scenario from its first step, in place of what runs now. */
export function run(scenario: Scenario): void {
  newestRun += 1;
  const id = newestRun;
  batch(() => {
    running.value = IS_LIVE;
    panes.value = scenario.steps.map((step) => ({ step, state: "waiting" }));
  });
  if (!IS_LIVE) return void foretell(scenario, id);
  // One after the other, in every tab of this origin: a scenario sets up the servers for all of them.
  void navigator.locks
    .request("run", () => runSteps(scenario, id))
    .finally(() => {
      if (id === newestRun) running.value = false;
    });
}

async function runSteps(scenario: Scenario, id: number): Promise<void> {
  if (id !== newestRun) return;
  marks.value = [...marks.value.slice(-50), { time: Date.now(), title: scenario.title }];
  const name = Date.now().toString(36);
  const results: Result[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (id !== newestRun) return;
    const show = (pane: Pane): void => {
      if (id === newestRun) panes.value = panes.value.with(index, pane);
    };
    results.push(await runStep(step, step.request(results, name), show));
  }
}

async function runStep(step: Step, request: PageRequest, show: (pane: Pane) => void): Promise<Result> {
  const server = step.server?.();
  const pane = { step, request, ...(server === undefined ? {} : { server }) };
  show({ ...pane, state: "running" });
  if (server !== undefined) await applyServer(server);
  const prediction = server === undefined ? undefined : await soon(predictNow({ request, server }));
  if (step.visitedBefore !== undefined) await visit(step.visitedBefore, new URL(request.url).pathname);
  if (step.whileApiIsStopped === true) await switchApi("stop");
  const since = Date.now();
  show({ ...pane, state: "running", since, prediction });
  if (server !== undefined) remember({ request, server });
  const outcome = await send(request);
  if (step.whileApiIsStopped === true) await switchApi("start");
  const isExpected = outcome.error === undefined || (prediction !== undefined && server?.kind !== "gone");
  await logged(request, prediction, since, isExpected ? LOG_WAIT.expected : LOG_WAIT.unknown);
  const result = { outcome, seen: seenOf(request, since) };
  show({ ...pane, state: "done", since, prediction, result });
  return result;
}

/** Without servers: what would happen, step by step, in a browser that remembers nothing at first. */
async function foretell(scenario: Scenario, id: number): Promise<void> {
  const past: Past[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const server = step.server?.();
    const request = step.request([], "now");
    const prediction = server === undefined ? undefined : await predictNow({ request, server }, OWN_PROFILE, past);
    if (id !== newestRun) return;
    if (server !== undefined) past.push({ request, server, time: Date.now() });
    panes.value = panes.value.with(index, {
      step,
      state: "waiting",
      request,
      ...(server === undefined ? {} : { server }),
      prediction,
    });
  }
}

/** A prediction, or none when it does not come in time: the request does not wait for it. */
async function soon(prediction: Promise<Prediction>): Promise<Prediction | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PREDICTION_WAIT));
  return Promise.race([
    prediction.catch((error: unknown) => {
      console.log("ERROR: no prediction:", error);
      return undefined;
    }),
    late,
  ]);
}

/** Waits until the log holds what is expected, or the request itself, but no longer than some milliseconds. */
async function logged(
  request: PageRequest,
  prediction: Prediction | undefined,
  since: number,
  longest: number,
): Promise<void> {
  const { origin } = new URL(request.url, location.href);
  if (![...setup.apiOrigins, ...setup.labOrigins].includes(origin)) return;
  const expected = prediction?.wire.filter(({ fromCache }) => !fromCache).length ?? 1;
  const end = performance.now() + longest;
  while (performance.now() < end && seenOf(request, since).length < expected) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
