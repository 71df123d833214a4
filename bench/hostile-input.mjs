// What a policy does with headers that a stranger has filled up. Work that grows faster than the text would show as a ratio
// above that of the sizes; that it does not is counted, not timed, in tests/package/cost.test.ts.
import { definePolicy } from "crossorigin";
import { measure, median, ratioOf } from "./harness.mjs";

const ORIGIN = "https://app.example.com";
const KILOBYTES = [1, 2, 4, 8, 16];
const FILLINGS = { spaces: " ", commas: ",", "a,": "a,", letters: "a" };

const SHARED = { origins: [ORIGIN, "https://**.example.net"], methods: ["PUT"] };
const POLICIES = {
  "listed headers": definePolicy({ ...SHARED, allowHeaders: ["a", "Content-Type", "X-Token"] }),
  "any header": definePolicy({ ...SHARED, allowHeaders: "*" }),
  "any header, credentials": definePolicy({ ...SHARED, allowHeaders: "*", credentials: true }),
};
/** What is granted by each of them. */
const ORDINARY = preflight(ORIGIN, "a,content-type,x-token");

/** @type {Readonly<Record<string, (text: string) => import("crossorigin").CorsRequest>>} */
const REQUESTS = {
  "Access-Control-Request-Headers": (text) => preflight(ORIGIN, text),
  Origin: (text) => preflight(text, "content-type"),
};

/** The first of them; what it costs beside others decides about the targets. */
const [HEADERS_ASKED] = Object.keys(REQUESTS);

/** @type {import("./harness.mjs").Benchmark} */
export function hostileInput(pace) {
  let [whole, dearest, growth] = [NOTHING, NOTHING, NOTHING];
  const rows = casesOf().map(({ name, isTarget, policy, toRequest, unit }) => {
    const sized = KILOBYTES.map((size) => deciding(policy, toRequest(fill(unit, size))));
    const [ordinary = [], ...times] = measure([deciding(policy, ORDINARY), ...sized], pace);
    const figures = times.map((time) => ratioOf(time, ordinary));
    if (isTarget) whole = dearer(whole, figures.at(-1));
    for (const [at, figure] of isTarget ? figures.entries() : []) {
      if (dearer(dearest, figure) === dearest) continue;
      dearest = figure;
      if (at > 0) growth = ratioOf(times[at], times[at - 1]);
    }
    return /** @type {const} */ ([name, ...times.map((time) => median(time) / median(ordinary))]);
  });
  return {
    title: "decide on hostile headers",
    note: "In costs of a preflight with 3 headers that is granted: what doubles from column to column is linear.",
    columns: ["what is filled, with what", ...KILOBYTES.map((size) => `${size} kB`)],
    rows,
    figures: { "hostile-headers": whole, "hostile-dearest": dearest, "hostile-growth": growth },
  };
}

/** @type {import("./harness.mjs").Figure} */
const NOTHING = { ratio: 0, spread: [0, 0] };

/**
 * @param {import("./harness.mjs").Figure} one
 * @param {import("./harness.mjs").Figure} [other]
 */
function dearer(one, other = NOTHING) {
  return other.ratio > one.ratio ? other : one;
}

/** The header with a bound of its own with every policy and every filling; an Origin is looked up before any list is read. */
function casesOf() {
  return Object.entries(REQUESTS).flatMap(([header, toRequest]) =>
    Object.entries(POLICIES)
      .slice(0, header === HEADERS_ASKED ? undefined : 1)
      .flatMap(([allowed, policy]) =>
        Object.entries(FILLINGS).map(([filling, unit]) => {
          const name = `${header}, ${filling}, ${allowed}`;
          return { name, isTarget: header === HEADERS_ASKED, policy, toRequest, unit };
        }),
      ),
  );
}

/**
 * @param {import("crossorigin").Policy} policy
 * @param {import("crossorigin").CorsRequest} request
 */
function deciding(policy, request) {
  return () => policy.decide(request);
}

/**
 * @param {string} origin
 * @param {string} requestHeaders
 * @returns {import("crossorigin").CorsRequest}
 */
function preflight(origin, requestHeaders) {
  return { method: "OPTIONS", origin, requestMethod: "PUT", requestHeaders };
}

/**
 * A text as it comes from the network, in one piece: what JavaScript has put together is a tree of pieces.
 *
 * @param {string} unit
 * @param {number} kilobytes
 */
function fill(unit, kilobytes) {
  return Buffer.from(unit.repeat((kilobytes * 1024) / unit.length), "latin1").toString("latin1");
}
