import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

const THEME = readFileSync(join(ROOT, "src", "playground", "page", "theme.css"), "utf8");

/** Which text colours stand on which surfaces. */
const PAIRS: readonly (readonly [text: string, surface: string])[] = [
  ...["text", "text-quiet", "good", "bad", "preflight", "accent"].flatMap((text): [string, string][] => [
    [text, "surface"],
    [text, "surface-raised"],
  ]),
  ["text-marked", "surface-marked"],
  ["on-accent", "accent"],
];

/** WCAG 2.2, 1.4.3: text of ordinary size. */
const LEAST_CONTRAST = 4.5;

/** The two colours of a token: light, dark. */
function colours(token: string): [light: string, dark: string] {
  const [, light, dark] = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(THEME) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`theme.css has no colours for ${token}.`);
  return [light, dark];
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe("the page's colours", () => {
  it.each(PAIRS)("%s can be read on %s, light and dark", (text, surface) => {
    for (const theme of [0, 1] as const) {
      expect(contrast(colours(text)[theme], colours(surface)[theme])).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }
  });
});
