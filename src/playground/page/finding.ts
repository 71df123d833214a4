import { signal, type Signal } from "@preact/signals";
import type { Block } from "./markdown.ts";

/** The page about a finding, as far as it is there. */
export type Reading =
  | { readonly code: string; readonly state: "loading" | "failed" }
  | { readonly code: string; readonly state: "ready"; readonly blocks: readonly Block[] };

/** What is being read; nothing as a rule. */
export const reading: Signal<Reading | undefined> = signal(undefined);

/** What was read before it, oldest first. */
export const readBefore: Signal<readonly string[]> = signal([]);

/** Opens the page about a code. */
export function read(code: string): void {
  const { value: last } = reading;
  if (last !== undefined && last.code !== code) readBefore.value = [...readBefore.value, last.code];
  void load(code);
}

/** Opens what was read before. */
export function goBack(): void {
  const code = readBefore.value.at(-1);
  if (code === undefined) return;
  readBefore.value = readBefore.value.slice(0, -1);
  void load(code);
}

export function endReading(): void {
  reading.value = undefined;
  readBefore.value = [];
}

async function load(code: string): Promise<void> {
  reading.value = { code, state: "loading" };
  const next = await blocksOf(code);
  // Meanwhile it may have been closed, or another one opened.
  if (reading.value?.code === code) reading.value = next;
}

async function blocksOf(code: string): Promise<Reading> {
  try {
    const { findingText } = await import("./finding-texts.ts");
    const blocks = findingText(code);
    return blocks === undefined ? { code, state: "failed" } : { code, state: "ready", blocks };
  } catch (error) {
    console.log("ERROR: the page about", code, "cannot be loaded:", error);
    return { code, state: "failed" };
  }
}
