import * as fc from "fast-check";

// Few letters, short names: so that what is generated shares beginnings and ends, which is where clever structures go wrong.

const label = fc.oneof(
  fc.constantFrom("a", "b", "ab", "ba", "aba", "a-b", "a_b", "-", "_", "1", "aa"),
  fc.string({ unit: fc.constantFrom("a", "b", "1", "-", "_"), minLength: 1, maxLength: 5 }),
);
const domain = fc
  .tuple(fc.array(label, { maxLength: 3 }), fc.constantFrom("ab", "ba", "example", "a"))
  .map(([labels, last]) => [...labels, last].join("."));
const scheme = fc.constantFrom("https://", "https://", "http://");
const port = fc.constantFrom("", "", "", ":81", ":8443", ":1");
const affix = fc.string({ unit: fc.constantFrom("a", "b", "-", "_"), maxLength: 3 });

const wildcardHost = fc.oneof(
  domain.map((rest) => `*.${rest}`),
  fc.tuple(label, domain).map(([first, rest]) => `${first}.*.${rest}`),
  domain.map((rest) => `**.${rest}`),
  fc
    .tuple(affix, affix, domain)
    .filter(([before, after]) => before + after !== "")
    .map(([before, after, rest]) => `${before}*${after}.${rest}`),
  fc.tuple(label, affix, domain).map(([first, after, rest]) => `${first}.a*${after}.${rest}`),
);
const singleHost = fc.oneof(domain, fc.constantFrom("localhost", "127.0.0.1", "[::1]", "[::a]", "[a::1:1]"));

/** A sound pattern, of every form there is. */
export const pattern: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(scheme, wildcardHost, port).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.tuple(scheme, singleHost, fc.constantFrom("", ":81", ":8443")).map((p) => p.join("")) },
  { weight: 2, arbitrary: fc.tuple(scheme, singleHost).map((parts) => `${parts.join("")}:*`) },
  { weight: 1, arbitrary: fc.constantFrom("capacitor://localhost", "tauri://localhost", "chrome-extension://ab") },
);

/** Several patterns, half of them on names that others have too. */
export const patterns: fc.Arbitrary<string[]> = fc
  .tuple(fc.array(pattern, { minLength: 1, maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }))
  .map(([list, again]) => [...list, ...again.map((index) => widened(list[index % list.length] ?? "", index))]);

/** Another pattern on the same name: with any port, with one more label, with a wider `*`. */
function widened(text: string, choice: number): string {
  if (!/^https?:\/\/[a-z*]/.test(text) || text.endsWith(":*") || /127\.0|localhost/.test(text)) return text;
  const [start, host] = [text.slice(0, text.indexOf("://") + 3), text.slice(text.indexOf("://") + 3)];
  if (text.includes("*")) return choice % 2 === 0 ? text : start + host.replace(/^[^.]*\*[^.]*\./, "**.");
  return [`${start}${host.replace(/:\d+$/, "")}:*`, `${start}*.${host}`, `${start}**.${host}`][choice % 3] ?? text;
}

/** How an origin is made from a list of patterns: which one is aimed at, what stands for its `*`, how it is then spoilt. */
interface Aim {
  readonly index: number;
  readonly label: string;
  readonly labels: string;
  readonly port: string;
  readonly spoil: Spoil;
}

interface Spoil {
  readonly how: "not" | "insert" | "drop" | "double" | "prefix" | "suffix" | "splice";
  readonly at: number;
  readonly text: string;
}

const filler = fc.string({ unit: fc.constantFrom("a", "b", "1", "-", "-", "z"), minLength: 1, maxLength: 4 });

const aim: fc.Arbitrary<Aim> = fc.record({
  index: fc.nat(),
  label: fc.oneof(
    { weight: 4, arbitrary: filler },
    fc.constantFrom("", "_", "a_b", "A", "a.b", "*", "ä", "a".repeat(64)),
  ),
  labels: fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.oneof(filler, label), { minLength: 1, maxLength: 3 }).map((l) => l.join(".")) },
    fc.constantFrom("", ".", "a..b", ".a", "a.", "A.b", "a.b:1", "a/b", "a.".repeat(170)),
  ),
  port: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("", ":1", ":81", ":3000", ":8443", ":65535") },
    fc.constantFrom(":0", ":65536", ":99999", ":100000", ":081", ":", ":8a", ":81:81", ": 81", ":+81", ":8e1"),
  ),
  spoil: fc.record({
    how: fc.constantFrom<Spoil["how"]>(
      "not",
      "not",
      "not",
      "not",
      "insert",
      "drop",
      "double",
      "prefix",
      "suffix",
      "splice",
    ),
    at: fc.nat(),
    text: fc.constantFrom(
      ".",
      "-",
      "_",
      "a",
      "b",
      "/",
      "@",
      ":",
      "1",
      ":81",
      ".a",
      ".example",
      "*",
      "A",
      "\0",
      "\n",
      "https://",
    ),
  }),
});

function originAt(list: readonly string[], { index, label, labels, port, spoil }: Aim): string {
  const text = hit(list[index % list.length] ?? "", label, labels, port);
  const at = spoil.at % (text.length + 1);
  switch (spoil.how) {
    case "not":
      return text;
    case "insert":
      return text.slice(0, at) + spoil.text + text.slice(at);
    case "drop":
      return text.slice(0, at) + text.slice(at + 1);
    case "double":
      return text.slice(0, at) + text.slice(at - 1);
    case "prefix":
      return spoil.text + text;
    case "suffix":
      return text + spoil.text;
    case "splice": {
      const other = hit(list[spoil.at % list.length] ?? "", label, labels, port);
      return text.slice(0, at) + other.slice(Math.max(0, other.length - (text.length - at)));
    }
  }
}

/** What a pattern names, when label, labels and port are as browsers write them. */
function hit(text: string, label: string, labels: string, port: string): string {
  if (text.endsWith(":*")) return text.slice(0, -2) + port;
  return text.includes("**") ? text.replace("**", labels) : text.replace("*", label);
}

/** Patterns, and an origin that one of them names, or nearly. */
export const patternsAndOrigin: fc.Arbitrary<readonly [patterns: string[], origin: string]> = fc
  .tuple(patterns, aim)
  .map(([list, one]) => [list, originAt(list, one)] as const);

/** Patterns, and several such origins. */
export const patternsAndOrigins: fc.Arbitrary<readonly [patterns: string[], origins: string[]]> = fc
  .tuple(patterns, fc.array(aim, { minLength: 1, maxLength: 8 }))
  .map(([list, aims]) => [list, aims.map((one) => originAt(list, one))] as const);

/** Given patterns, an origin that one of them names, or nearly. */
export const originNear: fc.Arbitrary<(list: readonly string[]) => string> = aim.map(
  (one) => (list) => originAt(list, one),
);
