// How many bytes a decision allocates, against the same answer written down by hand.
import { inChild } from "./child.mjs";

/** Nothing is collected before it is counted. */
const ROOM = ["--single-threaded-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"];

/** @type {import("./harness.mjs").Benchmark} */
export function allocation({ rounds }) {
  const allocated = inChild("allocate.mjs", [`${rounds}`], ROOM);
  const { figures, bytes } = /** @type {import("./allocate.mjs").Allocated} */ (allocated);
  return {
    title: "allocation",
    note: "Bytes of the heap for one decision, and for its answer written down as a literal.",
    columns: ["request", "decide", "its answer"],
    rows: bytes,
    figures,
  };
}
