// What every benchmark here is made with: contenders that take turns, processor time, medians, and figures that are ratios within one run.

/**
 * @typedef {object} Figure What was found out: a ratio where nothing else is said.
 * @property {number} ratio the median of the rounds
 * @property {readonly [low: number, high: number]} spread the half of the rounds in the middle lies between these
 */

/**
 * @typedef {object} Table What a benchmark found out.
 * @property {string} title
 * @property {string} note what is compared, and with what
 * @property {readonly string[]} columns the first names the rows
 * @property {readonly (readonly [name: string, ...figures: number[]])[]} rows
 * @property {Readonly<Record<string, Figure>>} [figures] those that targets.mjs has a row for, by its name
 */

/**
 * @typedef {object} Pace How long is measured.
 * @property {number} rounds how often each contender has its turn
 * @property {number} milliseconds about how long a turn takes
 */

/**
 * @callback Benchmark
 * @param {Pace} pace
 * @returns {Table | Promise<Table>}
 */

/** Somewhere for results to go, so that no work is left out for having none. */
let sink = 0;

/**
 * What one call of each contender costs in each round, in nanoseconds. They take turns, in one order and then in the other, so
 * that whatever slows the machine down slows all of them.
 *
 * @param {readonly (() => unknown)[]} contenders
 * @param {Pace} pace
 * @returns {number[][]} in the order of the contenders
 */
export function measure(contenders, pace) {
  const runners = contenders.map((call) => {
    return { call, calls: callsPerTurn(call, pace.milliseconds), times: /** @type {number[]} */ ([]) };
  });
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const { call, calls, times } of inTurn(runners, round)) times.push((1e6 * time(call, calls)) / calls);
  }
  return runners.map(({ times }) => times);
}

/** What answers later leaves garbage of many kinds, and takes thousands of calls until it is compiled: its turns are so many times as long. */
const LATER = 10;

/**
 * The same for contenders that answer later: one call at a time.
 *
 * @param {readonly (() => Promise<unknown>)[]} contenders
 * @param {Pace} pace
 * @returns {Promise<number[][]>} nanoseconds, in the order of the contenders
 */
export async function measureAsync(contenders, pace) {
  const runners = [];
  for (const call of contenders) {
    let calls = 1;
    while ((await timeAsync(call, calls)) < LATER * pace.milliseconds) calls *= 2;
    runners.push({ call, calls, times: /** @type {number[]} */ ([]) });
  }
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const { call, calls, times } of inTurn(runners, round)) {
      times.push((1e6 * (await timeAsync(call, calls))) / calls);
    }
  }
  return runners.map(({ times }) => times);
}

/**
 * How many times as much the first costs as the second: in each round by itself, and then the median.
 *
 * @param {readonly number[] | undefined} times
 * @param {readonly number[] | undefined} against of the same rounds
 * @returns {Figure}
 */
export function ratioOf(times = [], against = []) {
  return figureOf(times.map((time, round) => time / (against[round] ?? Number.NaN)));
}

/**
 * What a contender costs beyond another one, round by round: what it adds to the work of that one.
 *
 * @param {readonly number[] | undefined} times
 * @param {readonly number[] | undefined} without of the same rounds
 * @returns {number[]}
 */
export function added(times = [], without = []) {
  return times.map((time, round) => time - (without[round] ?? Number.NaN));
}

/**
 * @param {readonly number[]} numbers one a round
 * @returns {Figure}
 */
export function figureOf(numbers) {
  return { ratio: median(numbers), spread: [quantile(numbers, 0.25), quantile(numbers, 0.75)] };
}

/**
 * The contenders in the order of this round: forwards and backwards by turns.
 *
 * @template Runner
 * @param {readonly Runner[]} runners
 * @param {number} round
 * @returns {readonly Runner[]}
 */
export function inTurn(runners, round) {
  return round % 2 === 0 ? runners : runners.toReversed();
}

/**
 * @param {readonly number[]} numbers at least one
 * @returns {number}
 */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/**
 * @param {readonly number[]} numbers at least one
 * @param {number} part of them that are smaller, 0 to 1
 * @returns {number} between two of them as their distance says
 */
function quantile(numbers, part) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const lower = sorted[Math.floor(at)] ?? Number.NaN;
  const upper = sorted[Math.ceil(at)] ?? Number.NaN;
  return lower + (upper - lower) * (at % 1);
}

/**
 * Processor time that this process has used, its garbage collector and its compiler included: others on the same machine do not
 * count.
 *
 * @returns {number} milliseconds
 */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * The table as text, its columns in line.
 *
 * @param {Pick<Table, "title" | "note" | "columns" | "rows">} table
 * @returns {string}
 */
export function format({ title, note, columns, rows }) {
  return [
    title,
    note,
    "",
    ...inColumns([columns, ...rows.map(([name, ...figures]) => [name, ...figures.map(show)])]),
  ].join("\n");
}

/**
 * Rows of cells as lines: the first column begins in line, the others end in line.
 *
 * @param {readonly (readonly string[])[]} rows
 * @returns {string[]}
 */
export function inColumns(rows) {
  const widths = (rows[0] ?? []).map((_column, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
}

/** @param {number} figure */
export function show(figure) {
  if (figure >= 100) return figure.toFixed(0);
  return figure < 10 ? figure.toFixed(2) : figure.toFixed(1);
}

/**
 * How many calls fill a turn. Finding out also warms the contender up.
 *
 * @param {() => unknown} call
 * @param {number} milliseconds
 */
function callsPerTurn(call, milliseconds) {
  let calls = 1;
  while (time(call, calls) < milliseconds) calls *= 2;
  return calls;
}

/**
 * @param {() => unknown} call
 * @param {number} calls
 * @returns {number} milliseconds
 */
function time(call, calls) {
  const start = processorTime();
  for (let index = 0; index < calls; index += 1) if (call() === undefined) sink += 1;
  const end = processorTime();
  if (sink < 0) throw new Error("This cannot be; it only keeps the sink in use.");
  return end - start;
}

/**
 * @param {() => Promise<unknown>} call
 * @param {number} calls
 * @returns {Promise<number>} milliseconds
 */
async function timeAsync(call, calls) {
  const start = processorTime();
  for (let index = 0; index < calls; index += 1) await call();
  return processorTime() - start;
}
