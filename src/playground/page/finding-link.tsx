import type { JSX } from "preact";
import { read } from "./finding.ts";

/** Opens the page about a code, here. */
export function FindingLink({
  code,
  children = code,
}: {
  readonly code: string;
  readonly children?: string;
}): JSX.Element {
  return (
    <button class="link" type="button" aria-haspopup="dialog" onClick={() => read(code)}>
      {children}
    </button>
  );
}
