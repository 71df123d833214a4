/**
 * Some of the entries, chosen by a seed: the same seed chooses the same ones.
 *
 * @returns in the order in which they were
 */
export function sample<T>(entries: readonly T[], count: number, seed: number): T[] {
  const random = randomFrom(seed);
  const ranked = entries.map((entry, index) => ({ entry, index, rank: random() }));
  const chosen = ranked.sort((one, other) => one.rank - other.rank).slice(0, count);
  return chosen.sort((one, other) => one.index - other.index).map(({ entry }) => entry);
}

/** Numbers from 0 to 2^32 that look random, by a linear congruence (Knuth's and Lewis' constants) whose low bits are mixed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state ^ (state >>> 15)) >>> 0;
  };
}
