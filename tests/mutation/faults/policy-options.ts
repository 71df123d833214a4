import type { WrittenFaults } from "../collect-faults.ts";

/** What could go wrong between what somebody wrote and a policy. */
export const OPTION_FAULTS: WrittenFaults = {
  "src/policy/check-names.ts": [
    ["a method with a space is right", `  if (!isToken(method)) return { code: "InvalidMethod" };\n`, ``],
    ["TRACE may be allowed", `  if (isForbiddenMethod(method)) return { code: "ForbiddenMethod" };\n`, ``],
    ["put is right", `  if (normalized !== method) return { code: "MethodNotNormalized", hint: normalized };\n`, ``],
    [
      "patch is right",
      `return upperCase === method ? undefined : { code: "LowerCaseMethod", hint: upperCase };`,
      `return undefined;`,
    ],
    [
      "a forbidden header is one only in lower case",
      `isForbiddenRequestHeaderName(name)`,
      `isForbiddenRequestHeaderName(header)`,
    ],
    [
      "a response header may be asked for",
      `isCorsResponseHeaderName(name) ? { code: "ResponseHeaderAsRequestHeader" } : undefined`,
      `undefined`,
    ],
    [
      "Set-Cookie may be exposed",
      `  if (isForbiddenResponseHeaderName(name)) return { code: "ForbiddenResponseHeader" };\n`,
      ``,
    ],
    ["Origin is worth exposing", `  "origin",\n`, ``],
  ],
  "src/policy/check-entries.ts": [
    ["a name in two cases stands there once", `rule.anyCase === true ? entry.toLowerCase() : entry`, `entry`],
    ["nothing stands there twice", `seen.size === size`, `seen.size < size`],
    ["everything stands there twice", `seen.size === size`, `seen.size !== size`],
    ["an entry that is no text is passed over", `typeof entry !== "string"`, `typeof entry === "number"`],
  ],
  "src/policy/check-origins.ts": [
    ["null needs no permission", `if (!allowNull) return { code: "NullOrigin" };`, ``],
    ["a star may stand in a list", `  if (origin === "*") return { code: "WildcardOriginInList" };\n`, ``],
    [
      "http may have credentials",
      `|| !rules.credentials || rules.allowInsecure ||`,
      `|| rules.credentials || rules.allowInsecure ||`,
    ],
    ["the permission for http is not heard", ` || rules.allowInsecure || `, ` || `],
    ["http needs a permission without credentials too", ` || !rules.credentials || `, ` || `],
    ["the right spelling of http:443 is refused in its turn", `.replace(/:443$/, "")`, ``],
    ["a wrong entry shadows, and is shadowed", ` && !wrong.has(index) ?`, ` ?`],
    [
      "advice about an entry makes it wrong",
      `problems.filter(({ code }) => severityOf(code) === "error").map(`,
      `problems.map(`,
    ],
    [
      "white space around an origin is right",
      `(origin === written ? undefined : { code: "OriginNotCanonical", hint: origin })`,
      `undefined`,
    ],
  ],
  "src/policy/check-policy.ts": [
    ["never to remember is wrong", `seconds >= 0`, `seconds > 0`],
    ["half a second is right", `Number.isInteger(seconds) && `, ``],
    [
      "any origin may have credentials",
      `rules.credentials ? at("credentials", true, { code: "WildcardWithCredentials" }) : []`,
      `[]`,
    ],
    [
      "every header may be exposed with credentials",
      `!value.includes("*")) return problems;`,
      `value !== "*") return problems;`,
    ],
    [
      "a single star may be exposed with credentials",
      `!value.includes("*")) return problems;`,
      `value === "*") return problems;`,
    ],
    ["every header is refused beside credentials", `name !== "exposeHeaders" || `, ``],
    [
      "an empty list of origins is right",
      `  if (value.length === 0) return at("origins", value, { code: "MissingOrigins" });\n`,
      ``,
    ],
    [
      "no origins at all are right",
      `originsGiven ? [] : at("origins", undefined, { code: "MissingOrigins" })`,
      `originsGiven ? [] : []`,
    ],
    ["an empty list needs no source", `read.source !== undefined && isEmpty(value)`, `isEmpty(value)`],
    ["a source may not be empty yet", `read.source !== undefined && isEmpty(value) ? [] : `, ``],
    [
      "a list of suffixes among the options is not asked",
      `typeof own === "function" ? (host) => Reflect.apply(own, undefined, [host]) : entry.publicSuffixOf`,
      `entry.publicSuffixOf`,
    ],
    ["the entry's list of suffixes is not asked", `[host]) : entry.publicSuffixOf,`, `[host]) : undefined,`],
    ["any answer permits null", `dangerouslyAllowNullOrigin === true`, `dangerouslyAllowNullOrigin !== undefined`],
    [
      "any answer permits http",
      `dangerouslyAllowInsecureOrigins === true`,
      `dangerouslyAllowInsecureOrigins !== undefined`,
    ],
    [
      "any answer permits suffixes",
      `dangerouslyAllowPublicSuffixes === true`,
      `dangerouslyAllowPublicSuffixes !== undefined`,
    ],
    [
      "a flag may be any value",
      `if (typeof value !== kind) return`,
      `if (typeof value !== kind && kind !== "boolean") return`,
    ],
    [
      "seconds may be a text",
      `if (typeof value !== kind) return`,
      `if (typeof value !== kind && kind !== "number") return`,
    ],
    [
      "header names differ by their case",
      `allowHeaders: { fault: requestHeaderFault, anyCase: true }`,
      `allowHeaders: { fault: requestHeaderFault }`,
    ],
    [
      "methods do not differ by their case",
      `methods: { fault: methodFault }`,
      `methods: { fault: methodFault, anyCase: true }`,
    ],
    [
      "problems with an option hide those of the others",
      `  return [...problems, ...(originsGiven`,
      `  if (problems.length > 0) return problems;\n  return [...problems, ...(originsGiven`,
    ],
    ["a single string of two origins only lacks its brackets", `fault?.code === "SeveralOriginsInOneString" || `, ``],
    ["the age has no end", ` && seconds <= MAX_AGE_LIMIT) return [];`, `) return [];`],
  ],
  "src/policy/read-options.ts": [
    [
      "a list is read again at every look",
      `Array.isArray(value) ? Array.from<unknown>(value) : undefined`,
      `Array.isArray(value) ? value : undefined`,
    ],
    [
      "an unknown option is passed over",
      `    else problems.push({ code: "UnknownOption", path: [name], value: read.value, hint: meant });\n`,
      ``,
    ],
    [
      "an option under another name is taken for what it means",
      `else if (isOptionName(name)) written[name] = read.value;`,
      `else if (meant !== undefined && isOptionName(meant)) written[meant] = read.value;`,
    ],
    ["a file's schema is an unknown option", `    if (name === SCHEMA_KEY) continue;\n`, ``],
    ["origins under a wrong name are missing too", `meant === "origins" && (`, `name === "origins" && (`],
    ["origins that are undefined are given", ` && (read === undefined || read.value !== undefined);`, `;`],
    ["a list is an object of options", ` && !Array.isArray(options)) return copyOptions`, `) return copyOptions`],
    ["a source may return anything", `copyOfList(source.current()) ??`, `(source.current() as readonly unknown[]) ??`],
    ["a list with current and subscribe is a source", `return !Array.isArray(value) && `, `return `],
    ["a source needs no subscribe", ` && hasFunction(value, "subscribe")`, ``],
    [
      "a source that fails is an empty list",
      `if (typeof snapshot === "string") problems.push({ code: "OriginSourceFailed", path: ["origins"], value: snapshot });`,
      `if (typeof snapshot === "string") written.origins = [];`,
    ],
    ["an option is not copied", `value: copyOfList(value) ?? value, source`, `value, source`],
  ],
  "src/policy/nearest-name.ts": [
    [
      "a name of everybody's object is a name of ours",
      `Object.hasOwn(ALIASES, lowerCase) ? ALIASES[lowerCase] : undefined`,
      `ALIASES[lowerCase]`,
    ],
    ["no other library's names are known", `  if (alias !== undefined) return alias;\n`, ``],
    ["every word is near", `MOST_EDITS + 1`, `MOST_EDITS + 100`],
    ["a slip of three letters is another word", `MOST_EDITS + 1`, `MOST_EDITS`],
    ["the last of the near names is meant", `edits < fewest`, `edits <= fewest`],
    ["a name of any length is compared letter by letter", `.slice(0, 64)`, ``],
  ],
  "src/policy/problem.ts": [
    ["a message repeats a value of any length", `value.length > SHOWN_LENGTH ? `, `value.length > 1e9 ? `],
    ["a message may end a line", `/[\\u007f-\\u009f\\u2028\\u2029]/g`, `/[\\u007f-\\u009f]/g`],
    ["the place of a problem can be changed", `path: Object.freeze(`, `path: Object.seal(`],
    ["a problem can be changed", `return Object.freeze({\n    code,`, `return Object.assign({\n    code,`],
    ["what was written is handed on as it is", `return isScalar(value) ? value : show(value);`, `return value;`],
  ],
  "src/policy/policy-error.ts": [
    [
      "an object of another kind with our mark is ours",
      `Reflect.get(value, BRAND) === true`,
      `Reflect.get(value, BRAND) !== undefined`,
    ],
    [
      "only our own copy's errors are known",
      `Symbol.for("crossorigin.PolicyError")`,
      `Symbol("crossorigin.PolicyError")`,
    ],
    ["a message tells a million mistakes", `    .slice(0, MOST_DESCRIBED)\n`, ``],
    ["the mistakes of an error can be changed", `new PolicyError(Object.freeze(errors))`, `new PolicyError(errors)`],
    [
      "one mistake is told at a time",
      `new PolicyError(Object.freeze(errors))`,
      `new PolicyError(Object.freeze(errors.slice(0, 1)))`,
    ],
    ["advice stops a policy", `({ severity }) => severity === "error"`, `({ severity }) => severity !== undefined`],
  ],
  "src/policy/define-policy.ts": [
    [
      "an origin that stands twice is kept twice",
      `asChecked(written), problems.length === 0)`,
      `asChecked(written), true)`,
    ],
    ["nothing stops a policy", `  if (error !== undefined) throw error;\n`, ``],
    ["a policy can be changed", `return Object.freeze({\n    decide:`, `return Object.assign({\n    decide:`],
    ["the advice can be changed", `warnings: Object.freeze(problems)`, `warnings: problems`],
    [
      "the options can be changed",
      `return Object.freeze(options) as PolicyOptions;`,
      `return options as PolicyOptions;`,
    ],
    ["no origin is null", `origin ?? ""`, `origin ?? "null"`],
    [
      "a policy forgets its source",
      `source === undefined ? normalized : { ...normalized, origins: source }`,
      `normalized`,
    ],
    ["a policy never leaves its source", `close: followed.close`, `close: () => {}`],
  ],
  "src/policy/source-origins.ts": [
    ["a source that was left is still heard", `stays.\n    if (closed) return;`, `stays.`],
    [
      "a source is left twice",
      `  const close = (): void => {\n    if (closed) return;`,
      `  const close = (): void => {`,
    ],
    ["a source is never left", `    closed = true;\n    leave();`, `    closed = true;`],
    [
      "a change with a mistake in it is taken",
      `if (failure === undefined) origins.change(`,
      `if (failure !== null) origins.change(`,
    ],
    [
      "a snapshot with a mistake in it is taken",
      `if (failure === undefined) origins.replace(`,
      `if (failure !== null) origins.replace(`,
    ],
    [
      "a listener that throws stops the others",
      `    } catch {\n      // Nobody else is to pay for a listener that throws: not the other listeners, not the source that called us.\n    }`,
      `    } finally {\n      // Nobody else is to pay for a listener that throws: not the other listeners, not the source that called us.\n    }`,
    ],
    ["a listener cannot leave", `return () => listeners.delete(listener);`, `return () => {};`],
    ["a failure is told to nobody", `if (failure !== undefined) tell(listeners, failure);`, ``],
    ["what is taken out stays", `removed.filter(isText)`, `[]`],
    [
      "a source that does not answer to subscribe can be left",
      `if (typeof leave !== "function") return`,
      `if (leave === null) return`,
    ],
    [
      "a change without a list changes nothing, in silence",
      `added === undefined || removed === undefined`,
      `added === undefined && removed === undefined`,
    ],
  ],
  "src/policy/live-policy.ts": [
    ["what was current stays current", `    get current() {\n      return current;\n    },`, `    current,`],
    [
      "the new policy is handed back",
      `const former = current;\n      current = asPolicy(next);\n      return former;`,
      `current = asPolicy(next);\n      return current;`,
    ],
    ["anything may take a policy's place", `current = asPolicy(next);`, `current = next;`],
    ["whatever decides is a policy", ` && hasFunction(value, "allowsOrigin")`, ``],
    ["what holds no policy is a live one", ` && isPolicy(value.current)`, ``],
  ],
  "src/policy/full.ts": [
    ["a policy knows no public suffixes", `  publicSuffixOf,\n`, `  publicSuffixOf: () => undefined,\n`],
    ["nothing is proposed for a regular expression", `  propose: proposePatterns,\n`, ``],
  ],
  "src/policy/slim.ts": [
    ["a policy without a list takes every wildcard", `publicSuffixOf: undefined`, `publicSuffixOf: () => undefined`],
  ],
  "src/policy/options-schema.ts": [
    ["a year is valid in a file", `maximum: 86_400`, `maximum: 31_536_000`],
    ["an unknown option is valid in a file", `additionalProperties: false`, `additionalProperties: true`],
    ["an empty list of origins is valid in a file", `minItems: 1, `, ``],
    ["a header with a colon is valid in a file", "~0-9A-Za-z-]+$", "~0-9A-Za-z:-]+$"],
    [
      "any origin with credentials is valid in a file",
      `then: { properties: { credentials: { const: false } } }`,
      `then: {}`,
    ],
    ["a file's schema can be changed", `    Object.freeze(value);\n`, ``],
  ],
  "src/policy/origins-from.ts": [
    ["origins are separated by commas alone", `/[\\s,]+/`, `/,/`],
    ["an empty member is an origin", `.filter((origin) => origin !== "")`, ``],
  ],
  "src/policy/options.ts": [
    ["a year is as long as a browser remembers", `MAX_AGE_LIMIT = 86400`, `MAX_AGE_LIMIT = 31536000`],
    ["two hours are as long as anybody may ask for", `MAX_AGE_LIMIT = 86400`, `MAX_AGE_LIMIT = 7200`],
    [
      "an option that is inherited is an option",
      `return Object.hasOwn(OPTION_KINDS, name);`,
      `return name in OPTION_KINDS;`,
    ],
    ["credentials may be a text", `  credentials: "boolean",\n`, `  credentials: "string",\n`],
  ],
  "src/policy/severity.ts": [
    ["an origin that another covers is an error", `  ShadowedOrigin: true,\n`, ``],
    ["every problem is advice", `Object.hasOwn(ADVICE, code)`, `code !== ""`],
  ],
  "src/policy/right-value.ts": [
    ["half a second becomes a whole one", `Math.floor(value)`, `Math.ceil(value)`],
    ["what is proposed for a negative age is negative", `Math.max(Math.floor(value), 0)`, `Math.floor(value)`],
  ],
};
