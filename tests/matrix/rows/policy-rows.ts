import { STRANGER } from "../policies.ts";
import type { MatrixRow } from "../row.ts";
import {
  FROM_OTHER,
  FROM_STRANGER,
  GRANTED,
  NARROW_GRANT,
  preflight,
  PREFLIGHT_GRANTED,
  PREFLIGHT_REFUSED,
  PUBLIC_GRANT,
  REFUSED,
  VARY,
} from "./expectations.ts";

const TWO_POLICIES: readonly MatrixRow[] = [
  {
    fact: "the outer policy grants a preflight",
    ...preflight("PUT", "x-a"),
    mount: "named-around-narrow",
    ...PREFLIGHT_GRANTED,
  },
  {
    fact: "the outer policy refuses a preflight",
    ...preflight("PUT", undefined, STRANGER),
    mount: "named-around-narrow",
    ...PREFLIGHT_REFUSED,
  },
  {
    fact: "the inner policy's refusal takes the outer one's grant away",
    ...GRANTED,
    mount: "named-around-narrow",
    route: "ok",
    cors: [],
  },
  {
    fact: "the inner policy's grant stands alone",
    mount: "named-around-narrow",
    route: "ok",
    headers: FROM_OTHER,
    cors: NARROW_GRANT,
    vary: VARY,
  },
  { fact: "the inner policy's refusal takes * away", ...REFUSED, mount: "public-around-named", route: "ok" },
  { fact: "the inner policy's grant replaces *", ...GRANTED, mount: "public-around-named", route: "ok" },
  {
    fact: "the inner policy takes * away from an answer to nobody",
    ...REFUSED,
    headers: [],
    mount: "public-around-named",
    route: "ok",
  },
  {
    fact: "the inner policy's * stands alone, and the outer one's Vary stays",
    mount: "named-around-public",
    headers: FROM_STRANGER,
    route: "ok",
    cors: PUBLIC_GRANT,
    vary: VARY,
  },
  { fact: "the same policy twice says everything once", ...GRANTED, mount: "named-twice", route: "ok" },
  {
    fact: "a 404 is answered as the inner policy decides",
    ...REFUSED,
    mount: "public-around-named",
    route: "no/such/route",
    status: 404,
  },
  {
    fact: "an error is answered as the inner policy decides",
    ...REFUSED,
    mount: "public-around-named",
    route: "throws-late",
    status: 500,
  },
];

const CHOSEN: readonly MatrixRow[] = [
  { fact: "a live policy", ...GRANTED, mount: "live", route: "ok" },
  { fact: "a route's policy", ...GRANTED, mount: "by-route", route: "ok" },
  { fact: "another route's policy", mount: "by-route", route: "own-vary-star", cors: PUBLIC_GRANT, vary: ["*"] },
  { fact: "a route without a policy", mount: "by-route", route: "later", headers: FROM_STRANGER, body: "later" },
  { fact: "a route's policy and its preflight", ...preflight("PUT"), mount: "by-route", ...PREFLIGHT_GRANTED },
  {
    fact: "a route without a policy gets its OPTIONS itself",
    ...preflight("PUT"),
    mount: "by-route",
    route: "later",
    body: "later",
  },
  { fact: "a route's policy that comes later", ...GRANTED, mount: "by-route-later", route: "ok" },
  {
    fact: "a route's policy that comes later, and its preflight",
    ...preflight("PUT"),
    mount: "by-route-later",
    ...PREFLIGHT_GRANTED,
  },
  {
    fact: "a route's policy that comes later, and a body",
    ...GRANTED,
    mount: "by-route-later",
    route: "parses",
    method: "POST",
    headers: [...GRANTED.headers, ["Content-Type", "application/json"]],
    sends: "{}",
    body: "parsed",
  },
  {
    fact: "a route's policy that comes later, and an error",
    ...REFUSED,
    mount: "by-route-later",
    route: "throws-late",
    status: 500,
  },
  { fact: "no policy adds nothing", mount: "no-policy", route: "ok", headers: FROM_STRANGER },
  {
    fact: "no policy takes nothing away",
    mount: "no-policy",
    route: "own-grant",
    headers: FROM_STRANGER,
    cors: [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Private-Network", "true"],
    ],
  },
  { fact: "no policy leaves the decision to the inner one", ...GRANTED, mount: "no-policy-around-named", route: "ok" },
  {
    fact: "no policy leaves the preflight to the inner one",
    ...preflight("PUT"),
    mount: "no-policy-around-named",
    ...PREFLIGHT_GRANTED,
  },
  { fact: "no policy leaves the outer one's decision", ...GRANTED, mount: "named-around-no-policy", route: "ok" },
];

const FAILED: readonly MatrixRow[] = ["throws", "rejects"].flatMap((how): MatrixRow[] => {
  const mount = how as "throws" | "rejects";
  return [
    { fact: `a function that ${how} grants nothing`, ...GRANTED, mount, route: "ok", cors: [], body: "ok" },
    { fact: `a function that ${how}, and nobody`, ...REFUSED, headers: [], mount, route: "ok", body: "ok" },
    { fact: `a function that ${how} refuses a preflight`, ...preflight("PUT"), mount, ...PREFLIGHT_REFUSED },
    { fact: `a function that ${how} takes the handler's grant away`, ...GRANTED, mount, route: "own-grant", cors: [] },
  ];
});

export const POLICY_ROWS: readonly MatrixRow[] = [
  ...TWO_POLICIES,
  ...CHOSEN,
  ...FAILED,
  {
    fact: "a function that throws further in takes the outer one's grant away",
    ...REFUSED,
    mount: "throws-inside-public",
    route: "ok",
  },
];
