import { equivalentCode } from "./equivalent-policy.ts";
import type { Conduct, Dialect, DropInOptions, Settings } from "./dialect.ts";
import { findDangers, findNonsense } from "./find-hazards.ts";
import { describeHazard, hazardOf, type Hazard } from "./hazard.ts";
import type { HazardCode } from "./hazard-registry.ts";

/** Thrown at construction with `strict: true`: everything that would have been a warning, at once. */
export class StrictError extends TypeError {
  override readonly name = "StrictError";
  readonly hazards: readonly Hazard[];

  constructor(library: string, hazards: readonly Hazard[], detail: string) {
    super(`${library}:${hazards.map((hazard) => `\n  ${describeHazard(hazard)}`).join("")}\n  ${detail}`);
    this.hazards = Object.freeze([...hazards]);
  }
}

/** What is reported about one drop-in. Nothing is told twice. */
export interface Reporter {
  /**
   * Looks at options that are there when the drop-in is made.
   *
   * @throws StrictError with `strict: true`, when there is anything to tell
   */
  check(written: DropInOptions, settings: Settings, conduct: Conduct): void;
  /**
   * Looks at options that a function gave for one request: for what is dangerous alone, which is quickly found.
   *
   * @throws StrictError with `strict: true`
   */
  checkAnswer(written: DropInOptions, settings: Settings, conduct: Conduct): void;
  /** Tells what became of a function among the options. */
  tell(code: HazardCode, path: string, value: unknown): void;
}

/** Options that have been looked at: the same object given to many routes is told of once. */
const SEEN = new WeakSet<object>();

export function createReporter(dialect: Dialect): Reporter {
  const told = new Set<string>();
  const tellOnce = (hazards: readonly Hazard[], detail: string): void => {
    for (const hazard of hazards) {
      if (told.has(hazard.code)) continue;
      told.add(hazard.code);
      warn(dialect, hazard, detail);
    }
  };
  return {
    check(written, settings, conduct) {
      const hazards = [...findDangers(settings, conduct, dialect), ...findNonsense(written, settings, dialect)];
      if (hazards.length === 0) return;
      const detail = adviceOf(settings, dialect);
      if (written.strict === true) throw new StrictError(dialect.library, hazards, detail);
      if (SEEN.has(written)) return;
      SEEN.add(written);
      for (const hazard of hazards) warn(dialect, hazard, detail);
    },
    checkAnswer(written, settings, conduct) {
      const hazards = findDangers(settings, conduct, dialect);
      if (hazards.length === 0) return;
      if (written.strict === true) throw new StrictError(dialect.library, hazards, adviceOf(settings, dialect));
      if (hazards.some(({ code }) => !told.has(code))) tellOnce(hazards, adviceOf(settings, dialect));
    },
    tell: (code, path, value) => tellOnce([hazardOf(code, dialect.library, [path], value)], ""),
  };
}

/** How to say the same with a policy. */
function adviceOf(settings: Settings, { adapter }: Dialect): string {
  return `With ${adapter}: cors(${equivalentCode(settings)})`;
}

function warn({ library }: Dialect, hazard: Hazard, detail: string): void {
  const text = `${library}: ${describeHazard(hazard)}`;
  const { process } = globalThis;
  if (typeof process?.emitWarning === "function") {
    process.emitWarning(text, { type: "CrossoriginWarning", code: hazard.code, ...(detail === "" ? {} : { detail }) });
  } else {
    // A worker at the edge, which has no process.
    console.warn(`[${hazard.code}] ${text}${detail === "" ? "" : `\n${detail}`}`);
  }
}
