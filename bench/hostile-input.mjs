// What a policy does with headers that a stranger has filled up. Work that grows faster than the text would show as a ratio
// above that of the sizes; that it does not is counted, not timed, in tests/package/cost.test.ts.
import { definePolicy } from "crossorigin";
import { race } from "./harness.mjs";

const ORIGIN = "https://app.example.com";
const KILOBYTES = [1, 2, 4, 8, 16];
const FILLINGS = { spaces: " ", commas: ",", "a,": "a," };

const SHARED = { origins: [ORIGIN, "https://**.example.net"], methods: ["PUT"], credentials: true };
const POLICIES = {
  "listed headers": definePolicy({ ...SHARED, allowHeaders: ["a", "Content-Type"] }),
  "any header": definePolicy({ ...SHARED, allowHeaders: "*" }),
};

/** @type {Readonly<Record<string, (text: string) => import("crossorigin").CorsRequest>>} */
const REQUESTS = {
  "Access-Control-Request-Headers": (text) => preflight(ORIGIN, text),
  Origin: (text) => preflight(text, "content-type"),
};

/** @type {import("./harness.mjs").Benchmark} */
export function hostileInput(pace) {
  const rows = Object.entries(REQUESTS).flatMap(([header, toRequest]) =>
    Object.entries(POLICIES).flatMap(([name, policy]) =>
      Object.entries(FILLINGS).map(([filling, unit]) => {
        const sized = KILOBYTES.map((size) => deciding(policy, toRequest(fill(unit, size))));
        const contenders = [deciding(policy, preflight(ORIGIN, "content-type")), ...sized];
        const [ordinary = Number.NaN, ...times] = race(contenders, pace);
        const [first = Number.NaN] = times;
        return /** @type {const} */ ([
          `${header}, ${filling}, ${name}`,
          first / ordinary,
          ...times.map((time) => time / first),
        ]);
      }),
    ),
  );
  return {
    title: "decide on hostile headers",
    note: "1 kB against an ordinary preflight; each size against 1 kB: sixteen times is linear, one is a bound.",
    columns: ["what is filled, with what", "1 kB : ordinary", ...KILOBYTES.map((size) => `${size} kB`)],
    rows,
  };
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
