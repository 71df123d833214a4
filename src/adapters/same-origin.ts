/**
 * Whether page and server share an origin, as far as a server can know: the browser's word, else the hosts compared. Only for
 * reports, as anybody can send anything.
 *
 * @param site `Sec-Fetch-Site`
 * @param host `Host`, or what stands for it
 * @returns `undefined` without an origin
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isSameOrigin(
  origin: string | undefined,
  site: string | undefined,
  host: string | undefined,
): boolean | undefined {
  if (origin === undefined) return undefined;
  if (site === "same-origin" || site === "same-site" || site === "cross-site") return site === "same-origin";
  const start = origin.indexOf("://");
  return start !== -1 && host !== undefined && origin.slice(start + 3) === host.toLowerCase();
}
