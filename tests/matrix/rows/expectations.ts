import { OTHER, PAGE, STRANGER } from "../policies.ts";
import type { Lines, MatrixRow } from "../row.ts";

export const VARY = ["Origin"];
export const VARY_PREFLIGHT = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];

/** What an allowed page gets from the policy `named`. */
const GRANT: Lines = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Expose-Headers", "ETag"],
];
const PREFLIGHT_GRANT: Lines = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "Content-Type, X-A"],
  ["Access-Control-Max-Age", "600"],
];
export const PUBLIC_GRANT: Lines = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Expose-Headers", "ETag"],
];
export const NARROW_GRANT: Lines = [["Access-Control-Allow-Origin", OTHER]];

export const FROM_PAGE: Lines = [["Origin", PAGE]];
export const FROM_OTHER: Lines = [["Origin", OTHER]];
export const FROM_STRANGER: Lines = [["Origin", STRANGER]];

export const GRANTED = { mount: "named", headers: FROM_PAGE, cors: GRANT, vary: VARY } as const;
export const REFUSED = { mount: "named", headers: FROM_STRANGER, cors: [], vary: VARY } as const;
export const PREFLIGHT_GRANTED = { status: 204, cors: PREFLIGHT_GRANT, vary: VARY_PREFLIGHT, body: "" } as const;
export const PREFLIGHT_REFUSED = { status: 403, cors: [], vary: VARY_PREFLIGHT, body: "" } as const;

/** A preflight on the route that answers `ok`, which it must not reach. */
export function preflight(
  method: string,
  headers?: string,
  origin: string = PAGE,
): Pick<MatrixRow, "mount" | "route" | "method"> & { readonly headers: Lines } {
  const asked: Lines = headers === undefined ? [] : [["Access-Control-Request-Headers", headers]];
  const lines: Lines = [["Origin", origin], ["Access-Control-Request-Method", method], ...asked];
  return { mount: "named", route: "ok", method: "OPTIONS", headers: lines };
}
