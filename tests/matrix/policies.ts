import { definePolicy, type Policy } from "../../src/index.ts";
import { livePolicy, type LivePolicy } from "../../src/policy/live-policy.ts";

export const PAGE = "https://app.example.com";
export const OTHER = "https://other.example.com";
export const STRANGER = "https://evil.example";

/** Two origins, with everything that can be said of them. */
export const NAMED: Policy = definePolicy({
  origins: [PAGE, OTHER],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "X-A"],
  exposeHeaders: ["ETag"],
  credentials: true,
  maxAge: 600,
});

/** One of the two origins, and little else. */
export const NARROW: Policy = definePolicy({ origins: [OTHER] });

/** Everybody. */
export const PUBLIC: Policy = definePolicy({ origins: "*", methods: "*", allowHeaders: "*", exposeHeaders: ["ETag"] });

/** Everything, from everywhere on a list, with credentials: what is asked must be echoed. */
const WIDE: Policy = definePolicy({ origins: [PAGE], methods: "*", allowHeaders: "*", credentials: true });

/** Chooses by the path of a request, whatever object the framework makes of one. */
export type ByPath = (path: string) => Policy | undefined | Promise<Policy | undefined>;

/** Every route has a policy of its own: those that begin with `own` are for everybody, `later` has none. */
const byRoute: ByPath = (path) => {
  const route = path.split("/")[2] ?? "";
  if (route.startsWith("own")) return PUBLIC;
  return route === "later" ? undefined : NAMED;
};

function throwing(): never {
  throw new Error("The function that chooses a policy throws.");
}

/** The first part of a path: which policies stand around the application, the outermost first. */
export const MOUNTS = {
  none: [],
  named: [NAMED],
  public: [PUBLIC],
  wide: [WIDE],
  live: [livePolicy(NAMED)],
  "named-around-narrow": [NAMED, NARROW],
  "public-around-named": [PUBLIC, NAMED],
  "named-around-public": [NAMED, PUBLIC],
  "named-twice": [NAMED, NAMED],
  "by-route": [byRoute],
  "by-route-later": [async (path) => byRoute(path)],
  "no-policy": [() => undefined],
  "no-policy-around-named": [() => undefined, NAMED],
  "named-around-no-policy": [NAMED, () => undefined],
  throws: [throwing],
  rejects: [async () => throwing()],
  "throws-inside-public": [PUBLIC, throwing],
} as const satisfies Record<string, readonly (Policy | LivePolicy | ByPath)[]>;

export type Mount = keyof typeof MOUNTS;
