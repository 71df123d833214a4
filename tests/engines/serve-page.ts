import type { Origins, Scenario } from "./scenario.ts";

/** A scenario that a page is to run. */
export interface Job {
  readonly id: string;
  readonly scenario: Scenario;
}

/**
 * Behaves towards the servers as the page in a browser does, without one: takes scenarios, and tells what came of them.
 * Ends when the signal aborts.
 *
 * @param run what comes of some scenarios, in order: the body of the answer
 */
export async function servePage(
  pageUrl: string,
  run: (jobs: readonly Job[], origins: Origins) => Promise<readonly unknown[]>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const html = await (await fetch(pageUrl, { signal })).text();
    const written = /data-origins="([^"]*)"/.exec(html)?.[1] ?? "";
    const origins = JSON.parse(written.replaceAll("&quot;", '"')) as Origins;
    const session = new URL(pageUrl).searchParams.get("k");
    for (;;) {
      const next = await fetch(`${origins.S}/control/next?k=${session}`, { signal });
      const body = JSON.stringify(await run((await next.json()) as Job[], origins));
      await fetch(`${origins.S}/control/done?k=${session}`, { method: "POST", body, signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
