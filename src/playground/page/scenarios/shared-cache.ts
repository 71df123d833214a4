import { pageRequest } from "../page-request.ts";
import type { Result, Scenario, Step } from "../scenario.ts";
import { answer, type ServerSpec } from "../server-spec.ts";
import { API_ORIGIN, PAGE_ORIGIN } from "../setup.ts";

/** Who visits before this page. */
const SHOP = "https://shop.example";

/** A cache that hands out the answer that was meant for somebody else. */
export const cacheForgets: Scenario = {
  id: "cache-without-vary",
  label: "A cache and no Vary",
  group: "failures",
  title: "Two visitors and a cache: without Vary",
  text: [
    `A page of ${SHOP} asks for the catalogue, and then this page does. Between them and the server stands a cache that both share, as a CDN is; both origins are on the server's list.`,
    "The server answers each with that one's own origin, but does not say that its answer depends on Origin: so the cache hands the first visitor's answer to the second, whose browser refuses it. It works for whoever comes first.",
  ],
  target: API_ORIGIN,
  lesson: {
    see: "It works for one origin and fails for another; a hard reload mends it, for a while.",
    why: "Access-Control-Allow-Origin depends on Origin, and Vary: Origin is missing.",
    mend: "Vary: Origin on every answer, also on those without an Origin: the next scenario.",
    code: "AnswerForAnotherOrigin",
    words: "cdn varnish cloudfront poisoned intermittent",
  },
  steps: [step("This page, second", "no-vary", () => poisoned())],
};

/** The same with the header that mends it. */
export const cacheVaries: Scenario = {
  id: "cache-with-vary",
  label: "The same with Vary",
  group: "failures",
  title: "Two visitors and a cache: with Vary: Origin",
  text: [
    "The same two visitors and the same cache. Now the server says Vary: Origin, and the cache keeps one answer for each origin.",
    "A policy sends Vary whenever its answer could differ, whether this request was allowed or not. A policy for everybody answers * to all, and needs none.",
  ],
  target: API_ORIGIN,
  lesson: {
    see: "Both read the catalogue.",
    why: "The cache compares Origin too, since Vary names it.",
    mend: "Nothing is left to mend.",
    code: "MissingVary",
    words: "cdn varnish cloudfront",
  },
  steps: [step("This page, second", "vary", () => always(answer(200, { "Access-Control-Allow-Origin": PAGE_ORIGIN })))],
};

function step(title: string, kind: string, server: () => ServerSpec): Step {
  return {
    title,
    visitedBefore: SHOP,
    request: (_before, run) => pageRequest({ url: `${API_ORIGIN}/cached/${kind}/${run}` }),
    server,
    says,
  };
}

/** One answer, whatever the path: each run has another. The API's own cache gives it. */
function always(actual: ReturnType<typeof answer>): ServerSpec {
  return { kind: "hand", places: [{ path: "*", preflight: answer(404), actual }], isFixed: true };
}

/** What the cache holds when this page asks. */
function poisoned(): ServerSpec {
  return always(answer(200, { "Access-Control-Allow-Origin": SHOP }));
}

function says({ outcome, seen }: Result): string {
  const cache = seen.at(-1)?.responseHeaders.find(([name]) => name === "X-Cache")?.[1];
  if (outcome.status !== 0) return "The cache asked the server anew, since Origin is another: MISS.";
  return cache === "HIT"
    ? `The cache answered, without the server: HIT. It holds what was meant for ${SHOP}.`
    : "The answer did not come from the cache.";
}
