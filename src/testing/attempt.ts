import type { ProfileName } from "../browser/departures.ts";
import type { Exchange } from "../browser/exchange.ts";

/** What became of a request in one profile. */
export interface ProfileExchange {
  readonly profile: ProfileName;
  readonly exchange: Exchange;
}

/** One request of a page, as every profile that was asked fared with it. */
export interface Attempt {
  /** The page's origin. */
  readonly origin: string;
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** The URL that relative ones are resolved against. */
  readonly base: string;
  /** In the order of the profiles; at least one. */
  readonly exchanges: readonly [ProfileExchange, ...ProfileExchange[]];
}

/** An exchange whose answer the page reads. */
export interface AllowedExchange extends Exchange {
  readonly verdict: "allowed";
  readonly response: Response;
}
