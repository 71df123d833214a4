import { equivalentCode } from "./equivalent-policy.ts";
import type { Conduct, Dialect, DropInOptions, Settings } from "./dialect.ts";
import { findDangers, findNonsense, type Danger } from "./find-hazards.ts";
import { describeHazard, hazardOf, type Hazard } from "./hazard.ts";
import type { HazardCode } from "./hazard-registry.ts";

/** Thrown at construction with `strict: true`: everything that would have been a warning, at once. */
class StrictError extends TypeError {
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
  checkAnswer(written: DropInOptions, settings: Settings, conductOf: () => Conduct): void;
  /** Tells what became of a function among the options. */
  tell(code: HazardCode, path: string, value: unknown): void;
}

/** Options that have been looked at: the same object given to many routes is told of once. */
const SEEN = new WeakSet<object>();

export function createReporter(dialect: Dialect): Reporter {
  const { library } = dialect;
  const told = new Set<string>();
  const answers = new WeakSet<object>();
  const inWords = ({ code, path, value }: Danger): Hazard => hazardOf(code, library, path, value);
  const tellOnce = (dangers: readonly Danger[], detail: string): void => {
    for (const danger of dangers) {
      if (told.has(danger.code)) continue;
      told.add(danger.code);
      warn(dialect, inWords(danger), detail);
    }
  };
  return {
    check(written, settings, conduct) {
      const hazards = [...findDangers(settings, conduct).map(inWords), ...findNonsense(written, settings, dialect)];
      if (hazards.length === 0) return;
      const detail = adviceOf(settings, dialect);
      if (written.strict === true) throw new StrictError(library, hazards, detail);
      if (SEEN.has(written)) return;
      SEEN.add(written);
      for (const hazard of hazards) warn(dialect, hazard, detail);
    },
    checkAnswer(written, settings, conductOf) {
      if (written.strict !== true && answers.has(written)) return;
      answers.add(written);
      const dangers = findDangers(settings, conductOf());
      if (written.strict === true && dangers.length > 0) {
        throw new StrictError(library, dangers.map(inWords), adviceOf(settings, dialect));
      }
      if (!dangers.every(({ code }) => told.has(code))) tellOnce(dangers, adviceOf(settings, dialect));
    },
    tell: (code, path, value) => tellOnce([{ code, path: [path], value }], ""),
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
