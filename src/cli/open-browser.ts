import { isIP } from "node:net";
import type { BrowserOptions, CookieJar, Page } from "../browser/index.ts";
import type { CheckRequest } from "./check-request.ts";
import { UsageError } from "./usage-error.ts";

/** A browser, whichever entry it came from. */
interface AnyBrowser {
  page(url: string): Page;
}

/** Makes a browser of its own for each profile, with nothing kept from another. */
export type OpenBrowser = (options: BrowserOptions) => AnyBrowser;

/**
 * The simulated browser for a page; the list of public suffixes comes along only where it can tell sites apart.
 *
 * @param from the page's origin
 */
export async function loadBrowser(from: string): Promise<OpenBrowser> {
  if (needsSuffixes(from)) {
    const { Browser } = await import("../browser/index.ts");
    return (options) => new Browser(options);
  }
  const { Browser } = await import("../browser/slim.ts");
  return (options) => new Browser({ ...options, publicSuffixOf: lastLabel });
}

/** Whether another host can be of the page's site: not with an address, nor with a name of one label, nor under `localhost`. */
function needsSuffixes(from: string): boolean {
  const host = URL.canParse(from) ? new URL(from).hostname : "";
  return host.includes(".") && !host.endsWith(".localhost") && isIP(host) === 0;
}

/** What the list says of a name that it does not know. */
function lastLabel(host: string): string {
  return host.slice(host.lastIndexOf(".") + 1);
}

/**
 * The cookies that the browser has when the page asks; `undefined` when there are none and none can come.
 *
 * @throws UsageError for a cookie that no browser keeps for this URL
 */
export async function openJar({ cookies, credentials, url }: CheckRequest): Promise<CookieJar | undefined> {
  if (cookies.length === 0 && credentials !== "include") return undefined;
  // 100 kB, which few checks need.
  const { CookieJar: Jar } = await import("tough-cookie");
  const jar = new Jar();
  for (const line of cookies) {
    try {
      if (!line.includes("=")) throw new Error("it has no name and value");
      // oxlint-disable-next-line no-await-in-loop
      await jar.setCookie(line, url, { http: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const name = line.split("=", 1)[0] ?? "";
      throw new UsageError(
        `--cookie '${name}=...' is not kept for ${new URL(url).host}: ${why}. Write 'name=value; SameSite=None; Secure'.`,
      );
    }
  }
  return jar;
}
