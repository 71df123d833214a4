import type { Actor, Row } from "./picture.ts";

/** A row with its place in the picture. Lengths are pixels. */
export interface Placed {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  /** The title and the lines, cut to what fits. */
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly x: Readonly<Record<Actor, number>>;
  readonly checkWidth: number;
  readonly checkX: number;
  readonly rows: readonly Placed[];
  /** Where the first permission was given. */
  readonly keptFrom: number | undefined;
}

/** The head of the picture, with the names of the three. */
const HEAD = 48;

const LINE = 14;

/** Width of a character of the small text of code, and of the titles. */
const CHARACTER = { code: 6.65, title: 7.3, prose: 6.5 } as const;

/** Where everything stands. Nothing is measured but the width: letters of code are all alike. */
export function layOut(rows: readonly Row[], width: number): Drawing {
  const x = {
    page: Math.max(14, width * 0.03),
    browser: Math.round(width * 0.36),
    server: width - Math.max(14, width * 0.03),
  };
  const checkWidth = Math.min(width - 18, 470);
  const checkX = Math.max(10, Math.min(x.browser - 26, width - checkWidth - 8));
  const fits = (pixels: number, character: number): number => Math.floor(pixels / character);
  let top = HEAD;
  let keptFrom: number | undefined;
  const placed = rows.map((row): Placed => {
    const room =
      row.kind === "check"
        ? checkWidth - 36
        : row.kind === "message" && row.from !== row.to
          ? Math.abs(x[row.to] - x[row.from]) - 22
          : width - 28;
    const title = cut(row.title, fits(room, row.kind === "check" ? CHARACTER.prose : CHARACTER.title));
    const lines = row.kind === "step" ? [] : row.lines.map((line) => cut(line, fits(room, CHARACTER.code)));
    const height = row.kind === "step" ? 28 : 30 + lines.length * LINE;
    const here = { row, top, height, title, lines };
    top += height + 3;
    if (
      row.kind === "message" &&
      row.from === "server" &&
      row.lines.some((line) => /^Access-Control-(Max-Age|Allow-(Methods|Headers))/.test(line))
    )
      keptFrom ??= top;
    return here;
  });
  return { width, height: top + 26, x, checkWidth, checkX, rows: placed, keptFrom };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
