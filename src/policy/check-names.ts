import {
  isCorsResponseHeaderName,
  isForbiddenRequestHeaderName,
  isForbiddenResponseHeaderName,
} from "../standard/header-name.ts";
import { isForbiddenMethod, normalizeMethod } from "../standard/method.ts";
import { isToken } from "../standard/token.ts";
import type { Fault } from "./problem.ts";

/** What is wrong with an entry of `methods`. */
export function methodFault(method: string): Fault | undefined {
  if (method === "*") return undefined;
  if (!isToken(method)) return { code: "InvalidMethod" };
  if (isForbiddenMethod(method)) return { code: "ForbiddenMethod" };
  const normalized = normalizeMethod(method);
  if (normalized !== method) return { code: "MethodNotNormalized", hint: normalized };
  const upperCase = method.toUpperCase();
  return upperCase === method ? undefined : { code: "LowerCaseMethod", hint: upperCase };
}

/** What is wrong with an entry of `allowHeaders`. */
export function requestHeaderFault(header: string): Fault | undefined {
  if (header === "*") return undefined;
  if (!isToken(header)) return { code: "InvalidHeaderName" };
  const name = header.toLowerCase();
  if (isForbiddenRequestHeaderName(name)) return { code: "ForbiddenRequestHeader" };
  return isCorsResponseHeaderName(name) ? { code: "ResponseHeaderAsRequestHeader" } : undefined;
}

/** Names of the protocol that a page gains nothing from reading; the two that carry its verdict may be exposed. */
const POINTLESS_TO_EXPOSE: ReadonlySet<string> = new Set([
  "origin",
  "access-control-request-method",
  "access-control-request-headers",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-max-age",
]);

/** What is wrong with an entry of `exposeHeaders`. The wildcard is a token as any name. */
export function responseHeaderFault(header: string): Fault | undefined {
  if (!isToken(header)) return { code: "InvalidHeaderName" };
  const name = header.toLowerCase();
  if (isForbiddenResponseHeaderName(name)) return { code: "ForbiddenResponseHeader" };
  return POINTLESS_TO_EXPOSE.has(name) ? { code: "ProtocolHeaderExposed" } : undefined;
}
