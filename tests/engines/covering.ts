import type { Random } from "./random.ts";

/** Whether two levels, each of another dimension, may stand in one row. */
export type Fits = (dimension: number, level: number, other: number, otherLevel: number) => boolean;

/** How many rows are tried for the place of one. */
const CANDIDATES = 4;

/**
 * Rows in which every three levels of any three dimensions stand together at least once, unless two of them do not fit.
 * Greedy: each row begins with three levels that have not met, and takes in each other dimension the level that makes
 * most meet for the first time.
 *
 * @param sizes how many levels each dimension has
 * @throws Error when three levels that fit cannot be completed: then a pair is missing among those that do not fit
 */
export function coverTriples(sizes: readonly number[], fits: Fits, random: Random): number[][] {
  const levels = new Levels(sizes, fits);
  const rows: number[][] = [];
  for (let triple = levels.nextOpen(); triple !== undefined; triple = levels.nextOpen()) {
    let best: number[] = [];
    let most = 0;
    for (let candidate = 0; candidate < CANDIDATES; candidate += 1) {
      const row = complete(levels, triple, random);
      const gain = levels.openIn(row);
      if (gain > most) [best, most] = [row, gain];
    }
    levels.close(best);
    rows.push(best.map((place, dimension) => place - levels.start(dimension)));
  }
  return rows;
}

/** A row with these three in it. Levels are places in the list of all levels of all dimensions. */
function complete(levels: Levels, triple: readonly number[], random: Random): number[] {
  const row = [...triple];
  const taken = new Set(row.map((place) => levels.dimensionOf(place)));
  const others = [...levels.sizes.keys()].filter((dimension) => !taken.has(dimension));
  for (const dimension of random.shuffle(others)) {
    let best: number[] = [];
    let most = -1;
    for (let level = 0; level < (levels.sizes[dimension] ?? 0); level += 1) {
      const place = levels.start(dimension) + level;
      if (!row.every((other) => levels.fit(place, other))) continue;
      const gain = levels.openWith(row, place);
      if (gain > most) [best, most] = [[place], gain];
      else if (gain === most) best.push(place);
    }
    if (best.length === 0) throw new Error(`no level of dimension ${dimension} fits ${triple.join(", ")}`);
    row.push(random.pick(best));
    row.sort((one, other) => one - other);
  }
  return row;
}

/** The levels of all dimensions in one list, and which three of them have still to meet. */
class Levels {
  readonly sizes: readonly number[];
  readonly #starts: number[] = [];
  readonly #dimensions: number[] = [];
  readonly #count: number;
  readonly #fits: Uint8Array;
  /** By three places, in ascending order. */
  readonly #open: Uint8Array;
  #cursor = 0;

  constructor(sizes: readonly number[], fits: Fits) {
    this.sizes = sizes;
    for (const [dimension, size] of sizes.entries()) {
      this.#starts.push(this.#dimensions.length);
      for (let level = 0; level < size; level += 1) this.#dimensions.push(dimension);
    }
    this.#count = this.#dimensions.length;
    this.#fits = this.#allFits(fits);
    this.#open = new Uint8Array(this.#count ** 3);
    for (let a = 0; a < this.#count; a += 1) {
      for (let b = a + 1; b < this.#count; b += 1) {
        if (!this.fit(a, b)) continue;
        for (let c = b + 1; c < this.#count; c += 1) {
          if (this.fit(a, c) && this.fit(b, c)) this.#open[this.#index(a, b, c)] = 1;
        }
      }
    }
  }

  start(dimension: number): number {
    return this.#starts[dimension] ?? Number.NaN;
  }

  dimensionOf(place: number): number {
    return this.#dimensions[place] ?? Number.NaN;
  }

  fit(place: number, other: number): boolean {
    return this.#fits[place * this.#count + other] === 1;
  }

  nextOpen(): [number, number, number] | undefined {
    const index = this.#open.indexOf(1, this.#cursor);
    if (index === -1) return undefined;
    this.#cursor = index;
    const rest = Math.floor(index / this.#count);
    return [Math.floor(rest / this.#count), rest % this.#count, index % this.#count];
  }

  /** How many would meet for the first time if this level came into a row. */
  openWith(row: readonly number[], place: number): number {
    let count = 0;
    for (const [index, b] of row.entries()) {
      for (let before = 0; before < index; before += 1) {
        const a = row[before] ?? 0;
        const triple =
          place < a ? this.#index(place, a, b) : place < b ? this.#index(a, place, b) : this.#index(a, b, place);
        count += this.#open[triple] ?? 0;
      }
    }
    return count;
  }

  openIn(row: readonly number[]): number {
    return row.reduce((sum, place, index) => sum + this.openWith(row.slice(0, index), place), 0);
  }

  close(row: readonly number[]): void {
    for (const [third, c] of row.entries()) {
      for (const [second, b] of row.slice(0, third).entries()) {
        for (const a of row.slice(0, second)) this.#open[this.#index(a, b, c)] = 0;
      }
    }
  }

  #allFits(fits: Fits): Uint8Array {
    const result = new Uint8Array(this.#count ** 2);
    for (let place = 0; place < this.#count; place += 1) {
      for (let other = 0; other < this.#count; other += 1) {
        const [one, two] = [this.dimensionOf(place), this.dimensionOf(other)];
        const fit = one !== two && fits(one, place - this.start(one), two, other - this.start(two));
        result[place * this.#count + other] = fit ? 1 : 0;
      }
    }
    return result;
  }

  #index(a: number, b: number, c: number): number {
    return (a * this.#count + b) * this.#count + c;
  }
}
