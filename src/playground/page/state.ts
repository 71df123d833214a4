import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { applyServer, type ToldProblem } from "./control.ts";
import { sayOwn } from "./pane-words.ts";
import { problemsOffline } from "./predictor.ts";
import { run, running } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { OWN, SCENARIOS } from "./scenarios.ts";
import type { Case } from "./server-spec.ts";
import { API_ORIGIN, IS_LIVE, LAB_ORIGIN, setup } from "./setup.ts";
import { readCase, writeCase } from "./share.ts";
import { clear } from "./wire.ts";

/** How long nothing is typed before the server is told, in milliseconds. */
const PAUSE = 350;

/** What a case of one's own is called in the address. */
const TRY = "#try=";

export const selected: Signal<Scenario> = signal(SCENARIOS[0]);

/** The request and the server as they stand in the forms; absent where a scenario has none to change. */
export const draft: Signal<Case | undefined> = signal(undefined);

/** Whether what failed has been mended. */
export const isMended: Signal<boolean> = signal(false);

/** What is wrong with the server that stands in the form. */
export const problems: Signal<readonly ToldProblem[]> = signal([]);

/** Whether the address named a case that nobody can read. */
export const isAddressBroken: Signal<boolean> = signal(false);

/** What the request's URL has to be for this page to send it. */
export const urlProblem: ReadonlySignal<string | undefined> = computed(() => {
  const url = draft.value?.request.url;
  if (url === undefined) return undefined;
  const origins = [...setup.apiOrigins, ...setup.labOrigins];
  if (URL.canParse(url) && origins.includes(new URL(url).origin)) return undefined;
  return `This page calls only its own servers: ${origins.join(", ")}.`;
});

/** Whether what stands in the forms can be carried out. */
export const isSound: ReadonlySignal<boolean> = computed(
  () => urlProblem.value === undefined && problems.value.every(({ severity = "error" }) => severity !== "error"),
);

/** Runs the scenario that the address names, now and whenever it changes; the first one when it names none. */
export function followAddress(): void {
  addEventListener("hashchange", select);
  select();
}

/** Selects the scenario that the address names. The log is then its own; what was before can be shown again. */
function select(): void {
  const { hash } = location;
  const shared = hash.startsWith(TRY) ? readCase(hash.slice(TRY.length)) : undefined;
  const named = [...SCENARIOS, OWN].find(({ id }) => `#${id}` === hash) ?? SCENARIOS[0];
  const scenario = hash.startsWith(TRY) ? OWN : named;
  batch(() => {
    selected.value = scenario;
    draft.value = shared ?? scenario.case;
    isMended.value = false;
    isAddressBroken.value = hash.startsWith(TRY) && shared === undefined;
    problems.value = [];
  });
  clear();
  runAgain();
}

/** Runs what is selected, as it stands in the forms. */
export function runAgain(): void {
  const { value: one } = draft;
  if (one === undefined) return run(selected.value);
  if (!isSound.value) return;
  void tell(one);
  run({ ...selected.value, steps: [stepOf(one)] });
}

/** Changes the request or the server. The address then holds the case. */
export function change(one: Case): void {
  const url = followServer(one);
  const next = { ...one, request: { ...one.request, url } };
  draft.value = next;
  history.replaceState(undefined, "", `${TRY}${writeCase(next)}`);
  clearTimeout(timer);
  timer = setTimeout(() => void tell(next).then(() => foretellAgain(next)), PAUSE);
}

/** Where no server is, there is no button either: what would happen is told at once. */
function foretellAgain(one: Case): void {
  if (!IS_LIVE && draft.value === one && isSound.value) run({ ...selected.value, steps: [stepOf(one)] });
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the server at once, so that other programs find it as it stands in the form too. */
async function tell(one: Case): Promise<void> {
  clearTimeout(timer);
  const told = IS_LIVE
    ? await navigator.locks.request("run", () => applyServer(one.server))
    : await problemsOffline(one.server);
  if (draft.value === one) problems.value = told;
}

/** Opens a step of a scenario as a case of one's own, to be changed. */
export function openAsOwn(one: Case): void {
  const free = unfixed(one);
  location.hash = `${TRY}${writeCase({ ...free, request: { ...free.request, url: followServer(free) } })}`;
}

/** What failed, mended; and back again. */
export function toggleMended(): void {
  const { lesson, case: failing } = selected.value;
  if (running.value || lesson?.mended === undefined || failing === undefined) return;
  isMended.value = !isMended.value;
  draft.value = isMended.value ? lesson.mended : failing;
  problems.value = [];
  runAgain();
}

/** A server of the API alone cannot be changed: the same behaviour where it can. */
function unfixed({ request, server }: Case): Case {
  if (server.kind === "policy") return { request, server: { kind: "policy", options: server.options } };
  return server.kind === "hand" ? { request, server: { kind: "hand", places: server.places } } : { request, server };
}

/** The policy is the API's below `/try/`, and hand-written answers are the lab's: the URL goes where the server is. */
function followServer({ request, server }: Case): string {
  if (!URL.canParse(request.url)) return request.url;
  const { origin, pathname, search } = new URL(request.url);
  const index = [...setup.apiOrigins, ...setup.labOrigins].indexOf(origin);
  if (index === -1) return request.url;
  if (server.kind === "hand") {
    const there = setup.labOrigins.includes(origin) ? origin : (setup.labOrigins[index] ?? LAB_ORIGIN);
    const path = server.places.some((place) => place.path === pathname)
      ? pathname
      : (server.places[0]?.path ?? pathname);
    return there + path + search;
  }
  const there = setup.apiOrigins.includes(origin) ? origin : (setup.apiOrigins[index - 2] ?? API_ORIGIN);
  return there + (pathname.startsWith("/try/") ? pathname : `/try${pathname}`) + search;
}

function stepOf(one: Case): Scenario["steps"][number] {
  return {
    title: "Response",
    request: () => one.request,
    server: () => one.server,
    says: sayOwn,
  };
}
