// Every benchmark, in the order in which they run.

/**
 * Each by its name. It imports the package as its users do, so it is not loaded before the package is built.
 *
 * @type {Readonly<Record<string, () => Promise<import("./harness.mjs").Benchmark>>>}
 */
export const BENCHMARKS = {
  decide: async () => (await import("./decide.mjs")).decide,
  response: async () => (await import("./response.mjs")).response,
  scale: async () => (await import("./scale.mjs")).scale,
  "hostile-input": async () => (await import("./hostile-input.mjs")).hostileInput,
  allocation: async () => (await import("./allocation.mjs")).allocation,
  servers: async () => (await import("./servers.mjs")).servers,
  "drop-ins": async () => (await import("./drop-ins.mjs")).dropIns,
  "simulated-browser": async () => (await import("./simulated-browser.mjs")).simulatedBrowser,
  "load-time": async () => (await import("./load-time.mjs")).loadTime,
  "start-up": async () => (await import("./start-up.mjs")).startUp,
};
