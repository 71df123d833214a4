// What must never be done with a stranger's text. Each looks innocent, and does four times the work on twice the text.

/** Takes the first member off, again and again. */
export function byRests(text: string): number {
  let members = 0;
  for (let rest = text; rest !== ""; rest = rest.slice(1)) members += 1;
  return members;
}

/** Asks of every character how many like it came before. */
export function byIndex(text: string): number {
  let pairs = 0;
  for (let end = 0; end < text.length; end += 1) {
    for (let start = 0; start < end; start += 1) if (text[start] === text[end]) pairs += 1;
  }
  return pairs;
}

/** Looks for a name at every place. */
export function bySearch(text: string): number {
  let found = 0;
  for (let start = 0; start < text.length; start += 1) if (text.indexOf("x", start) !== -1) found += 1;
  return found;
}

/** Looks up everything that the text begins with. */
export function byPrefixes(text: string): number {
  const known = new Set(["a"]);
  let found = 0;
  for (let end = 0; end < text.length; end += 1) if (known.has(text.substring(0, end))) found += 1;
  return found;
}

/** The expression that more than one library has split this header with. */
export function byExpression(text: string): number {
  return text.split(/\s*,\s*/).length;
}
