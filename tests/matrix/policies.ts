import { definePolicy, type Policy } from "../../src/index.ts";

export const PAGE = "https://app.example.com";
export const OTHER = "https://other.example.com";
export const STRANGER = "https://evil.example";

/** Two origins, with everything that can be said of them. */
const NAMED: Policy = definePolicy({
  origins: [PAGE, OTHER],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "X-A"],
  exposeHeaders: ["ETag"],
  credentials: true,
  maxAge: 600,
});

/** One of the two origins, and little else. */
const NARROW: Policy = definePolicy({ origins: [OTHER] });

/** Everybody. */
const PUBLIC: Policy = definePolicy({ origins: "*", methods: "*", allowHeaders: "*", exposeHeaders: ["ETag"] });

/** Everything, from everywhere on a list, with credentials: what is asked must be echoed. */
const WIDE: Policy = definePolicy({ origins: [PAGE], methods: "*", allowHeaders: "*", credentials: true });

/** The first part of a path: which policies stand around the application, the outermost first. */
export const MOUNTS = {
  named: [NAMED],
  public: [PUBLIC],
  wide: [WIDE],
  "named-around-narrow": [NAMED, NARROW],
  "public-around-named": [PUBLIC, NAMED],
  "named-twice": [NAMED, NAMED],
} as const satisfies Record<string, readonly Policy[]>;

export type Mount = keyof typeof MOUNTS;
