interface HazardRow {
  /** One sentence. `shown` is what was written, quoted; `library` is the package that is replaced. */
  readonly message: (shown: string, library: string) => string;
  /** What to write instead, as long as the library's options stay. */
  readonly fix: string;
}

/**
 * What a drop-in tells of that no policy could have: options of another library that are dangerous, or mean nothing. Codes are
 * public: they are added, never renamed, never used again.
 */
export const HAZARDS = {
  // Dangerous
  ReflectionWithCredentials: {
    message: () => "Whatever origin asks is let in, with credentials: every site can read as whoever is logged in.",
    fix: "Name the origins of your pages, or leave credentials out.",
  },
  CredentialsForStrangers: {
    message: () => "Access-Control-Allow-Credentials is sent to every origin, also to those that are refused.",
    fix: "Add safe: true, and whoever is refused gets no header of CORS at all.",
  },
  UnanchoredExpression: {
    message: (shown) =>
      `${shown} is not tied to both ends of an origin, so it also lets in origins that only contain what it looks for.`,
    fix: "Begin each of its alternatives with ^https:// and end it with $, and leave the flag m out.",
  },
  OptionsSwallowed: {
    message: (_shown, library) =>
      `Every OPTIONS is answered here, as in ${library}, so one that is no preflight never reaches your routes.`,
    fix: "Add safe: true, and only preflights are answered.",
  },
  // Without a meaning
  PatternIsText: {
    message: (shown, library) =>
      `${library} compares ${shown} letter by letter: its * is no wildcard, and no origin is ever equal to it.`,
    fix: "List the origins, or move to definePolicy, which has such patterns.",
  },
  OptionUndefined: {
    message: (_shown, library) =>
      `The option is there and undefined, which in ${library} is not the same as leaving it out.`,
    fix: "Give it a value, or leave it out.",
  },
  OriginFunctionFailed: {
    message: (shown) => `The function threw, or gave its answer where nobody takes it: ${shown}.`,
    fix: "Give the answer to the callback, or in a promise where the library takes one; and let a stranger be a no, not an error.",
  },
} as const satisfies Record<string, HazardRow>;

/** The name of a hazard. */
export type HazardCode = keyof typeof HAZARDS;
