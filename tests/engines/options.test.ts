import { describe, expect, it } from "vitest";

import { readOptions } from "./options.ts";

describe("the options of npm run test:engines", () => {
  it("are all three engines and a seed of its own when none is given", () => {
    expect(readOptions([])).toMatchObject({ engines: ["chromium", "firefox", "webkit"], count: 300, log: false });
  });

  it.each([
    [["--engine", "gecko"], /^--engine takes chromium, firefox, webkit or all/],
    [["--count", "many"], /^--count takes a whole number, and "many" is none/],
    [["--row", "wildcards"], /^--row takes one of preflightOrder, /],
    [["--log", "--scenario", "case.json"], /^--log and --record are about scenarios that a seed stands for/],
    [["--log", "--record", "10"], /^--record runs the grid and others, which --log and --grid count apart/],
    [["--speed", "9"], /Unknown option '--speed'/],
  ])("refuse %j", (args, why) => {
    expect(() => readOptions(args)).toThrow(why);
  });
});
