import { lexer, type Token } from "marked";

/** What stands in a line: words as they are, code, or a link. */
export type Inline = string | { readonly code: string } | { readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly text: string };

/**
 * What of Markdown the pages of findings are written with: headings, paragraphs, lists, fenced code; in lines code and links.
 * Everything else is shown as it is written, HTML too.
 */
export function parseMarkdown(text: string): readonly Block[] {
  return lexer(text).flatMap(blockOf);
}

function blockOf(token: Token): readonly Block[] {
  switch (token.type) {
    case "space":
      return [];
    case "heading":
      return [{ kind: "heading", level: Number(token["depth"]), content: inline(token) }];
    case "list":
      return [{ kind: "list", items: (token["items"] as Token[]).map(inline) }];
    case "code":
      return [{ kind: "code", text: String(token["text"]) }];
    default:
      return [{ kind: "paragraph", content: inline(token) }];
  }
}

/** What is in a token, however deep. A line ends with what it is in, and nowhere else. */
function inline(token: Token): readonly Inline[] {
  if (token.type === "codespan") return [{ code: token["text"] as string }];
  if (token.type === "link") return [{ text: wordsOf(token), href: token["href"] as string }];
  const { tokens } = token as { readonly tokens?: readonly Token[] };
  if (tokens !== undefined) return tokens.flatMap(inline);
  const text = token.type === "escape" ? (token["text"] as string) : token.raw;
  return [text.replaceAll(/\s*\n\s*/g, " ")];
}

/** The words of a link, code or not. */
function wordsOf(link: Token): string {
  const parts = (link as { readonly tokens: readonly Token[] }).tokens.flatMap(inline);
  return parts.map((part) => (typeof part === "string" ? part : "code" in part ? part.code : part.text)).join("");
}
