// How long the command takes from its start to its end, against a Node.js that does nothing.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { DIST } from "../scripts/steps.mjs";
import { inTurn, median, ratioOf } from "./harness.mjs";

const COMMAND = join(DIST, "cli", "bin.js");
const NOTHING = "node -e 0";

/** @type {import("./harness.mjs").Benchmark} */
export async function startUp(pace) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise((resolve) => void server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const check = [COMMAND, "check", `http://127.0.0.1:${port}/`, "--from", "http://localhost:3000"];
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const programs = {
    [NOTHING]: ["-e", "0"],
    "crossorigin --version": [COMMAND, "--version"],
    "crossorigin check, in three browsers": check,
    "crossorigin check --profile chromium --no-probe": [...check, "--profile", "chromium", "--no-probe"],
  };
  try {
    const runners = Object.entries(programs).map(([name, args]) => ({
      name,
      args,
      times: /** @type {number[]} */ ([]),
    }));
    // Once for the file system's memory.
    for (const { args } of runners) await run(args);
    for (let round = 0; round < pace.rounds; round += 1) {
      for (const { args, times } of inTurn(runners, round)) times.push(await run(args));
    }
    const [nothing, version, checked] = runners;
    const base = median(nothing?.times ?? []);
    return {
      title: "start-up",
      note: `From start to end, against ${NOTHING}, which takes ${base.toFixed(0)} ms.`,
      columns: ["program", `time : ${NOTHING}`],
      rows: runners.map(({ name, times }) => [name, median(times) / base]),
      figures: {
        "start-version": ratioOf(version?.times, nothing?.times),
        "start-check": ratioOf(checked?.times, nothing?.times),
      },
    };
  } finally {
    await new Promise((resolve) => void server.close(() => resolve(undefined)));
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} milliseconds
 */
function run(args) {
  const before = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: "ignore" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(performance.now() - before);
      else reject(new Error(`${args.join(" ")} ended with ${code}.`));
    });
  });
}
