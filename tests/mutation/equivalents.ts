import type { Fault } from "./fault.ts";

/** A generated fault that changes nothing which anybody could notice, and why. */
export interface Equivalent {
  readonly file: string;
  /** What the operator does. */
  readonly name: string;
  /** The first line that it changes, and what it becomes. */
  readonly was: string;
  readonly becomes: string;
  readonly why: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "src/browser/construct-request.ts",
    name: "change a text",
    was: 'if (referrer === "") return "no-referrer";',
    becomes: 'if (referrer === "") return "";',
    why: "what is no URL of http or https is told to nobody, whichever text it is",
  },
  {
    file: "src/policy/check-origins.ts",
    name: "forget a call",
    was: 'const wild = origins.filter((origin) => origin.includes("*"));',
    becomes: "const wild = origins;",
    why: "an index leaves out what has no *; only work is saved",
  },
  {
    file: "src/policy/meant-patterns.ts",
    name: "change a text",
    was: 'const [start = "", scheme = "", subdomains = ""] = /^(<http,https>:\\/\\/|https?:\\/\\/)?(<\\*\\*\\.>)?/.exec(text) ?? [];',
    becomes:
      'const [start = "~", scheme = "", subdomains = ""] = /^(<http,https>:\\/\\/|https?:\\/\\/)?(<\\*\\*\\.>)?/.exec(text) ?? [];',
    why: "everything in the expression is optional, so there is always a match",
  },
  {
    file: "src/policy/origin-fault.ts",
    name: "change a text",
    was: 'const host = originOf(`http://${text}`)?.replace(/^http:\\/\\/|:\\d+$/g, "") ?? "";',
    becomes: 'const host = originOf(`http://${text}`)?.replace(/^http:\\/\\/|:\\d+$/g, "") ?? "~";',
    why: "neither is a name of this machine, which is all that is asked",
  },
  {
    file: "src/policy/pattern-fault.ts",
    name: "drop a statement",
    was: "if (publicSuffixOf === undefined) return undefined;",
    becomes: ";",
    why: "to call what is not there throws, and that is answered alike",
  },
  {
    file: "src/policy/source-origins.ts",
    name: "forget a call",
    was: "if (failure === undefined) origins.change(added.filter(isText), removed.filter(isText));",
    becomes: "if (failure === undefined) origins.change(added, removed.filter(isText));",
    why: "entries without an error are texts; the filter tells the compiler so",
  },
];

/** The row of the table that a fault is in. */
export function equivalenceOf({ file, name, was, becomes }: Fault): Equivalent | undefined {
  return EQUIVALENTS.find(
    (row) => row.file === file && row.name === name && row.was === was && row.becomes === becomes,
  );
}
