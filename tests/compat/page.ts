import { escape, table } from "../conformance/table.ts";
import { readPeers } from "./peers-report.ts";

/** What `docs/conformance.md` says about the drop-ins for other libraries. */
export function dropInSections(): string[] {
  const peers = readPeers();
  const leftOut = peers.flatMap(({ library, leftOut }) => lines(library, leftOut));
  const differences = peers.flatMap(({ library, differences }) => lines(library, differences));
  return [
    "\n## Drop-ins for other libraries\n",
    INTRODUCTION,
    table(
      ["library", "version", "tests of", "cases", "passed", "differences"],
      peers.map(({ library, version, suite, cases, passed, differences }) => [
        `\`${library}\``,
        version,
        suite,
        String(cases),
        String(passed),
        String(Object.keys(differences).length),
      ]),
    ),
    "Left out, as they assert what no application can reach:\n",
    ...leftOut,
    `\n${differences.length === 0 ? "No case differs." : "Differences:\n"}`,
    ...differences,
    "\nWhere a drop-in answers otherwise than its library, in ways that these tests do not touch, is in",
    "[the guide](guide/migrating.md#where-it-differs-from-its-library).",
    "",
  ];
}

const INTRODUCTION = `The libraries that \`crossorigin/compat\` replaces have tests of their own. They were run with our drop-in in the place of the library, from
checkouts outside of this tree; \`npm run test:peers -- --from FOLDER\` runs them again. Where the newest public checkout is older than the package,
the tests are those of the checkout, and the code that they test is the same.
`;

function lines(library: string, named: Readonly<Record<string, string>>): string[] {
  return Object.entries(named).map(([name, reason]) => `- \`${library}\`, ${escape(name)}: ${reason}`);
}
