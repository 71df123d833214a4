import type { Exchange } from "../browser/exchange.ts";
import { chromiumMessage } from "./chromium-message.ts";
import { firefoxMessage } from "./firefox-message.ts";
import { factsOf, type KnownFacts, type MessageFacts } from "./message-facts.ts";
import { webkitMessage } from "./webkit-message.ts";

/** What each browser's console says; a browser that says nothing is left out. Lines end with a line feed. */
export interface BrowserMessages {
  readonly chromium?: string;
  readonly firefox?: string;
  readonly webkit?: string;
}

/**
 * The message of each browser for a failure, in its own words: Chromium 156, Firefox 153, WebKit 2.50. Where engines look
 * at things in another order, each says what it finds first.
 *
 * Values come from servers: escape them where they are shown.
 *
 * @param failure an exchange of the simulated browser, or the facts themselves
 * @param known what the exchange does not say: the URL when nothing was sent, the page's URL, the author's header names
 * @returns an empty object when nothing failed, or the URL is not known
 * @example
 * const exchange = await page.explain("https://api.example.com/orders");
 * browserMessages(exchange).firefox; // "Cross-Origin Request Blocked: The Same Origin Policy disallows ..."
 */
export function browserMessages(failure: Exchange | MessageFacts, known: KnownFacts = {}): BrowserMessages {
  const facts = "wire" in failure ? factsOf(failure, known) : failure;
  if (facts === undefined) return {};
  const [chromium, firefox, webkit] = [chromiumMessage(facts), firefoxMessage(facts), webkitMessage(facts)];
  return {
    ...(chromium === undefined ? {} : { chromium }),
    ...(firefox === undefined ? {} : { firefox }),
    ...(webkit === undefined ? {} : { webkit }),
  };
}
