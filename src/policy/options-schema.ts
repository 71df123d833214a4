/** A method or the name of a header (RFC 9110, 5.6.2), or `*`, which looks like one. */
const NAME = { type: "string", pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" } as const;

// Nothing here is spread: to a bundler that could have effects, and nobody would be rid of the schema.
const NAMES = [{ const: "*" }, { type: "array", items: NAME }] as const;

const PROPERTIES = {
  $schema: {
    title: "Schema",
    description: "Where this schema is, for editors. It says nothing to a policy.",
    type: "string",
  },
  origins: {
    title: "Origins",
    description:
      'Whose pages may read the answers: "*" for everybody, without credentials, or a list of origins and patterns such as https://app.example.com, https://*.example.com, http://localhost:*.',
    anyOf: [{ const: "*" }, { type: "array", minItems: 1, items: { type: "string", not: { const: "*" } } }],
  },
  methods: {
    title: "Methods",
    description:
      'Methods that a page may use, as they are sent: case matters. GET, HEAD and POST never need permission. "*" for all.',
    default: [],
    anyOf: NAMES,
  },
  allowHeaders: {
    title: "Request headers",
    description:
      'Request headers that a page may set, in any case of letters. JSON bodies need Content-Type. "*" for all but Authorization; ["*", "Authorization"] for all.',
    default: [],
    anyOf: NAMES,
  },
  exposeHeaders: {
    title: "Response headers",
    description:
      'Response headers that a page may read, besides the seven that every page may. "*" for all, not together with credentials.',
    default: [],
    anyOf: NAMES,
  },
  credentials: {
    title: "Credentials",
    description:
      'Whether a page may send cookies, client certificates and stored HTTP authentication. Not together with origins "*".',
    type: "boolean",
    default: false,
  },
  maxAge: {
    title: "Seconds to remember a preflight",
    description: "How long a browser may remember a preflight's answer. Without it browsers use 5 seconds.",
    type: "integer",
    minimum: 0,
    maximum: 86_400,
  },
  dangerouslyAllowNullOrigin: {
    title: "Allow the origin null",
    description: 'Lets "null" stand among the origins. Any site can make a sandboxed frame that sends it.',
    type: "boolean",
    default: false,
  },
  dangerouslyAllowInsecureOrigins: {
    title: "Allow http with credentials",
    description: "Lets http: origins stand beside credentials. Whoever is on the network can then read as your user.",
    type: "boolean",
    default: false,
  },
  dangerouslyAllowPublicSuffixes: {
    title: "Allow wildcards under public suffixes",
    description: "Lets a * stand directly under a name such as vercel.app, where anybody can get a name.",
    type: "boolean",
    default: false,
  },
} as const;

/** What goes wrong between two options, each of which is right. */
const RULES = [
  {
    title: 'Origins "*" and credentials exclude each other',
    if: { properties: { origins: { const: "*" } }, required: ["origins"] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { credentials: { const: false } } },
  },
  {
    title: 'Response headers "*" and credentials exclude each other',
    if: { properties: { credentials: { const: true } }, required: ["credentials"] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: {
      properties: {
        exposeHeaders: { not: { anyOf: [{ const: "*" }, { type: "array", contains: { const: "*" } }] } },
      },
    },
  },
] as const;

const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Options of a CORS policy",
  description:
    "What crossorigin's definePolicy takes, as far as JSON can say it: no functions and no sources of origins.",
  type: "object",
  properties: PROPERTIES,
  required: ["origins"],
  additionalProperties: false,
  allOf: RULES,
} as const;

/**
 * The shape of a policy's options that are kept in a file: a JSON Schema of the draft 2020-12, plain data, frozen. It
 * knows names, types and what excludes what; whether each origin and each header name is sound is for `checkPolicy`.
 *
 * @see https://json-schema.org/draft/2020-12
 * @example
 * writeFileSync("policy.schema.json", JSON.stringify(policyOptionsSchema, undefined, 2));
 * // and in policy.json: { "$schema": "./policy.schema.json", "origins": ["https://app.example.com"] }
 */
export const policyOptionsSchema: typeof SCHEMA = /* @__PURE__ */ deepFreeze(SCHEMA);

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
