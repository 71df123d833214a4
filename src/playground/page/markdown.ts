/** What stands in a line: words as they are, code, or a link. */
export type Inline = string | { readonly code: string } | { readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly text: string };

/**
 * Reads the part of Markdown in which the pages of findings are written: headings, paragraphs, lists of one level, fenced
 * code; in lines code and links. Everything else is text.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  // Every other part is fenced, and begins with the name of its language.
  for (const [index, part] of text.split(/^```/m).entries()) {
    if (index % 2 === 1) blocks.push({ kind: "code", text: part.slice(part.indexOf("\n") + 1).trimEnd() });
    else blocks.push(...part.split(/\n{2,}/).flatMap(parseProse));
  }
  return blocks;
}

function parseProse(written: string): readonly Block[] {
  const text = written.trim();
  if (text === "") return [];
  const [, marks, heading] = /^(#{1,6}) (.*)$/.exec(text) ?? [];
  if (marks !== undefined && heading !== undefined)
    return [{ kind: "heading", level: marks.length, content: parseInline(heading) }];
  if (text.startsWith("- "))
    return [
      {
        kind: "list",
        items: text
          .slice(2)
          .split(/\n- /)
          .map((item) => parseInline(unwrapped(item))),
      },
    ];
  return [{ kind: "paragraph", content: parseInline(unwrapped(text)) }];
}

/** In one line, wherever the lines of the source end. */
function unwrapped(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const found of text.matchAll(/(`{1,2})(?!`)(.+?)\1|\[([^\]]+)\]\(([^)\s]+)\)/g)) {
    const [whole, , code, words = "", href = ""] = found;
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push(code === undefined ? { text: words.replaceAll("`", ""), href } : { code });
    end = found.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
