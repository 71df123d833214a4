import { styleText } from "node:util";

/** How a piece of text is set off where the terminal has colours. What it says never depends on it. */
export type TextStyle = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Where text for people goes: how wide it may be, and what becomes of colours there. */
export interface Terminal {
  /** Columns. */
  readonly width: number;
  /** The text in this style, or as it is where there are no colours. */
  readonly paint: (style: TextStyle, text: string) => string;
}

/** What is looked at of a stream such as `process.stdout`. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_WIDTH = 80;

/** Narrower, and lines come apart; wider, and nobody finds the next line. */
const NARROWEST = 40;
const WIDEST = 120;

/** What a stream shows: `COLUMNS`, else the terminal's own width, else 80; colours only on a terminal, and not with `NO_COLOR`. */
export function terminalOf(stream: Stream, environment: Environment): Terminal {
  const width =
    columns(environment["COLUMNS"]) ?? (stream.isTTY === true ? stream.columns : undefined) ?? DEFAULT_WIDTH;
  const paint: Terminal["paint"] = hasColours(stream, environment)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  return { width: Math.min(Math.max(width, NARROWEST), WIDEST), paint };
}

function columns(text: string | undefined): number | undefined {
  const count = /^\d{1,5}$/.test(text ?? "") ? Number(text) : 0;
  return count > 0 ? count : undefined;
}

/** @see https://no-color.org */
function hasColours(stream: Stream, environment: Environment): boolean {
  const { NO_COLOR: none = "", FORCE_COLOR: forced = "", TERM: kind } = environment;
  if (none !== "") return false;
  if (forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY === true && kind !== "dumb";
}
