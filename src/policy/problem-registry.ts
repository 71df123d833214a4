/** Whether a problem stops `definePolicy` or is only worth knowing. */
export type Severity = "error" | "advice";

interface ProblemRow {
  readonly severity: Severity;
  /** One sentence. `shown` is the value, quoted; `hint` is what the check found out. */
  readonly message: (shown: string, hint: string) => string;
  /** What to write instead. */
  readonly fix: (hint: string) => string;
}

const SPELL = (right: string): string => `Write ${JSON.stringify(right)}.`;

/** Every problem that options can have. Codes are public: they are added, never renamed, never used again. */
export const PROBLEMS = {
  // The options as a whole
  WrongType: {
    severity: "error",
    // The example is for the cure alone.
    message: (shown, hint) => `${shown} is not ${hint.replace(/, as in .*/, "")}.`,
    fix: (hint) => `Give ${hint}.`,
  },
  UnreadableOption: {
    severity: "error",
    message: () => "This option throws when it is read.",
    fix: () => "Give plain data: no getters and no proxies that throw.",
  },
  UnknownOption: {
    severity: "error",
    message: (_shown, hint) => `There is no option of this name${hint === "" ? "" : `; the nearest is ${hint}`}.`,
    fix: (hint) => (hint === "" ? "Take it out: the options are listed at PolicyOptions." : `Write ${hint}.`),
  },
  // Origins
  MissingOrigins: {
    severity: "error",
    message: () => "No origin is named, so no page could ever read an answer.",
    fix: () => 'Name the origins of your pages, as in ["https://app.example.com"], or write "*" for a public API.',
  },
  WildcardWithCredentials: {
    severity: "error",
    message: () =>
      'Credentials cannot go together with origins "*": browsers refuse it, and any site could read with your users\' cookies.',
    fix: () => "Name the origins that may send credentials, or leave credentials out.",
  },
  WildcardOriginInList: {
    severity: "error",
    message: () => 'A list of origins cannot hold "*".',
    fix: () => 'Write origins: "*" to let everybody in, or take it out of the list.',
  },
  SeveralOriginsInOneString: {
    severity: "error",
    message: (shown) => `${shown} holds several origins in one string.`,
    fix: () => "Give a list of strings; originsFrom(text) makes one from an environment variable.",
  },
  RegularExpressionAsOrigin: {
    severity: "error",
    message: () =>
      "A regular expression is no origin: with a dot or an anchor missing it lets strangers in, and nobody sees it.",
    fix: (hint) =>
      hint === ""
        ? 'Write origins and patterns, such as "https://**.example.com"; those that change come from an OriginSource.'
        : `If it is meant so, write ${hint}. Origins that change come from an OriginSource.`,
  },
  FunctionAsOrigin: {
    severity: "error",
    message: () => "A function is no origin: nobody can tell beforehand whom it lets in.",
    fix: () =>
      "Write origins and patterns; give an OriginSource where they change, and cors() a function where the request chooses a policy.",
  },
  NullOrigin: {
    severity: "error",
    message: () => '"null" is what any sandboxed frame of any site sends, not one origin.',
    fix: () => "Serve the page from an http(s) origin and name that one. If you must: dangerouslyAllowNullOrigin.",
  },
  FileOrigin: {
    severity: "error",
    message: (shown) => `${shown} never arrives: pages opened from a file send the origin null.`,
    fix: () => "Serve the page over http, for example from http://localhost:3000, and name that origin.",
  },
  WebSocketOrigin: {
    severity: "error",
    message: (shown) => `${shown} never arrives: a page that opens a WebSocket sends its own origin, of http(s).`,
    fix: (hint) => `Name the origin of the page${hint === "" ? "" : `, such as ${JSON.stringify(hint)}`}.`,
  },
  SchemeWithoutOrigin: {
    severity: "error",
    message: (shown) =>
      `No page has the origin ${shown}: data: sends null, about:, blob: and javascript: their maker's, and nobody opens ftp:.`,
    fix: (hint) =>
      hint === "" ? "Name the http(s) origin of the page, such as https://app.example.com." : SPELL(hint),
  },
  OriginWithoutScheme: {
    severity: "error",
    message: (shown) => `${shown} has no scheme, so it is no origin.`,
    fix: SPELL,
  },
  OriginWithUserInfo: {
    severity: "error",
    message: (shown) => `${shown} carries a user name or password, and no origin does.`,
    fix: SPELL,
  },
  OriginTrailingSlash: {
    severity: "error",
    message: (shown) => `${shown} ends with a slash, and no browser sends one.`,
    fix: SPELL,
  },
  OriginWithPath: {
    severity: "error",
    message: (shown) => `${shown} goes on after host and port; an origin ends there.`,
    fix: SPELL,
  },
  OriginUpperCase: {
    severity: "error",
    message: (shown) => `${shown} has upper-case letters; browsers send origins in lower case.`,
    fix: SPELL,
  },
  OriginNotAscii: {
    severity: "error",
    message: (shown) => `${shown} is not ASCII; browsers send such a host in its xn-- form.`,
    fix: SPELL,
  },
  OriginDefaultPort: {
    severity: "error",
    message: (shown) => `${shown} names the port that its scheme has anyway, and browsers then leave it out.`,
    fix: SPELL,
  },
  OriginNotCanonical: {
    severity: "error",
    message: (shown) => `${shown} is not spelled as browsers send it.`,
    fix: SPELL,
  },
  InvalidOrigin: {
    severity: "error",
    message: (shown) => `${shown} is no origin that a browser could send.`,
    fix: () => "Write scheme, host and, where it is not the scheme's own, port: https://app.example.com:8443.",
  },
  // Patterns
  TwoWildcards: {
    severity: "error",
    message: (shown) => `${shown} has more than one *.`,
    fix: () =>
      "Keep one, in the host (** is several labels: https://**.example.com) or for the port (http://localhost:*), and list what differs.",
  },
  WildcardMisplaced: {
    severity: "error",
    message: (shown) => `In ${shown} a * stands where none can.`,
    fix: () =>
      "A * stands in the host of http(s): https://*.example.com, https://**.example.com, https://pr-*.example.com; or for the port: http://localhost:*.",
  },
  WildcardTooWide: {
    severity: "error",
    message: (shown) => `${shown} names no domain behind its *, so it would match hosts of anybody.`,
    fix: () => 'Write the domain that you own: https://*.example.com. For a public API: origins "*".',
  },
  WildcardUnderPublicSuffix: {
    severity: "error",
    message: (shown, hint) => `Anybody can get a name under ${hint}, and ${shown} would let them in.`,
    fix: () => "Use a domain of your own, or name the hosts. If you must: dangerouslyAllowPublicSuffixes.",
  },
  PublicSuffixListMissing: {
    severity: "error",
    message: (shown) =>
      `Whether anybody can get a name under the host of ${shown} cannot be told without a list of public suffixes.`,
    fix: () => "Import from crossorigin instead of crossorigin/slim, or give publicSuffixOf.",
  },
  OriginSourceFailed: {
    severity: "error",
    message: (shown) => `The source of origins failed: ${shown}.`,
    fix: () =>
      "Let current() return a list of patterns, and subscribe(onChange) a function that ends the subscription.",
  },
  ShadowedOrigin: {
    severity: "advice",
    message: (shown, hint) => `${shown} is covered by ${hint} already.`,
    fix: () => "Take one of the two out: the narrower one changes nothing.",
  },
  InsecureOriginWithCredentials: {
    severity: "error",
    message: (shown) =>
      `${shown} is not https, and credentials are allowed: whoever is on the network could read as your user.`,
    fix: (hint) => `Write ${JSON.stringify(hint)}. If you must: dangerouslyAllowInsecureOrigins.`,
  },
  // Methods
  InvalidMethod: {
    severity: "error",
    message: (shown) => `${shown} is no method: letters, digits and a few symbols only, no spaces or commas.`,
    fix: () => 'Write one method per entry, as in ["PUT", "DELETE"].',
  },
  ForbiddenMethod: {
    severity: "error",
    message: (shown) => `${shown} cannot be sent by any page, so allowing it means nothing.`,
    fix: () => "Take it out.",
  },
  MethodNotNormalized: {
    severity: "error",
    message: (shown, hint) =>
      `Browsers send ${hint}, and methods are compared letter by letter: ${shown} would never match.`,
    fix: SPELL,
  },
  LowerCaseMethod: {
    severity: "advice",
    message: (shown, hint) =>
      `${shown} and ${JSON.stringify(hint)} are different methods; browsers send what the page wrote.`,
    fix: (hint) => `Write ${JSON.stringify(hint)}, and have the page write it too.`,
  },
  // Header names
  InvalidHeaderName: {
    severity: "error",
    message: (shown) =>
      `${shown} is no header name: letters, digits and a few symbols only, no spaces, commas or colons.`,
    fix: () => 'Write one name per entry, as in ["Content-Type", "X-Request-Id"].',
  },
  ForbiddenRequestHeader: {
    severity: "error",
    message: (shown) => `${shown} is the browser's own: no page can set it, so allowing it means nothing.`,
    fix: () => "Take it out. Cookies are allowed by credentials, not by a header name.",
  },
  ResponseHeaderAsRequestHeader: {
    severity: "error",
    message: (shown) => `${shown} is a header of the server's answer; a page that sends it has misunderstood CORS.`,
    fix: () => "Take it out here, and out of the page's request.",
  },
  ForbiddenResponseHeader: {
    severity: "error",
    message: (shown) => `${shown} is never shown to a page, even when it is exposed.`,
    fix: () => "Take it out; hand the value over in the body or in a header of your own.",
  },
  ProtocolHeaderExposed: {
    severity: "error",
    message: (shown) => `${shown} belongs to the CORS protocol; exposing it means nothing.`,
    fix: () => "Take it out.",
  },
  ExposedWildcardWithCredentials: {
    severity: "error",
    message: () => 'With credentials, browsers read "*" as a header of that name, so nothing would be exposed.',
    fix: () => "Name the response headers that pages read.",
  },
  // The rest
  MaxAgeOutOfRange: {
    severity: "error",
    message: (shown) => `${shown} is no whole number of seconds from 0 to 86400.`,
    fix: (hint) => `Write ${hint}. Chromium remembers for at most 7200 seconds, Firefox 86400, WebKit 600.`,
  },
  DuplicateEntry: {
    severity: "advice",
    message: (shown) => `${shown} stands here a second time.`,
    fix: () => "Take one out.",
  },
} as const satisfies Record<string, ProblemRow>;

/** The name of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;
