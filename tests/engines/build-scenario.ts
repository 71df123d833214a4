import type { Answer, Hop, Host, Line, Scenario, Step } from "./scenario.ts";

/** Lines of a server that means well. */
const ALLOWED: readonly Line[] = [
  ["Access-Control-Allow-Origin", "{origin}"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "{method}"],
  ["Access-Control-Allow-Headers", "{headers}"],
  ["Access-Control-Max-Age", "60"],
];

/** Some of the lines in place of others, or besides them; an empty list of values leaves a line out. */
export function lines(changes: Readonly<Record<string, readonly string[]>> = {}): Line[] {
  const others = ALLOWED.filter(([name]) => changes[name] === undefined);
  return [
    ...others,
    ...Object.entries(changes).flatMap(([name, values]) => values.map((value): Line => [name, value])),
  ];
}

export function hop(
  host: Host,
  answers: { readonly preflight?: Partial<Answer>; readonly main?: Partial<Answer> } = {},
): Hop {
  return {
    host,
    preflight: { status: 204, headers: lines(), ...answers.preflight },
    main: { status: 200, headers: lines(), ...answers.main },
  };
}

/** A server that sends the request on. */
export function via(host: Host, status: number, ...locations: string[]): Hop {
  return hop(host, { main: { status, headers: lines({ Location: locations.length === 0 ? ["{next}"] : locations }) } });
}

export function get(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return { api: "fetch", hops, ...members };
}

export function put(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return get(hops, { method: "PUT", ...members });
}

export function page(...steps: Step[]): Scenario {
  return { steps };
}

const TEXT = { kind: "text", value: "{}" } as const;
export const FORM = { kind: "urlencoded", value: "a=b" } as const;
export const X_A: readonly Line[] = [["x-a", "1"]];
export const X_B: readonly Line[] = [["x-b", "1"]];

/** A POST by XMLHttpRequest with a text and something that listens to the upload. */
export function upload(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return { api: "xhr", method: "POST", upload: true, body: TEXT, hops, ...members };
}

export function typed(type: string, members: Partial<Step> = {}): Step {
  return { api: "xhr", method: "POST", headers: [["Content-Type", type]], body: TEXT, hops: [hop("X")], ...members };
}

/** A server that sets a cookie. */
export function setting(host: Host, cookie: string): Hop {
  return hop(host, { main: { headers: lines({ "Set-Cookie": [cookie] }) } });
}

export const INCLUDED = { credentials: "include" } as const;
export const STAR = { "Access-Control-Allow-Methods": ["*"] } as const;

export const BEARER: readonly Line[] = [["Authorization", "Bearer t"]];
export const CONDITION: readonly Line[] = [["If-None-Match", '"1"']];

/** A server whose answer to a preflight has this max-age. */
export function aged(maxAge: string): Hop {
  return hop("X", { preflight: { headers: lines({ "Access-Control-Max-Age": [maxAge] }) } });
}
