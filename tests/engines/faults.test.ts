import { describe, expect, it } from "vitest";

import { ENGINE_NAMES } from "./engine.ts";
import { isEnough, tryCode, tryRows, visibleRows, writtenFaults } from "./faults.ts";

/** Of so many faults one is tried here; `npm run test:engines -- --faults` tries them all. */
const ONE_OF_ROWS = 3;
const ONE_OF_FAULTS = 6;

/** Every recording is replayed for each fault, which takes its time where others use the machine too: in milliseconds. */
const PATIENCE = 400_000;

describe("the recordings", () => {
  it(
    "notice rows of the profiles that are wrong",
    async () => {
      const rows = ENGINE_NAMES.flatMap((engine) => visibleRows(engine).map((rule) => [engine, rule] as const));
      const count = await tryRows(rows.filter((_, index) => index % ONE_OF_ROWS === 0));
      expect(count.tried).toBeGreaterThan(40);
      expect(isEnough(count)).toBe(true);
    },
    PATIENCE,
  );

  it(
    "notice algorithms that are wrong",
    async () => {
      const faults = writtenFaults().filter((_, index) => index % ONE_OF_FAULTS === 0);
      const count = await tryCode(ENGINE_NAMES, faults);
      expect(count.tried).toBeGreaterThan(5);
      expect(isEnough(count)).toBe(true);
    },
    PATIENCE,
  );
});
