import { describe, expect, it } from "vitest";
import { terminalOf } from "./terminal.ts";

describe("terminalOf", () => {
  it.each([
    ["what COLUMNS says", { isTTY: true, columns: 100 }, { COLUMNS: "90" }, 90],
    ["the terminal's own width", { isTTY: true, columns: 100 }, {}, 100],
    ["80 in a pipe", { columns: 100 }, {}, 80],
    ["80 where COLUMNS is no number", {}, { COLUMNS: "wide" }, 80],
    ["120 at most", { isTTY: true, columns: 300 }, {}, 120],
    ["40 at least", { isTTY: true, columns: 100 }, { COLUMNS: "2" }, 40],
    ["80 where a terminal does not know", { isTTY: true }, { COLUMNS: "0" }, 80],
  ])("is as wide as %s", (_what, stream, environment, width) => {
    expect(terminalOf(stream, environment).width).toBe(width);
  });

  it.each([
    ["on a terminal", { isTTY: true }, {}, true],
    ["in a pipe", {}, {}, false],
    ["with NO_COLOR", { isTTY: true }, { NO_COLOR: "1" }, false],
    ["with NO_COLOR, whatever else is set", { isTTY: true }, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["with an empty NO_COLOR", { isTTY: true }, { NO_COLOR: "" }, true],
    ["in a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, true],
    ["with FORCE_COLOR=0", { isTTY: true }, { FORCE_COLOR: "0" }, false],
    ["on a terminal without any abilities", { isTTY: true }, { TERM: "dumb" }, false],
  ])("%s: whether it has colours", (_what, stream, environment, coloured) => {
    const shown = terminalOf(stream, environment).paint("red", "no");
    expect(shown).toBe(coloured ? "\u001b[31mno\u001b[39m" : "no");
  });
});
