// What is to be reached: a row for each figure that a benchmark measures under this name.

/**
 * @typedef {{ readonly atMost: number, readonly unit?: string }} AtMost the figure is what ours costs, in costs of the other
 * @typedef {{ readonly atLeast: number }} AtLeast the figure is how many times cheaper ours is
 * @typedef {{ readonly notSlower: true }} NotSlower the rounds in the middle go down to what the other costs
 * @typedef {{ readonly reported: true }} Reported nothing is to be reached; it is good to know
 */

/** @typedef {AtMost | AtLeast | NotSlower | Reported} Reach */

/**
 * @typedef {object} Target
 * @property {string} benchmark which one measures it
 * @property {string} what
 * @property {string} against
 * @property {Reach} reach
 */

const ADDED = "what `cors` adds to the same headers set by hand";
const BY_HAND = "the same headers set by hand";

/** @type {Readonly<Record<string, Target>>} */
const ENGINE = {
  "decide-actual": row("decide", "`decide` among 3 origins, an actual request", ADDED, { atLeast: 20 }),
  "decide-granted": row("decide", "`decide` among 3 origins, a preflight that is granted", ADDED, { atLeast: 10 }),
  "decide-refused": row("decide", "`decide` among 3 origins, a preflight that is refused", ADDED, { atLeast: 40 }),
  "response-actual": row("response", "an adapter's `ServerResponse` through `end()`, an actual request", BY_HAND, {
    atMost: 1.3,
  }),
  "response-preflight": row("response", "the same, a preflight", BY_HAND, { atMost: 1.3 }),
  "many-exact": row("scale", "`decide` among 10,000 origins, the last one asked", "`cors` with the same array", {
    atLeast: 2_000,
  }),
  "million-exact": row("scale", "`decide` among 1,000,000 origins, 64 in turn", "among 10", { atMost: 1.6 }),
  "million-compile": row("scale", "`definePolicy` with 1,000,000 origins", "the clock", { atMost: 2, unit: "s" }),
  "million-memory": row("scale", "what it keeps of one of them, beside the text", "", { atMost: 40, unit: "bytes" }),
  "many-patterns": row("scale", "`decide` among 10,000 patterns with a `*`", "among 10", { atMost: 3 }),
  "hostile-headers": row(
    "hostile-input",
    "`decide` on 16 kB of Access-Control-Request-Headers, the dearest filling",
    "a preflight with 3 headers that is granted",
    { atMost: 20 },
  ),
  "hostile-dearest": row("hostile-input", "the same, the dearest of 1 to 16 kB", "the same", { reported: true }),
  "hostile-growth": row("hostile-input", "that dearest one", "half of it", { atMost: 2.2 }),
  "allocation-actual": row("allocation", "bytes that `decide` allocates, an actual request", "its answer, by hand", {
    atMost: 1,
  }),
  "allocation-granted": row("allocation", "the same, a preflight that is granted", "its answer, by hand", {
    atMost: 1,
  }),
};

/** @type {Readonly<Record<string, Target>>} */
const SERVERS = {
  "node-actual": row("servers", "`node:http`, server's CPU a request, actual", BY_HAND, { atMost: 1.05 }),
  "node-preflight": row("servers", "the same, a preflight", "204 with the same headers", { atMost: 1.05 }),
  "node-bare": row("servers", "the same, actual", "no CORS at all", { reported: true }),
  ...framework("express", "`cors`"),
  ...framework("fastify", "`@fastify/cors`"),
  ...framework("koa", "`@koa/cors`"),
  ...framework("hono", "`hono/cors`", { atLeast: 2.5 }),
  ...framework("hapi", "its own `cors` option", { atMost: 1.2 }, { atMost: 1.2 }),
  ...framework("h3", "its own `handleCors`"),
};

/** @type {Readonly<Record<string, Target>>} */
const BROWSER = {
  "fetch-undici": row(
    "simulated-browser",
    "`page.fetch`, a simple request to a handler",
    "undici's `fetch` on its MockAgent",
    {
      atMost: 1,
    },
  ),
  "fetch-jsdom": row("simulated-browser", "the same", "jsdom's XMLHttpRequest on it", { atLeast: 10 }),
  "fetch-happy-dom": row("simulated-browser", "the same", "happy-dom's `fetch`, on loopback", { atLeast: 10 }),
  "fetch-cached-preflight": row("simulated-browser", "the same with a preflight that is cached", "without one", {
    atMost: 1.2,
  }),
  "fetch-sent-preflight": row("simulated-browser", "the same with a preflight that is sent", "without one", {
    reported: true,
  }),
};

/** @type {Readonly<Record<string, Target>>} */
const LOADING = {
  "load-slim": row("load-time", "`import` of `crossorigin/slim` and `/express`", "`import 'cors'`", { atMost: 3 }),
  "load-full": row("load-time", "`import` of `crossorigin` and `/express`", "`import 'cors'`", { reported: true }),
  "start-version": row("start-up", "`crossorigin --version`, start to end", "`node -e 0`", { atMost: 1.5 }),
  "start-check": row("start-up", "`crossorigin check` on loopback, start to end", "`node -e 0`", { atMost: 2.5 }),
};

/** @type {Readonly<Record<string, Target>>} */
const DROP_INS = {
  ...dropIn("cors", "`cors`"),
  ...dropIn("fastify-cors", "`@fastify/cors`"),
  ...dropIn("koa-cors", "`@koa/cors`"),
  ...dropIn("hono-cors", "`hono/cors`"),
};

/** In the order in which they are told. */
export const TARGETS = { ...ENGINE, ...SERVERS, ...DROP_INS, ...BROWSER, ...LOADING };

/**
 * What was measured, beside what is to be reached.
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {string} what
 * @property {string} against
 * @property {number} ratio
 * @property {readonly [low: number, high: number]} spread
 * @property {string} reach
 * @property {boolean | undefined} reached `undefined` where nothing is to be reached
 */

/**
 * The rows of the table, for what was measured.
 *
 * @param {Readonly<Record<string, import("./harness.mjs").Figure>>} figures by the names of targets
 * @returns {Result[]}
 * @throws Error for a figure that has no row
 */
export function resultsOf(figures) {
  const unknown = Object.keys(figures).filter((name) => !Object.hasOwn(TARGETS, name));
  if (unknown.length > 0) throw new Error(`There is no row for ${unknown.join(", ")}.`);
  return Object.entries(TARGETS).flatMap(([name, { what, against, reach }]) => {
    const figure = figures[name];
    if (figure === undefined) return [];
    return [{ name, what, against, ...figure, reach: describe(reach), reached: isReached(reach, figure) }];
  });
}

/**
 * @param {Reach} reach
 * @param {import("./harness.mjs").Figure} figure
 */
function isReached(reach, { ratio, spread }) {
  // As it is shown: what is written as 1.00 is 1.
  const shown = Math.round(ratio * 100) / 100;
  if ("atMost" in reach) return shown <= reach.atMost;
  if ("atLeast" in reach) return shown >= reach.atLeast;
  return "notSlower" in reach ? spread[0] <= 1 : undefined;
}

/** @param {Reach} reach */
function describe(reach) {
  if ("atMost" in reach) return `at most ${reach.atMost}${reach.unit === undefined ? "" : ` ${reach.unit}`}`;
  if ("atLeast" in reach) return `${reach.atLeast} times cheaper`;
  return "notSlower" in reach ? "not slower" : "";
}

/**
 * @param {string} benchmark
 * @param {string} what
 * @param {string} against
 * @param {Reach} reach
 * @returns {Target}
 */
function row(benchmark, what, against, reach) {
  return { benchmark, what, against, reach };
}

/**
 * @param {string} name
 * @param {string} peer
 * @param {Reach} actual
 * @param {Reach} preflight
 * @returns {Record<string, Target>}
 */
function framework(name, peer, actual = { notSlower: true }, preflight = { notSlower: true }) {
  return {
    [`${name}-actual`]: row("servers", `${name}, server's CPU a request, actual`, `${name} with ${peer}`, actual),
    [`${name}-preflight`]: row("servers", `${name}, a preflight`, `${name} with ${peer}`, preflight),
  };
}

/**
 * @param {string} entry
 * @param {string} library
 * @returns {Record<string, Target>}
 */
function dropIn(entry, library) {
  const what = `\`crossorigin/compat/${entry}\``;
  return {
    [`drop-in-${entry}-actual`]: row("drop-ins", `${what}, an actual request`, library, { notSlower: true }),
    [`drop-in-${entry}-preflight`]: row("drop-ins", `${what}, a preflight`, library, { notSlower: true }),
  };
}
