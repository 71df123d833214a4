import type { BrowserOptions } from "./browser-options.ts";
import { BrowserEngine } from "./browser.ts";
import type { PublicSuffixOf } from "./site.ts";

/**
 * A simulated browser without the list of public suffixes: what tells sites apart is the `publicSuffixOf` that it is
 * given. Otherwise as in `crossorigin/browser`.
 */
export class Browser extends BrowserEngine {
  /** @throws TypeError when an option is none that a browser can be made of */
  constructor(options: BrowserOptions & { readonly publicSuffixOf: PublicSuffixOf }) {
    super(options, options?.publicSuffixOf);
  }
}

export * from "./exports.ts";
