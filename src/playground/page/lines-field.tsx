import type { JSX } from "preact";
import type { HeaderLine } from "../server/wire-entry.ts";
import type { ToldProblem } from "./control.ts";
import { LongTextField } from "./field.tsx";
import { useTypedText } from "./typed-text.ts";

interface LinesFieldProps {
  readonly label: string;
  readonly lines: readonly HeaderLine[];
  readonly change: (lines: readonly HeaderLine[]) => void;
  readonly problems?: readonly ToldProblem[];
  /** At least so many; it grows with what is written. */
  readonly rows?: number;
}

/** Header lines as they are written: a name, a colon, a value. Doubled ones and wrong ones too. */
export function LinesField({ label, lines, change, problems = [], rows = 3 }: LinesFieldProps): JSX.Element {
  const [text, type] = useTypedText(lines, read, write);
  return (
    <LongTextField
      label={label}
      problems={problems}
      rows={Math.max(rows, Math.min(8, text.split("\n").length))}
      placeholder="Name: value"
      value={text}
      change={(typed) => change(type(typed))}
    />
  );
}

function write(lines: readonly HeaderLine[]): string {
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function read(text: string): readonly HeaderLine[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return colon === -1 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}
