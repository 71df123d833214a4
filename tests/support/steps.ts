import { Session, type Profiler } from "node:inspector";

/** What an engine had to do, counted; a clock would also count what else the machine does. */
export interface Steps {
  /** Blocks of the program that were entered, and characters that built-in functions went through. */
  readonly count: number;
  /** Uses of regular expressions, whose steps nobody can count from outside. */
  readonly expressions: number;
}

type BuiltIn = (this: unknown, ...args: unknown[]) => unknown;

/** How many characters a built-in function went through, from what it was called on and with, and what came of it. */
type Cost = (text: string, args: readonly unknown[], result: unknown) => number;

const NOTHING: Cost = () => 0;
const lengthOf = (value: unknown): number => (typeof value === "string" ? value.length : 0);
const ofArgument: Cost = (_text, [key]) => lengthOf(key);
const ofResult: Cost = (_text, _args, result) => lengthOf(result);
const untilFound = (at: number, from: number, text: string): number => (at === -1 ? text.length : at + 1) - from;

/** Those that do not go through all that they are called on. One that is not here counts its whole text. */
const STRING_COSTS: Readonly<Record<string, Cost>> = {
  at: NOTHING,
  charAt: NOTHING,
  charCodeAt: NOTHING,
  codePointAt: NOTHING,
  toString: NOTHING,
  valueOf: NOTHING,
  slice: ofResult,
  substring: ofResult,
  substr: ofResult,
  repeat: ofResult,
  startsWith: ofArgument,
  endsWith: ofArgument,
  indexOf: (text, [, from], at) => untilFound(Number(at), Number(from ?? 0), text),
  trimStart: (text, _args, result) => text.length - lengthOf(result) + 1,
  trimEnd: (text, _args, result) => text.length - lengthOf(result) + 1,
};

/** Looking something up reads its key; putting texts together writes them. */
const OTHER_COSTS: readonly (readonly [prototype: object, names: readonly string[], cost: Cost])[] = [
  [Set.prototype, ["has", "add", "delete"], ofArgument],
  [Map.prototype, ["has", "get", "set", "delete"], ofArgument],
  [Array.prototype, ["join"], ofResult],
];

/**
 * Counts the steps of whatever is imported after it was made; what was imported before is not seen.
 *
 * @param sources which files are counted, by their address
 */
export class StepCounter {
  readonly #session = new Session();
  readonly #sources: RegExp;
  #characters = 0;
  #expressions = 0;

  constructor(sources: RegExp) {
    this.#sources = sources;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  count(run: () => void): Steps {
    this.#characters = 0;
    this.#expressions = 0;
    this.#takeBlocks();
    const restore = this.#watch();
    try {
      run();
    } finally {
      restore();
    }
    return { count: this.#takeBlocks() + this.#characters, expressions: this.#expressions };
  }

  close(): void {
    this.#session.disconnect();
  }

  /** How often blocks were entered since this was asked last. */
  #takeBlocks(): number {
    let scripts: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, taken) => {
      if (error !== null) throw error;
      scripts = taken.result;
    });
    // Each function's first range is the function itself, whose calls are no longer counted once it is inlined.
    const blocks = scripts
      .filter(({ url }) => this.#sources.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.slice(1)));
    return blocks.reduce((sum, { count }) => sum + count, 0);
  }

  /** Puts a counting function in the place of every one that may go through a text; given back is what undoes it. */
  #watch(): () => void {
    const undo: (() => void)[] = [];
    const replace = (prototype: object, name: string | symbol, count: Cost): void => {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      const original: unknown = descriptor?.value;
      if (descriptor === undefined || typeof original !== "function") return;
      const add = (characters: number): void => {
        this.#characters += characters;
      };
      const counting: BuiltIn = function counting(...args) {
        const result: unknown = Reflect.apply(original, this, args);
        add(count(typeof this === "string" ? this : "", args, result));
        return result;
      };
      undo.push(() => Object.defineProperty(prototype, name, descriptor));
      Object.defineProperty(prototype, name, { ...descriptor, value: counting });
    };
    for (const name of Reflect.ownKeys(String.prototype)) {
      if (name === "constructor") continue;
      const cost = typeof name === "string" ? STRING_COSTS[name] : undefined;
      replace(String.prototype, name, cost ?? lengthOf);
    }
    for (const [prototype, names, cost] of OTHER_COSTS) for (const name of names) replace(prototype, name, cost);
    replace(RegExp.prototype, "exec", () => {
      this.#expressions += 1;
      return 0;
    });
    return () => {
      for (const step of undo) step();
    };
  }
}
