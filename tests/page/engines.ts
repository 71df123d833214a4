import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPlayground, type Playground } from "../../src/playground/server/index.ts";
import { ENGINE_NAMES, type Engine, type EngineName } from "../engines/engine.ts";
import { prepare } from "../engines/install.ts";
import type { Launch } from "../engines/runner.ts";

/** Longest wait for the next report of an engine, in milliseconds: after that it counts as one that hangs. */
const PATIENCE = 45_000;

/** How often a browser is started before its scenarios count as some that no browser survives. */
const STARTS = 4;

/** At least so many reports make a whole run. */
const FEWEST = 70;

/** What the page's program tells when it is at its end. */
const END = "end";

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
    const begun = performance.now();
    const all = await runIn(name, pageFolder);
    const reports = [...all].filter(([scenario]) => scenario !== END);
    const wrong = reports.filter(([scenario, said]) => !isWell(name, scenario, said));
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${name}: ${reports.length - wrong.length} of ${reports.length} scenarios as foretold, ${seconds} s`);
    for (const [scenario, said] of wrong) console.log(`  ${scenario}: ${said}`);
    const isWhole = all.has(END) && reports.length >= FEWEST;
    if (!isWhole)
      console.log(`  It did not come to its end; the last that it told of was ${reports.at(-1)?.[0] ?? "nothing"}.`);
    failed ||= wrong.length > 0 || !isWhole;
  }
  return failed ? 1 : 0;
}

function isWell(engine: EngineName, scenario: string, said: string): boolean {
  const [, agreement = ""] = said.split(" | ");
  const panes = agreement.split(" / ").map((pane) => pane.replace(/Change it$/, "").trim());
  const known = KNOWN.some(([name, pattern]) => name === engine && pattern.test(scenario));
  return known || panes.every((pane) => pane === AGREES || pane === "The model makes no prediction here.");
}

/** What the page said of each scenario, in the order of the list, and that it came to its end. */
async function runIn(name: EngineName, pageFolder: string): Promise<ReadonlyMap<string, string>> {
  const launch = prepare(name);
  const folder = await mkdtemp(join(tmpdir(), "crossorigin-driven-"));
  const reports = new Map<string, string>();
  let playground: Playground | undefined;
  try {
    await cp(pageFolder, folder, { recursive: true });
    await cp(new URL("drive.mjs", import.meta.url), join(folder, "drive.js"));
    const index = join(folder, "index.html");
    const html = await readFile(index, "utf8");
    await writeFile(index, html.replace("</body>", '<script type="module" src="./drive.js"></script></body>'));
    playground = await startPlayground({ pageFolder: folder, apiPort: 0, port: 0 });
    for (let start = 0; start < STARTS && !reports.has(END); start += 1) {
      const last = [...reports.keys()].at(-1) ?? "";
      if (start > 0) console.error(`${name} is started again, from ${last === "" ? "the beginning" : last}`);
      await hear(launch, `${playground.pageOrigin}/?from=${last}`, playground, reports);
    }
    return reports;
  } finally {
    await playground?.close();
    await rm(folder, { recursive: true });
  }
}

/** Starts a browser and reads the log until the page is at its end, or the browser is: gone, or silent for too long. */
async function hear(
  launch: Launch,
  url: string,
  { pageOrigin }: Playground,
  reports: Map<string, string>,
): Promise<void> {
  let engine: Engine | undefined;
  try {
    engine = await launch(url);
    let heard = performance.now();
    while (!reports.has(END) && performance.now() < heard + PATIENCE) {
      const isGone = await Promise.race([engine.gone.then(() => true), sleep(500).then(() => false)]);
      const before = reports.size;
      for (const path of await loggedPaths(pageOrigin)) {
        const [, scenario, said] = /^\/report\/([^/]+)\/(.*)$/.exec(path) ?? [];
        if (scenario !== undefined && said !== undefined) reports.set(scenario, decodeURIComponent(said));
      }
      if (reports.size > before) heard = performance.now();
      if (isGone) break;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  } finally {
    await engine?.close();
  }
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
