import { publicSuffixOf } from "../standard/public-suffix.ts";

import type { BrowserOptions } from "./browser-options.ts";
import { BrowserEngine } from "./browser.ts";

/**
 * A simulated browser: it asks, follows, refuses and tells as a browser does, by the Fetch standard or as one of three
 * engines.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/
 * @example
 * const browser = new Browser({ transport: network(), profile: "chromium" });
 * const page = browser.page("https://app.example.com");
 * const { verdict, code } = await page.explain("https://api.example.com/orders/1", { method: "DELETE" });
 */
export class Browser extends BrowserEngine {
  /** @throws TypeError when an option is none that a browser can be made of */
  constructor(options: BrowserOptions) {
    super(options, options?.publicSuffixOf ?? publicSuffixOf);
  }
}
