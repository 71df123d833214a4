import { useState } from "preact/hooks";

/**
 * A text as it is typed, of which only a value is kept: half a line is no header yet, and must not vanish while it is
 * written. A value that came from elsewhere replaces the text.
 *
 * @returns the text, and what to call when it is typed
 */
export function useTypedText<Value>(
  value: Value,
  read: (text: string) => Value,
  write: (value: Value) => string,
): [text: string, type: (text: string) => Value] {
  const [text, setText] = useState(write(value));
  const isOther = write(read(text)) !== write(value);
  const type = (typed: string): Value => {
    setText(typed);
    return read(typed);
  };
  return [isOther ? write(value) : text, type];
}
