/** What other libraries and the headers themselves call our options; none of these is near enough in letters. */
const ALIASES: Readonly<Record<string, string>> = {
  allowcredentials: "credentials",
  allowedmethods: "methods",
  allowedorigins: "origins",
  allowmethods: "methods",
  alloworigin: "origins",
  alloworigins: "origins",
  headers: "allowHeaders",
  supportscredentials: "credentials",
};

/** A name further away than this many edits is another word, not a slip. */
const MOST_EDITS = 3;

/**
 * The name that somebody probably meant.
 *
 * @returns `undefined` when none is near
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const lowerCase = written.toLowerCase().slice(0, 64);
  const alias = Object.hasOwn(ALIASES, lowerCase) ? ALIASES[lowerCase] : undefined;
  if (alias !== undefined) return alias;
  let nearest: string | undefined;
  let fewest = MOST_EDITS + 1;
  for (const name of names) {
    const edits = editDistance(lowerCase, name.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      nearest = name;
    }
  }
  return nearest;
}

/** How many letters must be added, removed or replaced to turn one word into the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
