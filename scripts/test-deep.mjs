// `npm run test:deep`: the laws of tests/oracle on up to a million generated cases each. A failure prints its seed.
import { installWhenStale, runTool } from "./steps.mjs";

const runs = { CROSSORIGIN_RUNS: process.env["CROSSORIGIN_RUNS"] ?? "1000000" };
if (!installWhenStale() || !runTool("vitest/vitest.mjs", ["run", "--project=oracle"], runs)) process.exitCode = 1;
