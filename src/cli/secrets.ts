import type { Exchange, HeaderLine } from "../browser/index.ts";

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

/** Names of other headers in which people send keys. */
const TELLING = /api-?key|token|secret|passw|session-?id|credential/i;

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

  /** A text without user names and passwords in the URLs of it. */
  text(text: string): string {
    return this.#isOff ? text : text.replace(/\/\/[^/?#@\s]*@/g, `//${HIDDEN}@`);
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

function withoutCredentials(value: string): string {
  return value.includes(" ") ? `${value.slice(0, value.indexOf(" "))} ${HIDDEN}` : HIDDEN;
}

function withoutValue(pair: string): string {
  const equals = pair.indexOf("=");
  return equals === -1 ? HIDDEN : `${pair.slice(0, equals)}=${HIDDEN}`;
}
