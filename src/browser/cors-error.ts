import type { Exchange } from "./exchange.ts";
import { REASONS, type ReasonCode } from "./reason-registry.ts";
import type { Phase } from "./reason.ts";

/** Known to every copy of this package, so that two of them in one tree understand each other. */
const BRAND: unique symbol = Symbol.for("crossorigin.CorsError");

/** An exchange that the page got no response from. */
type FailedExchange = Exchange & { readonly code: ReasonCode; readonly phase: Phase; readonly hop: number };

/**
 * What `page.fetch()` rejects with when the page does not get its answer. A `TypeError`, as in a browser, which however
 * says why. Recognise it with `isCorsError`.
 */
export class CorsError extends TypeError {
  override readonly name = "CorsError";
  readonly [BRAND] = true;
  /** Chromium's name for it, or ours where Chromium has none. */
  readonly code: ReasonCode;
  readonly phase: Phase;
  /** Which of the redirected requests failed; the first is 0. */
  readonly hop: number;
  /** The value, method, header name or port that decided. */
  declare readonly parameter?: string;
  /** All that happened until then. */
  readonly exchange: Exchange;

  constructor(exchange: FailedExchange) {
    const { code, phase, hop, parameter, cause } = exchange;
    super(describe(exchange), cause === undefined ? {} : { cause });
    this.code = code;
    this.phase = phase;
    this.hop = hop;
    if (parameter !== undefined) this.parameter = parameter;
    this.exchange = exchange;
  }
}

/** Whether an exchange gave the page no response. */
export function isFailed(exchange: Exchange): exchange is FailedExchange {
  return exchange.code !== undefined;
}

/** Whether something that was caught is a `CorsError`, also one of another copy of this package. */
export function isCorsError(value: unknown): value is CorsError {
  return value instanceof TypeError && Reflect.get(value, BRAND) === true;
}

/** Longest piece of a stranger's text in a message, in characters. */
const LONGEST_PIECE = 200;

function describe({ code, phase, hop, parameter, wire }: FailedExchange): string {
  const asked = wire.findLast((entry) => entry.hop === hop)?.request;
  const where = asked === undefined ? "" : ` (${phase} of ${asked.url})`;
  const what = parameter === undefined ? "" : ` ${JSON.stringify(parameter.slice(0, LONGEST_PIECE))}`;
  return `${code}${what}: ${REASONS[code].title}${where}`;
}
