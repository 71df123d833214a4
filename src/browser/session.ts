import type { CookieStore } from "./cookies.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import type { Rules } from "./rules.ts";
import type { Trace } from "./trace.ts";
import type { Transport } from "./wire.ts";

/** What one exchange runs with: the browser's state, and what is written down about this exchange. */
export interface Session {
  readonly rules: Rules;
  readonly transport: Transport;
  readonly cache: PreflightCache;
  readonly cookies: CookieStore | undefined;
  /** User name and password that the user gave for an origin, as `user:password`. */
  readonly authentication: Readonly<Record<string, string>>;
  /** Bytes of the page's keepalive requests that are under way. */
  readonly keepalive: { inFlight: number };
  /** Longest wait for an answer, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly trace: Trace;
}
