import {
  CREDENTIALS,
  EXPOSED,
  EXTRAS,
  GOOD_ORIGINS,
  MAX_AGES,
  METHODS,
  NAMES,
  ODD_LOCATIONS,
  ODD_ORIGINS,
  REQUEST_HEADERS,
  REQUEST_METHODS,
} from "./grammar.ts";
import { Random } from "./random.ts";
import type { Answer, Body, Hop, Host, Line, Scenario, Step } from "./scenario.ts";

/** The scenario at a place in the row that a seed stands for. */
export function generate(seed: number, index: number): Scenario {
  const random = new Random(Math.imul(seed, 0x9e_37_79_b1) ^ Math.imul(index + 1, 0x85_eb_ca_6b));
  // The first draws of neighbouring seeds are alike.
  for (let skip = 0; skip < 4; skip += 1) random.next();
  const first = generateStep(random);
  const steps = [first];
  if (random.percent(35)) {
    const more = random.weighted([
      [60, 1],
      [30, 2],
      [10, 3],
    ]);
    for (let count = 0; count < more; count += 1) steps.push(variant(random, random.pick(steps)));
  }
  // What a frame without an origin may ask, WebKit judges by the page around it, of which the simulation knows nothing.
  return { ...(random.percent(10) ? { opaque: true } : random.percent(11) ? { secure: true } : {}), steps };
}

function generateStep(random: Random): Step {
  const api = random.percent(25) ? "xhr" : "fetch";
  const method = random.weighted(REQUEST_METHODS);
  const credentials = random.weighted<Step["credentials"]>([
    [50, undefined],
    [8, "same-origin"],
    [12, "omit"],
    [30, "include"],
  ]);
  const bodiless = /^(?:get|head)$/i.test(method);
  const body = random.percent(bodiless ? 2 : 45) ? generateBody(random) : undefined;
  const headers = generateHeaders(random);
  const credentialed = credentials === "include";
  return {
    api,
    ...(method === "GET" && random.percent(50) ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(body === undefined || (api === "xhr" && body.kind === "stream") ? {} : { body }),
    ...(api === "xhr" ? xhrMembers(random, credentialed) : fetchMembers(random, credentials)),
    hops: generateHops(random, credentialed),
  };
}

function xhrMembers(random: Random, credentialed: boolean): Partial<Step> {
  return {
    ...(credentialed ? { withCredentials: true } : {}),
    ...(random.percent(25) ? { upload: true } : {}),
  };
}

function fetchMembers(random: Random, credentials: Step["credentials"]): Partial<Step> {
  const mode = random.weighted<Step["mode"]>([
    [80, undefined],
    [4, "cors"],
    [11, "no-cors"],
    [5, "same-origin"],
  ]);
  const redirect = random.weighted<Step["redirect"]>([
    [84, undefined],
    [8, "manual"],
    [8, "error"],
  ]);
  const cache = random.percent(8) ? random.pick(["no-store", "reload", "no-cache", "force-cache"] as const) : undefined;
  const referrerPolicy = random.percent(10)
    ? random.pick([
        "no-referrer",
        "no-referrer-when-downgrade",
        "same-origin",
        "origin",
        "strict-origin",
        "origin-when-cross-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
      ] as const)
    : undefined;
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(cache === undefined ? {} : { cache }),
    ...(referrerPolicy === undefined ? {} : { referrerPolicy }),
    ...(random.percent(4) ? { keepalive: true } : {}),
  };
}

function generateBody(random: Random): Body {
  const value = random.pick(["", "{}", "a=b", "\u00e9"]);
  const kind = random.weighted<Body["kind"]>([
    [50, "text"],
    [12, "urlencoded"],
    [12, "blob"],
    [12, "bytes"],
    [8, "form"],
    [4, "stream"],
  ]);
  if (kind !== "blob") return { kind, value };
  return { kind, value, ...(random.percent(60) ? { type: random.pick(["text/plain", "application/json", "x"]) } : {}) };
}

function generateHeaders(random: Random): Line[] {
  const count = random.weighted([
    [45, 0],
    [30, 1],
    [15, 2],
    [7, 3],
    [3, 5],
  ]);
  return Array.from({ length: count }, () => random.weighted(REQUEST_HEADERS));
}

const HOSTS: readonly (readonly [number, Host])[] = [
  [18, "S"],
  [48, "X"],
  [34, "Y"],
];

function generateHops(random: Random, credentialed: boolean): Hop[] {
  const count = random.weighted([
    [58, 1],
    [25, 2],
    [12, 3],
    [5, 4],
  ]);
  return Array.from({ length: count }, (_, index) => ({
    host: random.weighted(HOSTS),
    preflight: generatePreflight(random, credentialed),
    main: generateMain(random, credentialed, index < count - 1),
  }));
}

/** Lines of one header: mostly as it should be, sometimes anything. */
function lines(random: Random, name: string, values: readonly string[]): Line[] {
  const written = random.percent(10) ? name.toUpperCase() : name;
  return values.map((value) => [written, value]);
}

function originLines(random: Random, credentialed: boolean): Line[] {
  const name = "Access-Control-Allow-Origin";
  if (random.percent(14)) return lines(random, name, random.pick(ODD_ORIGINS));
  return lines(random, name, credentialed && random.percent(85) ? ["{origin}"] : random.pick(GOOD_ORIGINS));
}

function credentialLines(random: Random, credentialed: boolean): Line[] {
  if (!random.percent(credentialed ? 96 : 20)) return [];
  const values = random.percent(75) ? ["true"] : random.pick(CREDENTIALS);
  return lines(random, "Access-Control-Allow-Credentials", values);
}

function generatePreflight(random: Random, credentialed: boolean): Answer {
  const status = random.percent(88)
    ? random.pick([200, 204])
    : random.pick([206, 299, 301, 302, 304, 307, 400, 404, 500]);
  const methods = random.percent(50) ? ["{method}"] : random.pick(METHODS);
  const names = random.percent(50) ? ["{headers}"] : random.pick(NAMES);
  const headers = [
    ...originLines(random, credentialed),
    ...credentialLines(random, credentialed),
    ...lines(random, "Access-Control-Allow-Methods", methods),
    ...lines(random, "Access-Control-Allow-Headers", names),
    ...lines(random, "Access-Control-Max-Age", random.pick(MAX_AGES)),
    ...(status >= 300 && status < 400 ? ([["Location", "{next}"]] as const) : []),
    ...(random.percent(3) ? ([["Set-Cookie", "p=1"]] as const) : []),
  ];
  return { status, headers: random.percent(30) ? random.shuffle(headers) : headers };
}

function generateMain(random: Random, credentialed: boolean, redirects: boolean): Answer {
  const status = redirects
    ? random.pick([301, 302, 303, 307, 308])
    : random.weighted([
        [70, 200],
        [6, 204],
        [4, 206],
        [6, 404],
        [6, 500],
        [2, 302],
        [2, 304],
        [2, 300],
        [1, 305],
        [1, 205],
      ]);
  const extras = Array.from({ length: random.percent(35) ? 1 + random.below(3) : 0 }, () => random.pick(EXTRAS));
  const location = redirects ? (random.percent(84) ? ["{next}"] : random.pick(ODD_LOCATIONS)) : [];
  const headers = [
    ...originLines(random, credentialed),
    ...credentialLines(random, credentialed),
    ...(random.percent(35) ? lines(random, "Access-Control-Expose-Headers", random.pick(EXPOSED)) : []),
    ...lines(random, "Location", location),
    ...extras,
  ];
  const body = random.percent(10) ? { body: "" } : {};
  return { status, headers: random.percent(30) ? random.shuffle(headers) : headers, ...body };
}

/** A step that asks for what an earlier one asked for, a little otherwise: this is where kept permissions show. */
function variant(random: Random, step: Step): Step {
  const other = generateStep(random);
  const wait = random.percent(6) ? { wait: 2500 } : {};
  const change = random.weighted<Partial<Step> | undefined>([
    [40, {}],
    [12, other.method === undefined ? {} : { method: other.method }],
    [14, other.headers === undefined ? {} : { headers: other.headers }],
    [8, { hops: other.hops.map((hop, index) => ({ ...hop, host: step.hops[index]?.host ?? hop.host })) }],
    [10, step.api === "fetch" ? { credentials: random.pick(["include", "omit", "same-origin"] as const) } : {}],
    [5, step.api === "fetch" ? { cache: random.pick(["no-store", "reload", "no-cache", "force-cache"] as const) } : {}],
    [3, { suffix: random.pick(["?q", "#f", `?${"q".repeat(1000)}`]) }],
    [8, undefined],
  ]);
  return { ...(change === undefined ? other : { ...step, ...change }), ...wait };
}
