import { isToken } from "./token.ts";

/**
 * The methods that a page may use without asking: no preflight is sent because of them, and no answer needs to list
 * them. Compared byte by byte.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-safelisted-method
 */
const SAFELISTED: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** Methods that no page can send, in any case of letters. */
const FORBIDDEN: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

/** The only methods whose letters a browser turns to upper case; every other one goes out as it was written. */
const NORMALIZED: ReadonlySet<string> = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

/** Whether a page may send this method to any origin without permission: exactly `GET`, `HEAD` or `POST`. */
export function isSafelistedMethod(method: string): boolean {
  return SAFELISTED.has(method);
}

/**
 * Whether no page can send this method: `CONNECT`, `TRACE` and `TRACK`, in any case of letters.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#forbidden-method
 */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN.has(method.toUpperCase());
}

/**
 * The method as a browser puts it on the wire. `put` becomes `PUT`; `patch` stays `patch`, and is another method than
 * `PATCH`.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-method-normalize
 */
export function normalizeMethod(method: string): string {
  const upperCase = method.toUpperCase();
  // Outside ASCII two different texts have one upper case: "poſt" is not POST.
  return NORMALIZED.has(upperCase) && isToken(method) ? upperCase : method;
}
