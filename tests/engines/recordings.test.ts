import { describe, expect, it } from "vitest";

import { ENGINE_NAMES } from "./engine.ts";
import { readRecording, type Recorded } from "./recording.ts";
import { replay } from "./replay.ts";

/** Scenarios in one test. */
const CHUNK = 200;

function chunksOf(scenarios: readonly Recorded[]): (readonly [from: number, to: number, chunk: readonly Recorded[]])[] {
  return Array.from({ length: Math.ceil(scenarios.length / CHUNK) }, (_, index) => {
    const from = index * CHUNK;
    const chunk = scenarios.slice(from, from + CHUNK);
    return [from, from + chunk.length - 1, chunk] as const;
  });
}

describe.each(ENGINE_NAMES)("the profile %s", (engine) => {
  const { version, scenarios } = readRecording(engine);

  it.each(chunksOf(scenarios))(
    `does what ${version} was recorded doing in the scenarios %d to %d`,
    async (from, _to, chunk) => {
      const different: unknown[] = [];
      for (const [index, recorded] of chunk.entries()) {
        const differences = await replay(engine, recorded);
        if (differences.length > 0) different.push({ place: from + index, differences, scenario: recorded.scenario });
      }
      expect(different).toEqual([]);
    },
  );
});
