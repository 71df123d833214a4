import { vi } from "vitest";

const numRuns = Number(process.env["CROSSORIGIN_RUNS"] ?? 20_000);

/** How many cases each law is tried on; `CROSSORIGIN_RUNS` asks for more. A law that fails prints its seed. */
export const RUNS: { readonly numRuns: number } = { numRuns };

/** Long enough for every case, also on a machine that is busy with something else. */
vi.setConfig({ testTimeout: 20_000 + 3 * numRuns });
