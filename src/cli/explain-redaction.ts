import type { HeaderLine } from "../browser/index.ts";
import { TELLING, withMarkedSecrets } from "./secrets.ts";

/** What stands where a secret was. */
const REDACTED = "<redacted>";

/** Headers that are secret as a whole. */
const SECRET: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** Names that look like it and carry none: what a preflight lists are names, too. */
const HARMLESS = /^access-control-/i;

/** Whether a header's value is nobody else's business. */
function isSecretHeader(name: string): boolean {
  return SECRET.has(name.toLowerCase()) || (TELLING.test(name) && !HARMLESS.test(name));
}

/** A header line without its secret. Of `Authorization` the scheme is left. */
export function withoutSecret([name, value]: HeaderLine): HeaderLine {
  if (!isSecretHeader(name) || value === "") return [name, value];
  const scheme = /^authorization$|^proxy-/i.test(name) ? /^[A-Za-z]+(?= )/.exec(value)?.[0] : undefined;
  return [name, scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`];
}

/** A text without user names, passwords and keys in the URLs of it. */
export function withoutUrlSecrets(text: string): string {
  return withMarkedSecrets(text, REDACTED).replaceAll("(hidden)", REDACTED);
}

/** The same for every text in a value that JSON can hold. */
export function withoutSecretsWithin(value: unknown): unknown {
  if (typeof value === "string") return withoutUrlSecrets(value);
  if (Array.isArray(value)) return value.map(withoutSecretsWithin);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutSecretsWithin(one)]));
}
