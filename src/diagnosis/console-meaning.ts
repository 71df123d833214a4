import { checkAllowOrigin } from "../browser/cors-check.ts";
import { isOkStatus, isRedirectStatus } from "../browser/fetch-response.ts";
import { preflightName, type Phase } from "../browser/reason.ts";
import { Trace } from "../browser/trace.ts";
import type { ConsoleEvent } from "./console-events.ts";
import { isReasonCode, type FailureCode } from "./failure-code.ts";

/** What an event may mean. */
export interface Meaning {
  /** The likeliest first. */
  readonly codes: readonly FailureCode[];
  /** Whether the first is so much likelier that it can be named. */
  readonly likely: boolean;
  readonly certain: boolean;
  readonly phase?: Phase;
}

/** Codes, and whether the first of them can be named. */
type Choice = Pick<Meaning, "codes" | "likely">;

/**
 * What an event means, by all that its line and its neighbours say.
 *
 * @param followed whether Firefox says next that the same request had no answer, as it does after a preflight that failed
 *   and after a redirect that failed
 */
export function meaningOf(event: ConsoleEvent, followed: boolean): Meaning {
  const { row, frame, preflight } = event;
  const { codes, likely } = choose(event, followed);
  const phase = row?.phase ?? (preflight ? "preflight" : frame?.phase) ?? phaseOf(codes);
  return {
    codes,
    likely: likely || codes.length === 1,
    certain: codes.length === 1 && row?.unsure !== true,
    ...(phase === undefined ? {} : { phase }),
  };
}

function choose(event: ConsoleEvent, followed: boolean): Choice {
  const { row, frame, preflight } = event;
  const base = baseChoice(event);
  if (preflight) return { ...base, codes: base.codes.map(doublet) };
  const open = row?.alsoPreflight === true && frame?.phase !== "redirect";
  return open ? withDoublets(event, base.codes, followed) : base;
}

/** The codes as far as status and value tell them apart; of the doublets, the ones without `Preflight`. */
function baseChoice({ row, status, filling }: ConsoleEvent): Choice {
  const codes = row?.codes ?? [];
  if (row?.engine === "firefox" && filling.value !== undefined && codes.includes("AllowOriginMismatch")) {
    return { codes: [mismatch(filling.value)], likely: true };
  }
  // Chromium has a line of its own for a preflight that redirects; the others name the status at most.
  if (row === undefined || row.engine === "chromium" || codes[0] !== "PreflightInvalidStatus") {
    return { codes, likely: false };
  }
  if (typeof status !== "number") return { codes: [...new Set([...codes, REDIRECTED])], likely: false };
  // They do not say whether there was a Location, without which it leads nowhere.
  if (isRedirectStatus(status)) return { codes: [REDIRECTED, "PreflightInvalidStatus"], likely: true };
  return { codes: ["PreflightInvalidStatus"], likely: true };
}

const REDIRECTED: FailureCode = "PreflightDisallowedRedirect";

/** Codes and their doublets, as far as it cannot be told which. */
function withDoublets({ row, frame, status }: ConsoleEvent, base: readonly FailureCode[], followed: boolean): Choice {
  const doublets = base.map(doublet);
  const either = { codes: [...base, ...doublets], likely: false };
  if (row?.engine === "chromium") {
    if (frame !== undefined && frame.past !== true) return { codes: base, likely: true };
    return { ...either, likely: frame !== undefined };
  }
  if (row?.engine === "webkit") {
    // It looks at a preflight's status first, so this is not the line of a preflight with a bad one.
    return typeof status === "number" && !isOkStatus(status) ? { codes: base, likely: false } : either;
  }
  if (row?.engine !== "firefox") return either;
  if (typeof status === "number" && isRedirectStatus(status)) {
    return { codes: [...base, ...doublets, REDIRECTED], likely: false };
  }
  // After another line for the same request it was the preflight, or a redirect, whose status is one.
  return followed ? { codes: [...doublets, ...base], likely: typeof status === "number" } : either;
}

function doublet(code: FailureCode): FailureCode {
  return isReasonCode(code) ? preflightName(code) : code;
}

/** What Chromium calls a value of `Access-Control-Allow-Origin` that does not match. */
function mismatch(value: string): FailureCode {
  // Any origin that is not the value, since that the two differ is known.
  const terms = { origin: `not ${value}`, credentialed: false };
  const reason = checkAllowOrigin([["access-control-allow-origin", value]], terms, new Trace())?.reason;
  return reason?.code ?? "AllowOriginMismatch";
}

/** The phase that all codes share by their names. */
function phaseOf(codes: readonly FailureCode[]): Phase | undefined {
  return codes.length > 0 && codes.every((code) => code.startsWith("Preflight")) ? "preflight" : undefined;
}
