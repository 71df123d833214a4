import type { Exchange, HeaderLine } from "../browser/index.ts";
import type { Diagnosis } from "../diagnosis/index.ts";

/** What stands where a secret was. */
const HIDDEN = "(hidden)";

/** What is left of a value: enough to see that it went along, and under which terms. */
const KNOWN: Readonly<Record<string, (value: string) => string>> = {
  authorization: withoutCredentials,
  "proxy-authorization": withoutCredentials,
  cookie: (value) =>
    value
      .split(";")
      .map((pair) => withoutValue(pair.trim()))
      .join("; "),
  "set-cookie": (value) => {
    const [pair = "", ...attributes] = value.split(";");
    return [withoutValue(pair), ...attributes].join(";");
  },
};

/** Names of other headers, and of parameters of a URL, in which people send keys. */
export const TELLING =
  /api-?_?key|token|secret|passw|pwd|session-?_?id|credential|signature|^sig$|^auth$|^key$|^code$/i;

/** Names that look like it and carry none: what a preflight lists are names, too. */
const HARMLESS = /^access-control-/i;

/** Takes secrets out of what is shown. */
export class Redactor {
  readonly #isOff: boolean;

  /** @param isOff whether the user has asked to see them */
  constructor(isOff: boolean) {
    this.#isOff = isOff;
  }

  /** A header's value, fit to be shown to others. */
  value(name: string, value: string): string {
    if (this.#isOff) return value;
    const key = name.toLowerCase();
    const hide = Object.hasOwn(KNOWN, key) ? KNOWN[key] : undefined;
    if (hide !== undefined) return hide(value);
    return TELLING.test(name) && !HARMLESS.test(name) && value !== "" ? HIDDEN : this.text(value);
  }

  /** A text without user names, passwords and keys in the URLs of it. */
  text(text: string): string {
    return this.#isOff ? text : withMarkedSecrets(text, HIDDEN);
  }

  /** What came of it, with the texts of browsers. Fixes hold nothing but origins, methods and names. */
  diagnosis(diagnosis: Diagnosis): Diagnosis {
    return { ...(this.#within(diagnosis) as Diagnosis), fixes: diagnosis.fixes };
  }

  #within(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#within(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#within(one)]));
  }

  line([name, value]: HeaderLine): HeaderLine {
    return [name, this.value(name, value)];
  }

  /** What was compared, where that may be a cookie. */
  step(step: Exchange["steps"][number]): Exchange["steps"][number] {
    const { found, name } = step;
    if (found === undefined || found === null) return step;
    return { ...step, found: name === "cookies-sent" ? this.value("cookie", found) : this.text(found) };
  }
}

/** A text without user names, passwords and keys in the URLs of it; `mark` stands in their place. */
export function withMarkedSecrets(text: string, mark: string): string {
  return text
    .replace(/\/\/[^/?#@\s'"]*@/g, `//${mark}@`)
    .replace(/([?&;#])([\w.~%-]{1,100})=([^&#\s'"]+)/g, (whole, before: string, name: string) =>
      TELLING.test(name) ? `${before}${name}=${mark}` : whole,
    );
}

function withoutCredentials(value: string): string {
  return value.includes(" ") ? `${value.slice(0, value.indexOf(" "))} ${HIDDEN}` : HIDDEN;
}

function withoutValue(pair: string): string {
  const equals = pair.indexOf("=");
  return equals === -1 ? HIDDEN : `${pair.slice(0, equals)}=${HIDDEN}`;
}
