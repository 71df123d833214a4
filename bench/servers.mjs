// What a server's process pays for a request, client and server in processes of their own; two servers take turns.
import { isPinned, startChild } from "./child.mjs";
import { inTurn, median, ratioOf } from "./harness.mjs";
import { APP } from "./served.mjs";
import { TARGETS } from "./targets.mjs";

/** What a server has answered before anything counts. */
const WARM_UP = 4_000;
/** Requests of a turn, for each millisecond that a turn is to take. */
const REQUESTS_A_MILLISECOND = 25;

const FRAMEWORKS = ["express", "fastify", "koa", "hono", "hapi", "h3"];

/**
 * By the names of targets: which of a framework's servers is compared with which, and by what request.
 *
 * @type {readonly (readonly [target: string, framework: string, other: string, kind: string])[]}
 */
const PAIRS = [
  ["node-actual", "node", "by hand", "actual"],
  ["node-preflight", "node", "by hand", "preflight"],
  ["node-bare", "node", "nothing", "actual"],
  ...FRAMEWORKS.flatMap((framework) =>
    ["actual", "preflight"].map((kind) => /** @type {const} */ ([`${framework}-${kind}`, framework, "peer", kind])),
  ),
];

/** @type {import("./harness.mjs").Benchmark} */
export async function servers(pace) {
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  /** @type {(readonly [string, ...number[]])[]} */
  const rows = [];
  const client = startChild("load.mjs", [], 1);
  try {
    for (const [target, framework, other, kind] of PAIRS) {
      const [own = [], theirs = []] = await compare(client, framework, ["crossorigin", other], kind, pace);
      const cheaper = "atLeast" in (TARGETS[target]?.reach ?? {});
      figures[target] = cheaper ? ratioOf(theirs, own) : ratioOf(own, theirs);
      rows.push([target, 1_000 * median(own), 1_000 * median(theirs)]);
    }
  } finally {
    client.end();
  }
  const where = isPinned ? "on a processor each" : "wherever they are put";
  return {
    title: "servers",
    note: `Microseconds of processor time in the server's process for one request; client and server ${where}.`,
    columns: ["server, request", "crossorigin", "the other"],
    rows,
    figures,
  };
}

/**
 * @param {ReturnType<typeof startChild>} client
 * @param {string} framework
 * @param {readonly string[]} contenders
 * @param {string} kind
 * @param {import("./harness.mjs").Pace} pace
 * @returns {Promise<number[][]>} milliseconds for a request, in each round
 */
async function compare(client, framework, contenders, kind, pace) {
  const count = Math.ceil(pace.milliseconds * REQUESTS_A_MILLISECOND);
  const runners = [];
  try {
    for (const by of contenders) {
      const server = startChild("serve.mjs", [framework, by], 0);
      const runner = { server, port: 0, times: /** @type {number[]} */ ([]) };
      runners.push(runner);
      ({ port: runner.port } = await server.says());
      const { answer } = await client.ask({ port: runner.port, kind, count: Math.min(WARM_UP, 20 * count) });
      assertRight(answer, kind, by);
    }
    for (let round = 0; round < pace.rounds; round += 1) {
      for (const { server, port, times } of inTurn(runners, round)) {
        const { used: before } = await server.ask({});
        await client.ask({ port, kind, count });
        const { used: after } = await server.ask({});
        times.push((after - before) / count);
      }
    }
  } finally {
    for (const { server } of runners) server.end();
  }
  return runners.map(({ times }) => times);
}

/**
 * That a server answers what it is to be measured for.
 *
 * @param {string} answer
 * @param {string} kind
 * @param {string} by
 */
function assertRight(answer, kind, by) {
  const isAnswered = kind === "actual" ? answer.endsWith("Hello") : /^HTTP\/1.1 20[04] /.test(answer);
  const isAllowed = new RegExp(`^access-control-allow-origin: ${APP}\r$`, "im").test(answer);
  if (!isAnswered || isAllowed !== (by !== "nothing")) throw new Error(`To ${kind}, by ${by}:\n${answer}`);
}
