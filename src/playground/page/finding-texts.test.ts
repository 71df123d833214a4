import { describe, expect, it } from "vitest";
import { findingText } from "./finding-texts.ts";
import type { Inline } from "./markdown.ts";

const CODES = Object.keys(import.meta.glob("../../../docs/findings/*.md"))
  .map((path) => /(\w+)\.md$/.exec(path)?.[1] ?? "")
  .filter((code) => code !== "README");

describe("findingText", () => {
  it("has a text for every finding, and none for what is none", () => {
    expect(CODES.length).toBeGreaterThan(100);
    expect(findingText("NoSuchThing")).toBeUndefined();
    expect(findingText("../../../README")).toBeUndefined();
  });

  it.each(CODES)("of %s is read whole", (code) => {
    const blocks = findingText(code) ?? [];
    const lines = blocks.flatMap((block): readonly (readonly Inline[])[] =>
      block.kind === "list" ? block.items : block.kind === "code" ? [] : [block.content],
    );
    const words = lines.flat().map((part) => (typeof part === "string" ? part : "text" in part ? part.text : ""));
    expect(blocks[0]?.kind).toBe("paragraph");
    expect(blocks.some(({ kind }) => kind === "heading")).toBe(true);
    // Nothing of the notation is left over.
    expect(words.filter((text) => /`|\]\(|^#|\*\*|^\|/.test(text))).toEqual([]);
    const links = lines.flat().flatMap((part) => (typeof part !== "string" && "href" in part ? [part.href] : []));
    expect(links.filter((href) => !/^https:\/\/|^\w+\.md$/.test(href))).toEqual([]);
    const linked = links.flatMap((href) => /^(\w+)\.md$/.exec(href)?.[1] ?? []);
    expect(linked.filter((other) => findingText(other) === undefined)).toEqual([]);
  });
});
