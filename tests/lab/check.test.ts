import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { OTHER_CASES } from "./cases-beyond-cors.ts";
import { ANSWER_CASES } from "./cases-of-answers.ts";
import { PREFLIGHT_CASES } from "./cases-of-preflights.ts";
import { checkArguments } from "./check-arguments.ts";
import type { LabCase } from "./lab-case.ts";
import { startServer } from "./lab-server.ts";

const CASES = [...PREFLIGHT_CASES, ...ANSWER_CASES, ...OTHER_CASES];

/** Cases that the command refuses before anything is sent, with a better word than a page has. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "a URL without http before it": /has no scheme\. Did you mean http:/,
};

let printed: string[];
let complained: string[];

beforeEach(() => {
  printed = [];
  complained = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(console, "error").mockImplementation((text: string) => void complained.push(text));
});

afterEach(() => {
  vi.restoreAllMocks();
});

interface Checked {
  readonly exit: number;
  readonly document: {
    readonly verdict?: string;
    readonly code?: string;
    readonly diagnosis?: { readonly code: string };
  };
}

async function check(row: LabCase, isSound: boolean): Promise<Checked> {
  const server = await startServer(isSound ? row.sound : row.broken);
  try {
    const exit = await main([...checkArguments(row, server.port, isSound), "--json"]);
    return { exit, document: exit === 2 ? {} : (JSON.parse(printed.join("\n")) as Checked["document"]) };
  } finally {
    await server.close();
  }
}

describe("crossorigin check --json", () => {
  it.each(CASES.map((row) => [row.failure, row.name, row] as const))(
    "%s, %s: finds it first",
    async (_failure, name, row) => {
      const { exit, document } = await check(row, false);
      const refused = REFUSED[name];
      if (refused !== undefined) {
        expect(exit).toBe(2);
        expect(complained.join("\n")).toMatch(refused);
        return;
      }
      expect(document.diagnosis?.code, JSON.stringify(document, undefined, 1)).toBe(row.finding);
      expect(exit).toBe({ allowed: 0, opaque: 0, blocked: 1, "network-error": 3 }[document.verdict ?? ""]);
    },
  );

  it.each(CASES.map((row) => [row.failure, row.name, row] as const))(
    "%s, %s: allows the sound twin",
    async (_failure, _name, row) => {
      const { exit, document } = await check(row, true);
      expect(document).toMatchObject({ verdict: "allowed" });
      expect(document.diagnosis).toBeUndefined();
      expect(exit).toBe(0);
    },
  );
});
