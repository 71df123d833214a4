/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

/** Text as it has to be written to stand in a cell; what is code in it stays code. */
export function escape(text: string): string {
  const parts = text.replaceAll("|", String.raw`\|`).split("`");
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll("*", String.raw`\*`))).join("`");
}
