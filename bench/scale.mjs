// What many origins and patterns cost, against few of them and against Express's `cors` with the same array.
import { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { definePolicy } from "crossorigin";
import { added, measure, ratioOf } from "./harness.mjs";
import { inChild } from "./child.mjs";
import { tenants } from "./tenants.mjs";

const cors = createRequire(import.meta.url)("cors");

const ASKED_IN_TURN = 64;

/** @type {import("./harness.mjs").Benchmark} */
export function scale(pace) {
  const peer = againstPeer(pace);
  const patterns = amongPatterns(pace);
  const million = amongMillion(pace);
  const kept = /** @type {Record<string, import("./harness.mjs").Figure>} */ (
    inChild("keep-million.mjs", [`${Math.ceil(pace.rounds / 6)}`])
  );
  return {
    title: "many origins",
    note: "Each against what its row in the table of targets says; seconds and bytes by themselves.",
    columns: ["what", "ratio or figure"],
    rows: [
      ["10,000 origins, cors : decide", peer.ratio],
      ["10,000 patterns : 10", patterns.ratio],
      ["1,000,000 origins : 10", million.ratio],
      ["1,000,000 origins, seconds to define", kept["million-compile"]?.ratio ?? Number.NaN],
      ["1,000,000 origins, bytes each", kept["million-memory"]?.ratio ?? Number.NaN],
    ],
    figures: { "many-exact": peer, "many-patterns": patterns, "million-exact": million, ...kept },
  };
}

/** @param {import("./harness.mjs").Pace} pace */
function againstPeer(pace) {
  const origins = tenants(10_000);
  const last = origins.at(-1) ?? "";
  const policy = definePolicy({ origins });
  const peer = cors({ origin: origins });
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "GET", headers: { origin: last } });
  const contenders = [
    () => policy.decide(actual(last)),
    () => {
      const response = new ServerResponse(request);
      peer(request, response, () => {});
      return response;
    },
    () => {
      const response = new ServerResponse(request);
      response.setHeader("Access-Control-Allow-Origin", last);
      response.setHeader("Vary", "Origin");
      return response;
    },
  ];
  const [own, answered, byHand] = measure(contenders, pace);
  return ratioOf(added(answered, byHand), own);
}

/** @param {import("./harness.mjs").Pace} pace */
function amongPatterns(pace) {
  const [few, many] = [10, 10_000].map((length) => {
    const origins = tenants(length).map((origin) => origin.replace("://", "://*."));
    return { policy: definePolicy({ origins }), origins };
  });
  return ratioOf(...inPairs(many, few, pace));
}

/** @param {import("./harness.mjs").Pace} pace */
function amongMillion(pace) {
  const [few, many] = [10, 1_000_000].map((length) => {
    const origins = tenants(length);
    return { policy: definePolicy({ origins }), origins };
  });
  return ratioOf(...inPairs(many, few, pace));
}

/**
 * @typedef {object} Sized
 * @property {import("crossorigin").Policy} policy
 * @property {readonly string[]} origins
 */

/**
 * The times of two policies, each asked for its own origins.
 *
 * @param {Sized | undefined} many
 * @param {Sized | undefined} few
 * @param {import("./harness.mjs").Pace} pace
 * @returns {[number[], number[]]}
 */
function inPairs(many, few, pace) {
  const [ofMany = [], ofFew = []] = measure([many, few].map(asking), pace);
  return [ofMany, ofFew];
}

/**
 * Asks for origins all over the list, in turn: as they come from the network, not the very texts that are in the policy.
 *
 * @param {Sized | undefined} sized
 */
function asking(sized) {
  if (sized === undefined) throw new Error("There is no policy.");
  const { policy, origins } = sized;
  const requests = Array.from({ length: ASKED_IN_TURN }, (_, index) => {
    const origin = origins[Math.floor((index * origins.length) / ASKED_IN_TURN)] ?? "";
    return actual(Buffer.from(origin.replace("*.", "www."), "latin1").toString("latin1"));
  });
  if (!requests.every((request) => policy.decide(request).allowed)) throw new Error("An origin was refused.");
  let at = 0;
  return () => {
    at = (at + 1) % ASKED_IN_TURN;
    return policy.decide(/** @type {import("crossorigin").CorsRequest} */ (requests[at]));
  };
}

/**
 * @param {string} origin
 * @returns {import("crossorigin").CorsRequest}
 */
function actual(origin) {
  return { method: "GET", origin, requestMethod: undefined, requestHeaders: undefined };
}
