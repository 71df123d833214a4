/**
 * Whether a `Range` value asks for one range that begins at a known byte (`bytes=0-10`, `bytes=5-`), the only form that
 * a page may send to another origin without asking.
 *
 * @param anyCase take `BYTES` for `bytes`
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#simple-range-header-value
 */
export function isSimpleRange(value: string, anyCase: boolean): boolean {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/i.exec(value) ?? [];
  if (first === undefined || last === undefined) return false;
  if (!anyCase && !value.startsWith("bytes")) return false;
  return last === "" || BigInt(first) <= BigInt(last);
}

/** One range in its plainest form, as some engines send it: `BYTES = 05-6` becomes `bytes=5-6`. Anything else stays as it is. */
export function rewriteRange(value: string): string {
  const [, first, last] = /^bytes[\t ]*=[\t ]*(\d*)[\t ]*-[\t ]*(\d*)[\t ]*$/i.exec(value) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return value;
  if (first !== "" && last !== "" && BigInt(first) > BigInt(last)) return value;
  return `bytes=${plainNumber(first)}-${plainNumber(last)}`;
}

function plainNumber(digits: string): string {
  return digits === "" ? "" : String(BigInt(digits));
}
