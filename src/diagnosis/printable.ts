/** Most characters of one piece of a stranger's text. */
const LONGEST = 300;

/**
 * A text that a stranger wrote, fit to be shown: what could move a cursor, colour a terminal or turn the direction of
 * writing is written out, what is too long is cut, and user names and passwords in URLs are hidden.
 */
export function printable(text: string): string {
  const shown = text
    .slice(0, LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, writtenOut)
    .replace(/\/\/[^/?#@\s]*@/g, "//(hidden)@");
  return text.length > LONGEST ? `${shown}… (${text.length} characters)` : shown;
}

function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Headers of which only the name and what follows the first mark is shown, as the rest is a secret. */
const SECRET: Readonly<Record<string, (value: string) => string>> = {
  authorization: (value) => (value.includes(" ") ? `${value.slice(0, value.indexOf(" "))} (hidden)` : "(hidden)"),
  cookie: () => "(hidden)",
  "set-cookie": (value) => {
    const [pair = "", ...attributes] = value.split(";");
    const name = pair.includes("=") ? `${pair.slice(0, pair.indexOf("="))}=` : "";
    return [`${name}(hidden)`, ...attributes].join(";");
  },
};

/** A header line, fit to be shown. */
export function printableLine(name: string, value: string): string {
  const key = name.toLowerCase();
  const hide = Object.hasOwn(SECRET, key) ? SECRET[key] : undefined;
  return `${printable(name)}: ${printable(hide === undefined ? value : hide(value))}`.trimEnd();
}
