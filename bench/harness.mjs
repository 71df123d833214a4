// What every benchmark here is made with: contenders that take turns, medians, and figures that are ratios within one run.

/**
 * @typedef {object} Table What a benchmark found out.
 * @property {string} title
 * @property {string} note what is compared, and with what
 * @property {readonly string[]} columns the first names the rows
 * @property {readonly (readonly [name: string, ...figures: number[]])[]} rows
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
 * What one call of each contender costs, in nanoseconds: the median of its turns. They take turns, in one order and then in
 * the other, so that whatever slows the machine down slows all of them.
 *
 * @param {readonly (() => unknown)[]} contenders
 * @param {Pace} pace
 * @returns {number[]} in the order of the contenders
 */
export function race(contenders, pace) {
  const runners = contenders.map((call) => {
    return { call, calls: callsPerTurn(call, pace.milliseconds), times: /** @type {number[]} */ ([]) };
  });
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const { call, calls, times } of inTurn(runners, round)) times.push(time(call, calls) / calls);
  }
  return runners.map(({ times }) => 1e6 * median(times));
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
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The table as text, its columns in line.
 *
 * @param {Table} table
 * @returns {string}
 */
export function format({ title, note, columns, rows }) {
  const cells = [columns, ...rows.map(([name, ...figures]) => [name, ...figures.map(show)])];
  const widths = columns.map((_column, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
  return [title, note, "", ...lines].join("\n");
}

/** @param {number} figure */
function show(figure) {
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
  const start = performance.now();
  for (let index = 0; index < calls; index += 1) if (call() === undefined) sink += 1;
  const end = performance.now();
  if (sink < 0) throw new Error("This cannot be; it only keeps the sink in use.");
  return end - start;
}
