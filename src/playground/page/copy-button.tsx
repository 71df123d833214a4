import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

/** How long it says that it has copied, in milliseconds. */
const SAID = 1500;

/** Copies a text, and says so. */
export function CopyButton({
  text,
  children,
}: {
  readonly text: () => string | Promise<string>;
  readonly children: ComponentChildren;
}): JSX.Element {
  const [state, setState] = useState<"ready" | "copied" | "failed">("ready");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await text());
      setState("copied");
    } catch (error) {
      console.log("ERROR: nothing was copied:", error);
      setState("failed");
    }
    setTimeout(() => setState("ready"), SAID);
  };
  return (
    <button class="small-button" type="button" onClick={() => void copy()}>
      {children}
      <output>{{ ready: "", copied: " ✓ copied", failed: " ✗ the browser forbids it" }[state]}</output>
    </button>
  );
}
