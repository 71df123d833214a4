/** What stands where a secret was. */
const HIDDEN = "(hidden)";

type Hide = (value: string) => string;

/** Headers that carry secrets, and what is left of each: enough to see that they went along, and under which terms. */
const SECRETS: Readonly<Record<string, Hide>> = {
  // A value without a scheme is all secret.
  authorization: (value) => (value.includes(" ") ? `${value.split(" ", 1)[0]} ${HIDDEN}` : HIDDEN),
  cookie: (value) =>
    value
      .split(";")
      .map((pair) => hideValue(pair.trim()))
      .join("; "),
  "set-cookie": (value) => {
    const [pair = "", ...attributes] = value.split(";");
    return [hideValue(pair), ...attributes].join(";");
  },
};

/** A header's value without what nobody else should read. */
export function withoutSecrets(name: string, value: string): string {
  const key = name.toLowerCase();
  return withoutUserInfo(Object.hasOwn(SECRETS, key) ? (SECRETS[key]?.(value) ?? value) : value);
}

/** A text without user name and password of the URLs in it. */
export function withoutUserInfo(text: string): string {
  return text.replace(/\/\/[^/?#@\s]*@/g, `//${HIDDEN}@`);
}

function hideValue(pair: string): string {
  const equals = pair.indexOf("=");
  return equals === -1 ? HIDDEN : `${pair.slice(0, equals)}=${HIDDEN}`;
}
