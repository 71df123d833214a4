// Loaded on demand: the pages of all findings, as they stand in docs.
import { parseMarkdown, type Block } from "./markdown.ts";

const TEXTS = import.meta.glob<string>("../../../docs/findings/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The page about a code, without the code itself at its head; `undefined` when there is none. */
export function findingText(code: string): readonly Block[] | undefined {
  const text = TEXTS[`../../../docs/findings/${code}.md`];
  return text === undefined ? undefined : parseMarkdown(text).slice(1);
}
