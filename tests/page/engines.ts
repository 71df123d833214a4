import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPlayground, type Playground } from "../../src/playground/server/index.ts";
import { ENGINE_NAMES, type EngineName } from "../engines/engine.ts";
import { prepare } from "../engines/install.ts";

/** Longest wait for all scenarios of one engine, in milliseconds. */
const PATIENCE = 240_000;

/** What a pane says when all is well. */
const AGREES = "✓ The model and this browser agree.";

/** Where an engine does otherwise than the model says, and why that is known. */
const KNOWN: readonly (readonly [engine: EngineName, scenario: RegExp, why: string])[] = [
  ["firefox", /^no-answer$/, "A connection that is closed without an answer makes Firefox ask a second time."],
];

/**
 * Runs every scenario of the playground in a real browser, failing and mended, and compares what its page says of model and
 * browser.
 *
 * @param pageFolder the built page
 * @param names which engines; all when there is none
 * @returns the exit code: 1 when a model was wrong
 */
export async function testPage(pageFolder: string, names: readonly string[]): Promise<number> {
  let failed = false;
  for (const name of ENGINE_NAMES) {
    if (names.length > 0 && !names.includes(name)) continue;
    const reports = await runIn(name, pageFolder);
    const wrong = reports.filter(([scenario, said]) => !isWell(name, scenario, said));
    console.log(`${name}: ${reports.length - wrong.length} of ${reports.length} scenarios as foretold`);
    for (const [scenario, said] of wrong) console.log(`  ${scenario}: ${said}`);
    failed ||= wrong.length > 0 || reports.length < 70;
  }
  return failed ? 1 : 0;
}

function isWell(engine: EngineName, scenario: string, said: string): boolean {
  const [, agreement = ""] = said.split(" | ");
  const panes = agreement.split(" / ").map((pane) => pane.replace(/Change it$/, "").trim());
  const known = KNOWN.some(([name, pattern]) => name === engine && pattern.test(scenario));
  return known || panes.every((pane) => pane === AGREES || pane === "The model makes no prediction here.");
}

/** What the page said of each scenario, in the order of the list. */
async function runIn(name: EngineName, pageFolder: string): Promise<(readonly [scenario: string, said: string])[]> {
  const launch = prepare(name);
  const folder = await mkdtemp(join(tmpdir(), "crossorigin-driven-"));
  let playground: Playground | undefined;
  let engine: Awaited<ReturnType<typeof launch>> | undefined;
  try {
    await cp(pageFolder, folder, { recursive: true });
    await cp(new URL("drive.mjs", import.meta.url), join(folder, "drive.js"));
    const index = join(folder, "index.html");
    const html = await readFile(index, "utf8");
    await writeFile(index, html.replace("</body>", '<script type="module" src="./drive.js"></script></body>'));
    playground = await startPlayground({ pageFolder: folder, apiPort: 0, port: 0 });
    engine = await launch(`${playground.pageOrigin}/`);
    return await reportsOf(playground);
  } finally {
    await engine?.close();
    await playground?.close();
    await rm(folder, { recursive: true });
  }
}

/** Reads the log until the page tells that it is at its end. */
async function reportsOf({ pageOrigin }: Playground): Promise<(readonly [scenario: string, said: string])[]> {
  const reports = new Map<string, string>();
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && !reports.has("end")) {
    await sleep(500);
    for (const path of await loggedPaths(pageOrigin)) {
      const [, scenario, said] = /^\/report\/([^/]+)\/(.*)$/.exec(path) ?? [];
      if (scenario !== undefined && said !== undefined) reports.set(scenario, decodeURIComponent(said));
    }
  }
  return [...reports].filter(([scenario]) => scenario !== "end");
}

/** The paths that the log holds now. */
async function loggedPaths(pageOrigin: string): Promise<string[]> {
  const answer = await fetch(`${pageOrigin}/control/log`);
  let text = "";
  // What there is comes at once, and then nothing until there is something new.
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
  for (;;) {
    const read = await Promise.race([reader.read(), sleep(200)]);
    if (read?.value === undefined) break;
    text += Buffer.from(read.value).toString();
  }
  await reader.cancel();
  return [...text.matchAll(/"path":"([^"]*)"/g)].map(([, path = ""]) => path);
}
