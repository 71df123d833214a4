/**
 * A command as DevTools copies it for the command line of Windows, in the spelling of bash: `^` before a character stands
 * for that character, and at the end of a line the line goes on.
 */
export function withoutCarets(text: string): string {
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) !== "^") {
      plain += text.charAt(at);
      continue;
    }
    const end = /^\r?\n/.exec(text.slice(at + 1, at + 3));
    if (end === null) {
      plain += text.charAt(at + 1);
      at += 1;
    } else {
      // Two of them, one behind the other, are a line feed within a quotation.
      const again = /^\r?\n/.exec(text.slice(at + 1 + end[0].length, at + 3 + end[0].length));
      plain += again === null ? " " : "\n";
      at += end[0].length + (again?.[0].length ?? 0);
    }
  }
  return plain;
}
