import type { EngineName } from "./engine.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Simulated } from "./simulate.ts";

/** What an engine does and the simulation does not, on purpose. */
export interface Unmodelled {
  readonly engine: EngineName;
  readonly what: string;
  readonly evidence: string;
  /** Whether the outcome of a step is none that can be compared; absent: the row is about something else. */
  readonly excuses?: (step: Step, exchange: Simulated["exchanges"][number]) => boolean;
  /** Whether it is about pages without an origin only. */
  readonly opaque?: boolean;
  /** The line of requests that is not compared then; absent: nothing of the step is. */
  readonly line?: string;
  /** Whether a step is one that no page outlives: a scenario with such a step is not run. */
  readonly ends?: (step: Step) => boolean;
}

/** Everything that the comparison lets pass. */
export const UNMODELLED: readonly Unmodelled[] = [
  {
    engine: "firefox",
    what: "A fresh profile finds what it keeps of another site's preflights only after it has talked to that site twice.",
    evidence:
      "Y with x-a, three times: preflights at the first and the second, none at the third; in a profile that has done so before, at the first only. The harness warms every browser up.",
  },
  {
    engine: "firefox",
    what: "An XMLHttpRequest that is redirected to a blocked port never ends: no event, whatever one waits for.",
    evidence: "S to http://localhost:25/: no event within 10 seconds; fetch fails at once",
    excuses: ({ api }, exchange) => api === "xhr" && exchange?.code === "BlockedPort" && exchange.hop !== 0,
  },
  {
    engine: "firefox",
    what: "A redirect to mailto: that mode no-cors follows ends the process of the page: its tab has crashed.",
    evidence:
      "a GET of mode no-cors, Y to mailto:a: the tab has the attribute crashed; with mode cors it fails like any other",
    ends: ({ mode, redirect = "follow", hops }) =>
      mode === "no-cors" &&
      redirect === "follow" &&
      hops.some(({ main }) =>
        main.headers.some(([name, value]) => /^location$/i.test(name) && /^mailto:/i.test(value)),
      ),
  },
  {
    engine: "chromium",
    what: "A sandboxed frame is of the site of the page around it where Cross-Origin-Resource-Policy says same-site.",
    evidence:
      "a frame on S asks S in mode no-cors: an opaque response; the simulation's page without an origin has no page around it",
    excuses: (_step, exchange) => exchange?.code === "ResourcePolicyNotSameSite",
    opaque: true,
  },
  {
    engine: "chromium",
    what: "What outlives its page is sent on by a process of its own: also where the page refuses a redirect to user name and password, or where mode no-cors with redirect mode manual has ended it.",
    evidence:
      "keepalive from S to user:secret@S: both are asked, and the page gets an error; no-cors and manual from S to X: both are asked, and the page gets an opaqueredirect",
    excuses: ({ keepalive, mode }, exchange) =>
      keepalive === true &&
      (exchange?.code === "RedirectContainsCredentials" ||
        (mode === "no-cors" && exchange?.response?.type === "opaqueredirect")),
  },
  {
    engine: "firefox",
    what: "A sandboxed frame's GET of mode no-cors with credentials names its origin to the site of the page around it.",
    evidence: "a frame on S: Origin: null at S and X, none at Y, and none once a redirect has crossed origins",
    excuses: ({ mode, credentials }) => mode === "no-cors" && credentials === "include",
    opaque: true,
    line: "origin",
  },
  {
    engine: "webkit",
    what: "A preflight that follows a redirect to a blocked port is tried again: up to six lines in the console for one failure.",
    evidence: "PUT from X to http://localhost:25/ by 307: six times `Not allowed to use restricted network port`",
  },
];

/** What is not compared of a step: nothing, `all` of it, or those lines of its requests. */
export function leftOut(
  engine: EngineName,
  { opaque = false }: Scenario,
  step: Step,
  exchange: Simulated["exchanges"][number],
): "all" | readonly string[] {
  const concerned = UNMODELLED.filter((row) => row.engine === engine && (opaque || row.opaque !== true));
  const excusing = concerned.filter(({ excuses }) => excuses?.(step, exchange) === true);
  const lines = excusing.flatMap(({ line }) => line ?? []);
  return lines.length === excusing.length ? lines : "all";
}

/** Whether a page outlives the scenario in an engine. */
export function isRunIn(engine: EngineName, { steps }: Scenario): boolean {
  const ends = UNMODELLED.flatMap((row) => (row.engine === engine ? (row.ends ?? []) : []));
  return !steps.some((step) => ends.some((end) => end(step)));
}
