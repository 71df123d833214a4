import type { FetchRequest } from "./fetch-request.ts";
import { getHeader } from "./header-list.ts";
import { splitHeaderValue } from "./header-value.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import type { Trace } from "./trace.ts";
import type { HeaderLine } from "./wire.ts";

/**
 * Whether the page may see how long this response took.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-tao-check
 */
export function timingAllowCheck(request: FetchRequest, headers: readonly HeaderLine[], trace: Trace): boolean {
  // 1-2. Once refused, always refused: the time of one hop is part of the whole.
  if (request.timingAllowFailed) return false;

  // 3-5. The page's origin, or everybody.
  const value = getHeader(headers, "timing-allow-origin");
  const members = value === null ? [] : splitHeaderValue(value);
  const named = members.includes("*") || members.includes(serializeRequestOrigin(request));

  // 6-7. The page's own server need not say so.
  const passed = named || request.tainting === "basic";
  if (value !== null) trace.note("timing-allow-origin", { found: value, expected: passed ? "allowed" : "not allowed" });
  return passed;
}
