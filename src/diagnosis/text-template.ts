import { foldMessage, type FoldedText } from "./folded-text.ts";

interface Hole {
  /** Most characters. */
  readonly longest: number;
  /** Whether there may be spaces in it. */
  readonly spaced?: true;
  /** What must be in it. */
  readonly needs?: string;
}

/** What stands for something that differs from one message to the next. */
const HOLES = {
  /** The API, or what kind of thing was loaded. */
  api: { longest: 40, spaced: true },
  /** A URL where nothing else but its scheme tells that it is one. */
  address: { longest: 8192, needs: "://" },
  url: { longest: 8192 },
  redirectedFrom: { longest: 8192 },
  page: { longest: 8192 },
  /** Where a redirect leads. */
  to: { longest: 8192 },
  host: { longest: 300 },
  origin: { longest: 2048 },
  /** The value of a header. */
  value: { longest: 4096, spaced: true },
  /** A method, or a header's name. */
  name: { longest: 1024 },
  port: { longest: 5 },
  /** An address space, and the one that it is not. */
  space: { longest: 20 },
  actual: { longest: 20 },
  status: { longest: 6 },
  /** Everything up to the end of the line. */
  line: { longest: 4096, spaced: true },
} as const satisfies Record<string, Hole>;

/** The name of a hole. */
type HoleName = keyof typeof HOLES;

/** What was found in the holes of a template. */
export type Filling = Partial<Readonly<Record<HoleName, string>>>;

/** A message cut at its holes: there is one literal more than there are holes, and only the last may be empty. */
export interface Template {
  readonly literals: readonly string[];
  readonly holes: readonly HoleName[];
}

/** A place where a template fits. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly filling: Filling;
}

/**
 * Cuts a message at its names in braces.
 *
 * @param text begins with something else than a name
 */
export function compileTemplate(text: string): Template {
  const parts = text.split(/\{(\w+)\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0).map(foldMessage),
    holes: parts.filter((_, index) => index % 2 === 1) as HoleName[],
  };
}

/** Puts values into a message's holes; a hole without one stays empty. */
export function fillTemplate(text: string, filling: Filling): string {
  return text.replace(/\{(\w+)\}/g, (_, name: HoleName) => filling[name] ?? "");
}

/** Finds texts from one place on, and remembers how far it has looked: places that only grow cost one pass in all. */
class Finder {
  readonly #text: string;
  readonly #seen = new Map<string, { from: number; at: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The first place from here on; beyond every place when there is none. */
  next(literal: string, from: number): number {
    const seen = this.#seen.get(literal);
    if (seen !== undefined && seen.from <= from && from <= seen.at) return seen.at;
    const found = this.#text.indexOf(literal, from);
    const at = found === -1 ? Number.POSITIVE_INFINITY : found;
    this.#seen.set(literal, { from, at });
    return at;
  }
}

/** Looks for messages in one text. */
export class TemplateReader {
  readonly text: FoldedText;

  constructor(text: FoldedText) {
    this.text = text;
  }

  /** Every place where a template fits, from left to right, none within another. */
  all(template: Template): Match[] {
    const [first = ""] = template.literals;
    const { folded } = this.text;
    const matches: Match[] = [];
    const pass = this.pass(template);
    let from = folded.indexOf(first);
    while (from !== -1) {
      const match = pass.at(from);
      if (match !== undefined) matches.push(match);
      from = folded.indexOf(first, match === undefined ? from + 1 : match.end);
    }
    return matches;
  }

  /** A way through the text for one template, to be asked about places from left to right. */
  pass(template: Template): Pass {
    return new Pass(this.text, template);
  }

  /** Whether a text, folded, ends at this place. */
  endsAt(literal: string, place: number): boolean {
    return this.text.folded.startsWith(literal, place - literal.length);
  }
}

/** One template's way through one text. Its finders are its own, so that each only ever looks further to the right. */
class Pass {
  readonly #text: FoldedText;
  readonly #template: Template;
  readonly #literals: Finder;
  readonly #spaces: Finder;
  readonly #firsts: Finder;

  constructor(text: FoldedText, template: Template) {
    this.#text = text;
    this.#template = template;
    this.#literals = new Finder(text.folded);
    this.#spaces = new Finder(text.folded);
    this.#firsts = new Finder(text.folded);
  }

  /** How the template fits at this place, if it does. */
  at(start: number): Match | undefined {
    const { literals, holes } = this.#template;
    if (!this.#text.folded.startsWith(literals[0] ?? "", start)) return undefined;
    const filling: Partial<Record<HoleName, string>> = {};
    let at = start + (literals[0]?.length ?? 0);
    for (const [index, name] of holes.entries()) {
      const literal = literals[index + 1] ?? "";
      const end = this.#holeEnd(name, literal, at);
      if (end === undefined) return undefined;
      filling[name] = this.#text.shown.slice(at, end);
      at = end + literal.length;
    }
    return { start, end: at, filling };
  }

  /** Where a hole that begins here ends; `undefined` when nothing there can be in it. */
  #holeEnd(name: HoleName, literal: string, at: number): number | undefined {
    const hole: Hole = HOLES[name];
    const end = literal === "" ? this.#openEnd(name, at) : this.#closedEnd(literal, at);
    if (end === undefined || end - at > hole.longest) return undefined;
    if (hole.spaced === undefined && this.#spaces.next(" ", at) < end) return undefined;
    // Of two that begin, the later one is meant: nothing swallows the beginning of the next message.
    if (hole.spaced !== undefined && this.#firsts.next(this.#template.literals[0] ?? "", at) < end) return undefined;
    if (hole.needs !== undefined && !this.#text.folded.slice(at, end).includes(hole.needs)) return undefined;
    return end;
  }

  #closedEnd(literal: string, at: number): number | undefined {
    // A full stop at the end of a message is the last of a word: a URL holds others.
    if (literal === ".") {
      const space = this.#spaces.next(" ", at);
      return space > at && this.#text.folded.charAt(space - 1) === "." ? space - 1 : undefined;
    }
    const end = this.#literals.next(literal, at);
    return end === Number.POSITIVE_INFINITY ? undefined : end;
  }

  /** The end of a hole that nothing follows. */
  #openEnd(name: HoleName, at: number): number | undefined {
    if (name === "status") return statusEnd(this.#text.folded, at);
    let end = this.#spaces.next(" ", at);
    if (name !== "line") return end;
    while (!this.#text.endsLine(end) && end - at <= HOLES.line.longest) end = this.#spaces.next(" ", end + 1);
    return end;
  }
}

/** The end of a status code, or of `(null)`. */
function statusEnd(folded: string, at: number): number | undefined {
  if (folded.startsWith("(null)", at)) return at + "(null)".length;
  let end = at;
  while (end - at < 4 && folded.charAt(end) >= "0" && folded.charAt(end) <= "9") end += 1;
  return end - at === 3 ? end : undefined;
}
