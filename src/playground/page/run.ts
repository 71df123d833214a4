import { batch, signal, type Signal } from "@preact/signals";
import { send, type AjaxRequest } from "./ajax.ts";
import type { Result, Scenario, Step } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { clear, seenOf } from "./wire.ts";

/** How long the log is waited for after an answer, and after a failure, in milliseconds: it comes on a connection of its own. */
const LOG_WAIT = { answered: 1000, failed: 250 } as const;

/** Longest wait for the server to stop or start the API, in milliseconds. */
const SWITCH_TIMEOUT = 3000;

/** One step of the run that is on the screen. */
export interface Pane {
  readonly step: Step;
  readonly state: "waiting" | "running" | "done";
  readonly request?: AjaxRequest;
  readonly result?: Result;
}

/** A run that has begun, for the log to show where. */
export interface RunMark {
  readonly time: number;
  readonly title: string;
}

export const selected: Signal<Scenario> = signal(SCENARIOS[0]);
export const panes: Signal<readonly Pane[]> = signal([]);
export const running: Signal<boolean> = signal(false);
export const marks: Signal<readonly RunMark[]> = signal([]);

let newestRun = 0;

/** Runs the scenario that the address names, now and whenever it changes; the first one when it names none. */
export function followScenarioInAddress(): void {
  addEventListener("hashchange", select);
  select();
}

/** Selects the scenario that the address names. The log is then its own; what was before can be shown again. */
function select(): void {
  const id = location.hash.slice(1);
  selected.value = SCENARIOS.find((scenario) => scenario.id === id) ?? SCENARIOS[0];
  clear();
  runAgain();
}

/** Runs the selected scenario from its first step. */
export function runAgain(): void {
  newestRun += 1;
  const run = newestRun;
  const scenario = selected.value;
  batch(() => {
    running.value = true;
    panes.value = scenario.steps.map((step) => ({ step, state: "waiting" }));
  });
  // One after the other, in every tab of this origin: a scenario may stop the API for all of them.
  void navigator.locks
    .request("run", () => runSteps(scenario, run))
    .finally(() => {
      if (run === newestRun) running.value = false;
    });
}

async function runSteps(scenario: Scenario, run: number): Promise<void> {
  if (run !== newestRun) return;
  marks.value = [...marks.value.slice(-50), { time: Date.now(), title: scenario.title }];
  const results: Result[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (run !== newestRun) return;
    const show = (pane: Pane): void => {
      if (run === newestRun) panes.value = panes.value.with(index, pane);
    };
    results.push(await runStep(step, results, show));
  }
}

async function runStep(step: Step, before: readonly Result[], show: (pane: Pane) => void): Promise<Result> {
  const request = step.request(before);
  show({ step, state: "running", request });
  if (step.whileApiIsStopped === true) await switchApi("stop");
  const since = Date.now();
  const outcome = await send(request);
  if (step.whileApiIsStopped === true) await switchApi("start");
  await logged(request, since, outcome.status === 0 ? LOG_WAIT.failed : LOG_WAIT.answered);
  const result = { outcome, seen: seenOf(request, since) };
  show({ step, state: "done", request, result });
  return result;
}

/** Stops or starts the API. When that fails the step goes on all the same, and says what it then sees. */
async function switchApi(action: "stop" | "start"): Promise<void> {
  try {
    const response = await fetch(`./control/api/${action}`, {
      method: "POST",
      signal: AbortSignal.timeout(SWITCH_TIMEOUT),
    });
    if (!response.ok) console.log("ERROR:", action, "the API:", response.status, await response.text());
  } catch (error) {
    console.log("ERROR:", action, "the API:", error);
  }
}

/** Waits until the log holds the request itself, but no longer than some milliseconds. */
async function logged(request: AjaxRequest, since: number, longest: number): Promise<void> {
  if (new URL(request.url).origin === location.origin) return;
  const end = performance.now() + longest;
  while (performance.now() < end && !seenOf(request, since).some((entry) => entry.method === request.method)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
