import { describe, expect, it } from "vitest";
import { parseMarkdown, type Block } from "./markdown.ts";

const CASES: readonly (readonly [title: string, text: string, blocks: readonly Block[]])[] = [
  [
    "headings and paragraphs, unwrapped",
    "# Title\n\nTwo lines\nof one.\n\n## Why\n",
    [
      { kind: "heading", level: 1, content: ["Title"] },
      { kind: "paragraph", content: ["Two lines of one."] },
      { kind: "heading", level: 2, content: ["Why"] },
    ],
  ],
  [
    "lists whose items go over lines",
    "- one,\n  still one\n- two\n",
    [{ kind: "list", items: [["one, still one"], ["two"]] }],
  ],
  [
    "fenced code as it is, blank lines and marks too",
    "```http\nGET / HTTP/1.1\n\n- no list\n```\n\nText.\n",
    [
      { kind: "code", text: "GET / HTTP/1.1\n\n- no list" },
      { kind: "paragraph", content: ["Text."] },
    ],
  ],
  [
    "code and links in a line",
    "Send `Vary: *` as [said](https://example.com/#a), or [`Vary`](Vary.md).",
    [
      {
        kind: "paragraph",
        content: [
          "Send ",
          { code: "Vary: *" },
          " as ",
          { text: "said", href: "https://example.com/#a" },
          ", or ",
          { text: "Vary", href: "Vary.md" },
          ".",
        ],
      },
    ],
  ],
  [
    "code that has a backtick in it",
    "It prints ``in `loopback`.``",
    [{ kind: "paragraph", content: ["It prints ", { code: "in `loopback`." }] }],
  ],
  ["markup as text", "<b>bold</b>", [{ kind: "paragraph", content: ["<b>", "bold", "</b>"] }]],
  ["what is escaped without the mark", "A \\* is meant.", [{ kind: "paragraph", content: ["A ", "*", " is meant."] }]],
  ["nothing", "\n\n", []],
];

describe("parseMarkdown", () => {
  it.each(CASES)("reads %s", (_title, text, blocks) => {
    expect(parseMarkdown(text)).toEqual(blocks);
  });
});
