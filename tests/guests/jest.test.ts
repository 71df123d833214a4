import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";
import { ENVIRONMENT, GUESTS, place } from "./place.ts";

const GUIDE = readFileSync(join(ROOT, "docs/guide/testing.md"), "utf8");

/** The configuration that the guide gives for tests that use `require`. */
const [, CONFIGURATION = ""] = /^```js\n(module\.exports.*?)^```$/ms.exec(GUIDE) ?? [];

const TESTS = `
const policy = definePolicy({ origins: ["https://app.example.com"], methods: ["PUT"] });
const app = cors(policy)((request, response) => response.end("fine"));
const page = pageOn("https://app.example.com", app);
expect.extend(corsMatchers);

it("lets the page change an order", async () => {
  const { response } = await expectAllowed(page, "/orders/7", { method: "PUT" });
  expect(await response.text()).toBe("fine");
});
it("gives up", async () => {
  const signal = AbortSignal.abort();
  await expect(expectAllowed(page, "/orders/7", { signal })).rejects.toMatchObject({ name: "AbortError" });
});
it("is told why", async () => {
  await expectAllowed(page, "/orders/7", { method: "DELETE" });
});
it("is told why by a matcher", async () => {
  await expect(page).toReach("/orders/7", { method: "DELETE" });
});
`;

const IMPORTS = [
  ["definePolicy", "crossorigin"],
  ["cors", "crossorigin/node"],
  ["corsMatchers, expectAllowed, pageOn", "crossorigin/testing"],
] as const;

const FORMS = [
  {
    what: "ES modules",
    file: "orders.test.mjs",
    configuration: "module.exports = {};\n",
    head: IMPORTS.map(([names, from]) => `import { ${names} } from "${from}";`).join("\n"),
    options: "--experimental-vm-modules",
  },
  {
    what: "require",
    file: "orders.test.cjs",
    configuration: CONFIGURATION,
    head: IMPORTS.map(([names, from]) => `const { ${names} } = require("${from}");`).join("\n"),
    options: "",
  },
] as const;

describe("jest", { timeout: 300_000 }, () => {
  it.each(FORMS)("runs tests that use $what, and shows why one fails", ({ file, configuration, head, options }) => {
    const folder = place("jest");
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, file), head + TESTS);
    writeFileSync(join(folder, "jest.config.cjs"), configuration);
    const jest = join(GUESTS, "node_modules", "jest", "bin", "jest.js");
    const args = [jest, "--testMatch", "**/orders.test.*", "--ci"];
    const env = { ...ENVIRONMENT, NODE_ENV: "test", NODE_OPTIONS: options };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
    expect(stderr).toContain("Tests:       2 failed, 2 passed, 4 total");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "CorsAssertionError: A page on https://app.example.com cannot DELETE https://api.test/orders/7: MethodDisallowedByPreflightResponse.",
    );
    // What was on the wire, and the line of the test, from both.
    expect(stderr.match(/< Access-Control-Allow-Methods: PUT/g)).toHaveLength(2);
    expect(stderr.match(new RegExp(`\\(${file.replaceAll(".", "\\.")}:\\d+:\\d+\\)`, "g"))).toHaveLength(2);
  });
});
