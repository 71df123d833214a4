import type { Actor, Row } from "./picture.ts";

/** A row with its place in the picture. Lengths are pixels. */
export interface Placed {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  /** Where title and lines begin; of what goes from one to the same, where they end. */
  readonly titleX: number;
  readonly linesX: number;
  /** The title in as many lines as it needs, and the lines, cut to what fits. */
  readonly titles: readonly string[];
  readonly lines: readonly string[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly x: Readonly<Record<Actor, number>>;
  readonly checkWidth: number;
  readonly checkX: number;
  readonly rows: readonly Placed[];
  /** Where the permission was given that the browser remembers. */
  readonly keptFrom: number | undefined;
}

/** The head of the picture, with the names of the three. */
const HEAD = 48;

const LINE = 14;
const TITLE = 15;

/** Space between a text and the edge of the picture, and between it and the line of the one who speaks. */
const MARGIN = 8;
const GAP = 12;

/** Width of a character of the small text of code, and of the titles. */
const CHARACTER = { code: 6.65, title: 7.3, prose: 7 } as const;

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
  const placeOf = (row: Row, text: string, character: number): { x: number; room: number } => {
    if (row.kind === "step") return { x: GAP, room: width - 2 * GAP };
    if (row.kind === "check") return { x: checkX + 28, room: checkWidth - 36 };
    if (row.from === row.to) return { x: width - MARGIN, room: width - 2 * MARGIN };
    // Beside the one who speaks; further to the left where it would not fit.
    const beside = Math.min(x[row.from], x[row.to]) + GAP;
    const left = Math.max(MARGIN, Math.min(beside, width - MARGIN - text.length * character));
    return { x: left, room: width - MARGIN - left };
  };
  let top = HEAD;
  let keptFrom: number | undefined;
  const placed = rows.map((row): Placed => {
    const written = row.kind === "step" ? [] : row.lines;
    const longest = written.toSorted((one, other) => other.length - one.length)[0] ?? "";
    const character = row.kind === "check" ? CHARACTER.prose : CHARACTER.title;
    const [titlePlace, linesPlace] = [placeOf(row, row.title, character), placeOf(row, longest, CHARACTER.code)];
    const most = fits(titlePlace.room, character);
    const titles = row.kind === "check" ? wrap(row.title, most) : [cut(row.title, most)];
    const lines = written.map((line) => cut(line, fits(linesPlace.room, CHARACTER.code)));
    const height = row.kind === "step" ? 28 : 15 + titles.length * TITLE + lines.length * LINE;
    const here = { row, top, height, titleX: titlePlace.x, linesX: linesPlace.x, titles, lines };
    top += height + 3;
    if (row.kind === "message" && row.isGrant === true) keptFrom = top;
    return here;
  });
  return { width, height: top + 26, x, checkWidth, checkX, rows: placed, keptFrom };
}

/** In lines of at most so many characters, divided between words. */
function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => cut(line, most));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
