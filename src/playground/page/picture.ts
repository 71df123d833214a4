import { computed, type ReadonlySignal } from "@preact/signals";
import type { HeaderLine, WireEntry } from "../server/wire-entry.ts";
import { codeOf } from "./client-code.ts";
import type { Prediction } from "./model.ts";
import { CLIENT_NAMES, wireMethod, type PageRequest } from "./page-request.ts";
import { panes, type Pane } from "./run.ts";
import type { Outcome } from "./send.ts";
import { seenOf } from "./wire.ts";

export type Actor = "page" | "browser" | "server";

interface RowBase {
  readonly id: string;
  /** In one line. */
  readonly title: string;
  /** Everything, for whoever looks closer. */
  readonly full: string;
  /** Where the standard says so. */
  readonly section?: string;
}

/** Something that goes from one to another. */
export interface MessageRow extends RowBase {
  readonly kind: "message";
  readonly from: Actor;
  readonly to: Actor;
  /** The headers that decide. */
  readonly lines: readonly string[];
  readonly tone: "plain" | "good" | "bad";
  /** `expected`: the model says so, and it has not happened yet. `seen`: it has. `missing`: it should have, and has not. */
  readonly state: "expected" | "seen" | "missing";
  /** Whether it gives the permission that a preflight asked for. */
  readonly isGrant?: boolean;
}

/** Something that the browser compares. */
export interface CheckRow extends RowBase {
  readonly kind: "check";
  readonly result: "passed" | "failed" | "noted";
  readonly lines: readonly string[];
}

/** Where a request begins. */
interface StepRow extends RowBase {
  readonly kind: "step";
}

export type Row = MessageRow | CheckRow | StepRow;

/** The run on the screen, drawn as it happens. */
export const rows: ReadonlySignal<readonly Row[]> = computed(() =>
  panes.value.flatMap((pane, index) => {
    const drawn = rowsOf(pane, `${index}`);
    const title = pane.step.title;
    return panes.value.length > 1 && drawn.length > 0
      ? [{ kind: "step" as const, id: `${index}`, title, full: title }, ...drawn]
      : drawn;
  }),
);

/** Headers that decide, in the order in which they are drawn. */
const DECIDING = [
  "origin",
  "access-control-request-method",
  "access-control-request-headers",
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-max-age",
  "access-control-expose-headers",
  "cross-origin-resource-policy",
  "location",
  "cookie",
  "authorization",
  "age",
  "x-cache",
];

/** What the standard's steps are drawn for although nothing is decided by them. */
const TELLING: ReadonlySet<string> = new Set(["safelisted-method", "safelisted-headers"]);

function rowsOf({ step, request, prediction, since, result, state }: Pane, id: string): Row[] {
  if (request === undefined) return [];
  const seen = result?.seen ?? (since === undefined ? [] : seenOf(request, since));
  const isDone = state === "done";
  const first: MessageRow = {
    kind: "message",
    id: `${id}/call`,
    from: "page",
    to: "browser",
    title: `${wireMethod(request)} ${pathOf(request.url)}`,
    lines: [CLIENT_NAMES[request.client]],
    tone: "plain",
    state: since === undefined ? "expected" : "seen",
    full: codeOf(request),
  };
  const visit: MessageRow[] =
    step.visitedBefore === undefined
      ? []
      : [
          {
            ...first,
            id: `${id}/visit`,
            from: "server",
            to: "server",
            title: `Before: a page of ${step.visitedBefore}`,
            lines: ["asks for the same address"],
            full: `Another visitor, whose browser says\n\nOrigin: ${step.visitedBefore}`,
          },
        ];
  const middle =
    prediction === undefined ? seen.flatMap((entry) => observed(entry, id)) : foretold(prediction, seen, isDone, id);
  const isOwn = new URL(request.url, location.href).origin === location.origin;
  const last = result === undefined ? expectedEnd(prediction, id) : [end(result.outcome, request, id)];
  return [...visit, first, ...(isOwn && isDone ? middle.map(happened) : middle), ...last];
}

/** The page's own server keeps no log: that there was an answer is all that is known. */
function happened(row: Row): Row {
  return row.kind === "message" ? { ...row, state: "seen" } : row;
}

/** The model's steps in their order, each message solid once a server has seen it. */
function foretold(prediction: Prediction, seen: readonly WireEntry[], isDone: boolean, id: string): Row[] {
  const drawn: Row[] = [];
  const sent = prediction.wire.filter(({ fromCache }) => !fromCache);
  // What the browser still remembered was not asked again.
  const unseenPreflights = sent.length > seen.length && seen.every(({ kind }) => kind !== "preflight");
  const entries =
    isDone && unseenPreflights ? sent.map((wire) => (wire.preflight ? undefined : seen.at(-1))) : [...seen];
  let index = -1;
  for (const [position, step] of prediction.steps.entries()) {
    if (step.name === "preflight-sent" || step.name === "request-sent") {
      index += 1;
      const wire = sent[index];
      if (wire !== undefined) drawn.push(asked(wire, entries[index], isDone, `${id}/${position}`, step.section));
    } else if (step.name === "response-received" || step.name === "no-response") {
      const wire = sent[index];
      if (wire === undefined) continue;
      const isGrant = wire.preflight && sent[index + 1]?.preflight === false;
      const row = answered(wire, entries[index], isDone, `${id}/${position}`, step.section);
      drawn.push(isGrant ? { ...row, isGrant } : row);
    } else if (step.result !== "noted" || isTelling(step)) {
      const compared = comparedIn(step);
      const { result, title, section } = step;
      const full = [title, "", ...compared, "", RESULT_WORDS[result]].join("\n");
      drawn.push({ kind: "check", id: `${id}/${position}`, result, title, lines: compared, full, section });
    }
  }
  const surplus = isDone ? entries.slice(sent.length) : [];
  return [...drawn, ...surplus.flatMap((entry) => (entry === undefined ? [] : observed(entry, id)))];
}

function comparedIn({ name, result, found, expected }: Prediction["steps"][number]): string[] {
  if (name === "safelisted-method" || name === "safelisted-headers") return [`no: ${found}`];
  if (result === "noted") return [`yes: ${expected}`];
  return [
    ...(found === undefined ? [] : [`found: ${found ?? "nothing"}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
  ];
}

const RESULT_WORDS = {
  passed: "✓ passed",
  failed: "✗ failed: the page gets nothing",
  noted: "This only chooses the way.",
};

function isTelling(step: Prediction["steps"][number]): boolean {
  if (step.name === "cached-method" || step.name === "cached-header") return step.found !== null;
  return TELLING.has(step.name) && step.found !== null && step.expected !== "no permission needed";
}

type Wire = Prediction["wire"][number];

function asked(wire: Wire, entry: WireEntry | undefined, isDone: boolean, id: string, section: string): MessageRow {
  const lines = entry?.requestLines ?? wire.request.headers;
  const method = entry?.method ?? wire.request.method;
  const path = entry?.path ?? pathOf(wire.request.url);
  return {
    kind: "message",
    id,
    from: "browser",
    to: "server",
    title: `${method} ${path}`,
    lines: deciding(lines),
    tone: "plain",
    state: stateOf(wire, entry, isDone),
    full: head(`${method} ${path}`, lines, entry === undefined),
    section,
  };
}

function answered(wire: Wire, entry: WireEntry | undefined, isDone: boolean, id: string, section: string): MessageRow {
  const lines = entry?.responseLines ?? wire.response?.headers ?? [];
  const status = entry === undefined ? wire.response?.status : entry.status;
  return {
    kind: "message",
    id,
    from: "server",
    to: "browser",
    title: status === undefined ? "no answer" : String(status),
    lines: status === undefined ? [] : deciding(lines),
    tone: status === undefined || status >= 400 ? "bad" : "plain",
    state: stateOf(wire, entry, isDone),
    full: head(
      status === undefined ? "The connection ended without an answer." : `HTTP/1.1 ${status}`,
      lines,
      entry === undefined,
    ),
    section,
  };
}

/** A message that the model did not foretell, or of which it knows nothing. */
function observed(entry: WireEntry, id: string): MessageRow[] {
  const key = `${id}/seen${entry.id}`;
  const common = { kind: "message", state: "seen" } as const;
  const status = entry.status === undefined ? "no answer" : String(entry.status);
  const line = `${entry.method} ${entry.path}`;
  return [
    {
      ...common,
      id: key,
      from: "browser",
      to: "server",
      title: line,
      lines: deciding(entry.requestLines),
      tone: "plain",
      full: head(line, entry.requestLines, false),
    },
    {
      ...common,
      id: `${key}/answer`,
      from: "server",
      to: "browser",
      title: status,
      lines: deciding(entry.responseLines),
      tone: entry.status === undefined || entry.status >= 400 ? "bad" : "plain",
      full: head(`HTTP/1.1 ${status}`, entry.responseLines, false),
    },
  ];
}

function end(outcome: Outcome, request: PageRequest, id: string): MessageRow {
  const isBlocked = outcome.error !== undefined && outcome.status === 0;
  const isOpaque = outcome.type === "opaque" || outcome.type === "opaqueredirect";
  const title = isBlocked
    ? "an error, no reason"
    : isOpaque
      ? `${outcome.type}: unreadable`
      : `${outcome.status}, readable`;
  const lines = outcome.headers.map(([name, value]) => `${name}: ${value}`);
  return {
    kind: "message",
    id: `${id}/end`,
    from: "browser",
    to: "page",
    title,
    lines: isBlocked ? [] : [`${lines.length} header${lines.length === 1 ? "" : "s"} readable`],
    tone: isBlocked ? "bad" : isOpaque ? "plain" : "good",
    state: "seen",
    full: isBlocked
      ? `${request.client === "jquery" ? "jQuery" : "The page"} gets: ${outcome.error}\n\nNo page is told why. The browser's console is.`
      : [`The page gets ${title}. It may read these headers:`, "", ...lines, "", outcome.text.slice(0, 2000)].join(
          "\n",
        ),
  };
}

function expectedEnd(prediction: Prediction | undefined, id: string): MessageRow[] {
  if (prediction === undefined) return [];
  const { verdict, status, type, why, code } = prediction;
  const isBlocked = verdict !== "allowed" && verdict !== "opaque";
  const title = isBlocked
    ? "an error, no reason"
    : verdict === "opaque"
      ? `${type}: unreadable`
      : `${status}, readable`;
  return [
    {
      kind: "message",
      id: `${id}/end`,
      from: "browser",
      to: "page",
      title,
      lines: [],
      tone: isBlocked ? "bad" : "good",
      state: "expected",
      full: code === undefined ? title : `${code}: ${why}`,
    },
  ];
}

function stateOf(wire: Wire, entry: WireEntry | undefined, isDone: boolean): MessageRow["state"] {
  if (entry !== undefined) return "seen";
  // Where no server is, none can have seen it.
  return isDone && wire.response !== undefined ? "missing" : "expected";
}

function deciding(lines: readonly HeaderLine[]): string[] {
  return DECIDING.flatMap((name) =>
    lines
      .filter(([written]) => written.toLowerCase() === name)
      .map(([written, value]) => `${proper(written)}: ${value}`),
  );
}

/** As headers are written in texts, whatever the spelling on the wire. */
function proper(name: string): string {
  return name.toLowerCase().replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function head(first: string, lines: readonly HeaderLine[], isForetold: boolean): string {
  const all = [first, ...lines.map(([name, value]) => `${name}: ${value}`)].join("\n");
  return isForetold ? `${all}\n\n(as the model says; it has not been seen)` : all;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
