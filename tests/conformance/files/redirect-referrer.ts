import type { ReferrerPolicyName } from "../../../src/browser/index.ts";
import { fetchRow, reads, readsOwn } from "../expectations.ts";
import { always, EVERYBODY } from "../handlers.ts";
import { OWN, PAGE, REMOTE } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const START = `${OWN}/start`;
const ORIGIN = `${OWN}/`;

/** What a policy leaves of the page's URL: all, the origin, or nothing. */
const LEAVES = {
  "no-referrer": { own: null, cross: null },
  "no-referrer-when-downgrade": { own: PAGE, cross: PAGE },
  origin: { own: ORIGIN, cross: ORIGIN },
  "origin-when-cross-origin": { own: PAGE, cross: ORIGIN },
  "same-origin": { own: PAGE, cross: null },
  "strict-origin": { own: ORIGIN, cross: ORIGIN },
  "strict-origin-when-cross-origin": { own: PAGE, cross: ORIGIN },
  "unsafe-url": { own: PAGE, cross: PAGE },
} as const satisfies Record<ReferrerPolicyName, { own: string | null; cross: string | null }>;

const POLICIES = Object.keys(LEAVES) as ReferrerPolicyName[];

type PolicyOrNone = ReferrerPolicyName | "";

function referrerRow(cross: boolean, init: PolicyOrNone, redirected: PolicyOrNone, expected: string | null): Row {
  const end = `${cross ? REMOTE : OWN}/end`;
  return fetchRow(
    `${cross ? "to another" : "to the page's own"} origin, policy ${JSON.stringify(init)}, the redirect says ${JSON.stringify(redirected)}`,
    {
      [START]: () => ({
        status: 302,
        headers: [["Location", end], ...(redirected === "" ? [] : [["Referrer-Policy", redirected] as const])],
      }),
      [end]: always(EVERYBODY),
    },
    START,
    { referrerPolicy: init },
    {
      outcome: cross ? reads() : readsOwn(),
      wire: [`GET ${START}`, `GET ${end}`],
      sent: { referer: expected },
    },
  );
}

/** One of the two policies is left to the page's default, which leaves the most of what is asked here. */
function halfRows(cross: boolean): Row[] {
  const left = (policy: ReferrerPolicyName): string | null => LEAVES[policy][cross ? "cross" : "own"];
  return [
    ...POLICIES.map((policy) => referrerRow(cross, "", policy, left(policy))),
    ...POLICIES.map((policy) => referrerRow(cross, policy, "", left(policy))),
  ];
}

/** What the first policy took away, the second does not give back. */
function overrideRow(cross: boolean, init: ReferrerPolicyName, redirected: ReferrerPolicyName): Row {
  const both = [LEAVES[init].own, LEAVES[redirected][cross ? "cross" : "own"]];
  const expected = both.includes(null) ? null : both.includes(ORIGIN) ? ORIGIN : PAGE;
  return referrerRow(cross, init, redirected, expected);
}

const FOLDER = "fetch/api/redirect";

export const REDIRECT_REFERRER: readonly WptFile[] = [
  {
    path: `${FOLDER}/redirect-referrer.any.js`,
    subtests: 32,
    rows: [...halfRows(false), ...halfRows(true)],
  },
  {
    path: `${FOLDER}/redirect-referrer-override.any.js`,
    subtests: 128,
    rows: POLICIES.flatMap((init) =>
      POLICIES.flatMap((redirected) => [overrideRow(false, init, redirected), overrideRow(true, init, redirected)]),
    ),
  },
];
