import type { WrittenFaults } from "../collect-faults.ts";

/** What could go wrong between a policy and its answer to one request. */
export const DECISION_FAULTS: WrittenFaults = {
  "src/policy/decide.ts": [
    // What is a preflight
    [
      "every OPTIONS with an Origin is a preflight",
      `if (!isPreflight(request)) return decideActual(policy, origin);\n  return decidePreflight(policy, origin, request.requestMethod, `,
      `if (request.method !== "OPTIONS") return decideActual(policy, origin);\n  return decidePreflight(policy, origin, request.requestMethod ?? "", `,
    ],
    // Origins
    [
      "origins are compared in any case",
      `policy.origins.matches(origin)`,
      `policy.origins.matches(origin.toLowerCase())`,
    ],
    [
      "a slash at the end is overlooked",
      `policy.origins.matches(origin)`,
      `policy.origins.matches(origin.replace(/\\/$/, ""))`,
    ],
    [
      "white space around an origin is overlooked",
      `policy.origins.matches(origin)`,
      `policy.origins.matches(origin.trim())`,
    ],
    [
      "the first of several origins counts",
      `policy.origins.matches(origin)`,
      `policy.origins.matches(origin.split(", ")[0] ?? "")`,
    ],
    // Grants
    ["a public answer repeats the origin", `if (policy.origins !== undefined) headers[0]`, `headers[0]`],
    [
      "a named origin is answered with a star",
      `headers[0] = ["Access-Control-Allow-Origin", origin]`,
      `headers[0] = ["Access-Control-Allow-Origin", "*"]`,
    ],
    ["a public answer without an Origin grants nothing", `anyOrigin ? [...policy.readable] : NONE`, `NONE`],
    ["the credentials are missing where names are repeated", `          lines.credentials,\n`, ``],
    ["the age is missing where names are repeated", `          lines.maxAge,\n`, ``],
    // Refusals
    [
      "a preflight that fails on a method is 403",
      `status: 204, headers,`,
      `status: methodAllowed ? 204 : 403, headers,`,
    ],
    [
      "a preflight that fails keeps its methods to itself",
      `    methodsLine(policy, methodAllowed ? requestMethod : undefined),`,
      `    methodAllowed ? methodsLine(policy, requestMethod) : undefined,`,
    ],
    ["a refused header is no reason", `methodAllowed ? refused :`, `methodAllowed ? NONE :`],
    [
      "a refused method is no reason",
      `methodAllowed ? refused : [refusal("MethodNotAllowed", requestMethod), ...refused]`,
      `refused`,
    ],
    // Vary
    ["a public answer varies", `vary: policy.origins === undefined ? NONE : VARY_ORIGIN,`, `vary: VARY_ORIGIN,`],
    [
      "a request without an Origin forgets Vary",
      `    vary: anyOrigin ? NONE : VARY_ORIGIN,\n    refusals: NONE`,
      `    vary: NONE,\n    refusals: NONE`,
    ],
    [
      "a preflight's Vary forgets the Origin",
      `policy.origins === undefined ? VARY_PREFLIGHT : VARY_ORIGIN_PREFLIGHT`,
      `VARY_PREFLIGHT`,
    ],
    // Methods
    [
      "methods are compared in any case",
      `policy.methods.names.has(method)`,
      `policy.methods.names.has(method.toUpperCase())`,
    ],
    ["GET, HEAD and POST have to be listed", `isSafelistedMethod(method) || `, ``],
    ["whatever is asked for is echoed as a method", ` && isToken(method);`, `;`],
    ["a method of any length is echoed", `(!policy.credentials || method.length <= ECHO_LENGTH) && `, ``],
    [
      "the longest method that is echoed is one too short",
      `method.length <= ECHO_LENGTH`,
      `method.length < ECHO_LENGTH`,
    ],
    [
      "with credentials methods are answered with a star",
      `if (!policy.methods.any || !policy.credentials) return policy.lines.methods;`,
      `if (policy.lines.methods !== undefined) return policy.lines.methods;`,
    ],
    [
      "a refused method is echoed",
      `methodsLine(policy, methodAllowed ? requestMethod : undefined)`,
      `methodsLine(policy, requestMethod)`,
    ],
    // Request headers
    [
      "with credentials headers are answered with a star",
      `credentials || refused.some(isCoveredByStar) ? echo`,
      `refused.some(isCoveredByStar) ? echo`,
    ],
    [
      "with credentials methods are answered with a star where headers are listed",
      `named !== undefined || (methods.any && credentials)`,
      `named !== undefined`,
    ],
    ["a star covers what is refused", `credentials || refused.some(isCoveredByStar) ? echo`, `credentials ? echo`],
    ["a star covers a refused Authorization", ` || parameter?.toLowerCase() === "authorization"`, ``],
    [
      "a star covers Authorization in another case",
      `parameter?.toLowerCase() === "authorization"`,
      `parameter === "authorization"`,
    ],
    ["a star covers more names than are read", `code !== "HeaderNotAllowed" || `, ``],
    [
      "what is no name is covered by a star",
      `return code !== "HeaderNotAllowed" || parameter?.toLowerCase() === "authorization";`,
      `return code !== undefined || parameter !== undefined;`,
    ],
    [
      "a header of the name * is echoed beside a refused one",
      `echo.filter((name) => name !== "*" || refused.length === 0)`,
      `echo`,
    ],
    ["an empty list of headers is sent", `names === "" ? undefined : `, ``],
    ["allowed headers are not told", `named === undefined ? lines.allowHeaders :`, `named === undefined ? undefined :`],
    // What is handed out
  ],
  "src/policy/compile-policy.ts": [
    ["a list has no space behind its commas", `values.join(", ")`, `values.join(",")`],
    [
      "allowed headers are sent in lower case",
      `listLine("Access-Control-Allow-Headers", allowHeaders)`,
      `listLine("Access-Control-Allow-Headers", allowHeaders === "*" ? "*" : allowedNames)`,
    ],
    ["a star beside Authorization is none", `any: allowHeaders.includes("*")`, `any: allowHeaders === "*"`],
    [
      "a star swallows Authorization",
      `normalizeNames(allowHeaders, true, false)`,
      `normalizeNames(allowHeaders, true, true)`,
    ],
    ["a star among methods is a method", `any: methods === "*"`, `any: methods.length === 0`],
    ["patch and PATCH are one method", `normalizeNames(methods, false, true)`, `normalizeNames(methods, true, true)`],
    [
      "exposed headers in two cases stand there twice",
      `normalizeNames(exposeHeaders, true, true)`,
      `normalizeNames(exposeHeaders, false, true)`,
    ],
    ["any origin comes with credentials", `credentials: credentials && origins !== "*"`, `credentials`],
    [
      "credentials are True",
      `line("Access-Control-Allow-Credentials", "true")`,
      `line("Access-Control-Allow-Credentials", "True")`,
    ],
    [
      "credentials are sent when they are off",
      `credentials: credentials ? line(`,
      `credentials: credentials || origins !== "*" ? line(`,
    ],
    [
      "an age of nothing is not sent",
      `maxAge: maxAge === undefined ? undefined`,
      `maxAge: maxAge === undefined || maxAge === 0 ? undefined`,
    ],
    ["an empty list is sent", `  if (values.length === 0) return undefined;\n`, ``],
    [
      "the normal form loses an age of nothing",
      `value !== undefined && value !== false`,
      `value !== undefined && value !== false && value !== 0`,
    ],
    [
      "the normal form loses the permission for null",
      `credentials = false, ...others } = options;`,
      `credentials = false, dangerouslyAllowNullOrigin: _null, ...others } = options;`,
    ],
    [
      "the normal form loses the permission for suffixes",
      `credentials = false, ...others } = options;`,
      `credentials = false, dangerouslyAllowPublicSuffixes: _suffixes, ...others } = options;`,
    ],
    [
      "the normal form loses its own list of suffixes",
      `credentials = false, ...others } = options;`,
      `credentials = false, publicSuffixOf: _list, ...others } = options;`,
    ],
    [
      "a list of the options can be changed afterwards",
      `Object.freeze([...(isDistinct ? origins : new Set(origins))])`,
      `[...(isDistinct ? origins : new Set(origins))]`,
    ],
    ["a header line can be changed by who reads it", `Object.freeze([name, value] as const)`, `[name, value] as const`],
    [
      "only the first allowed header is measured",
      `length: allowedNames.join("    ").length`,
      `length: (allowedNames[0] ?? "").length`,
    ],
    [
      "the credentials are missing in a preflight",
      `granted: present(anyOrigin, lines.credentials, `,
      `granted: present(anyOrigin, `,
    ],
    [
      "the credentials are missing in an answer",
      `readable: present(anyOrigin, lines.credentials, `,
      `readable: present(anyOrigin, `,
    ],
    [
      "nothing is exposed",
      `lines.credentials, listLine("Access-Control-Expose-Headers", exposeHeaders))`,
      `lines.credentials)`,
    ],
    [
      "an answer that is no preflight's has an age",
      `listLine("Access-Control-Expose-Headers", exposeHeaders))`,
      `listLine("Access-Control-Expose-Headers", exposeHeaders), lines.maxAge)`,
    ],
    [
      "a preflight exposes headers",
      `lines.allowHeaders, lines.maxAge)`,
      `lines.allowHeaders, lines.maxAge, listLine("Access-Control-Expose-Headers", exposeHeaders))`,
    ],
    ["the age is missing", `lines.allowHeaders, lines.maxAge)`, `lines.allowHeaders)`],
    ["an entry is kept where it stood last", `return texts.filter((text)`, `return [...texts].reverse().filter((text)`],
    ["a permission that is withheld is part of the normal form", ` && value !== false`, ``],
  ],
  "src/policy/requested-headers.ts": [
    ["one name too many is echoed", `echo.length < ECHO_NAMES`, `echo.length <= ECHO_NAMES`],
    ["one name too few is echoed", `echo.length < ECHO_NAMES`, `echo.length < ECHO_NAMES - 1`],
    ["an echo is one character too short", `ECHO_LENGTH + 2`, `ECHO_LENGTH + 1`],
    ["an echo is one character too long", `ECHO_LENGTH + 2`, `ECHO_LENGTH + 3`],
    ["the longest value is refused", `value.length > ECHO_LENGTH`, `value.length >= ECHO_LENGTH`],
    ["a value is read that is too long", `ECHO_LENGTH + policy.length)`, `ECHO_LENGTH + policy.length + 1)`],
    ["listed names make no room", `ECHO_LENGTH + policy.length)`, `ECHO_LENGTH)`],
    ["a value may have any number of names", `if (steps === 0)`, `if (steps < 0)`],
    ["listed names are given no steps", `MOST_STEPS + STEPS_A_NAME * policy.names.size`, `MOST_STEPS`],
    ["separators do not count in an echo", `room -= name.length + 2`, `room -= name.length`],
    [
      "names that found no room are no reason",
      `      else if (mustEcho) return [...refusals, refusal("TooManyRequestHeaders", name)];\n`,
      ``,
    ],
    ["names find no room where they need none", `else if (mustEcho) return`, `else return`],
    ["one refusal too many is told", `refusals.length < MOST_REFUSALS`, `refusals.length <= MOST_REFUSALS`],
    ["refusals have no bound", ` && refusals.length < MOST_REFUSALS`, ``],
    ["names are separated by a comma and a space", `value.indexOf(",", start)`, `value.indexOf(", ", start)`],
    [
      "white space before a name belongs to it",
      `if (isSeparator(value.charCodeAt(start)))`,
      `if (value.charCodeAt(start) === 0x2c)`,
    ],
    ["a comma is no separator", `code === 0x2c || `, ``],
    ["a tab is part of a name", `code === 0x20 || code === 0x09`, `code === 0x20`],
    ["a line feed is white space", `code === 0x20 || code === 0x09`, `code === 0x20 || code === 0x09 || code === 0x0a`],
    ["white space behind a name belongs to it", `    while (isSeparator(value.charCodeAt(end - 1))) end -= 1;\n`, ``],
    ["names are compared as they are asked", `|| names.has(lowerCase)`, `|| names.has(name)`],
    ["a star covers Authorization", `(any && lowerCase !== "authorization")`, `any`],
    [
      "a star leaves out a listed Authorization",
      `(any && lowerCase !== "authorization") || names.has(lowerCase)`,
      `(any ? lowerCase !== "authorization" : names.has(lowerCase))`,
    ],
    ["what is no name is echoed", `  if (!isToken(name)) return false;\n`, ``],
    ["names are echoed in lower case", `echo.push(name)`, `echo.push(name.toLowerCase())`],
    [
      "Authorization is refused only in lower case",
      `any && lowerCase !== "authorization"`,
      `any && name !== "authorization"`,
    ],
  ],
  "src/policy/refusal.ts": [
    ["a stranger's text is repeated in full", `parameter.slice(0, PARAMETER_LENGTH)`, `parameter`],
  ],
  "src/policy/refuse-origin.ts": [
    [
      "a refused origin learns of credentials",
      `headers: NONE`,
      `headers: [["Access-Control-Allow-Credentials", "true"]]`,
    ],
    ["a refused preflight is 204", `asked ? 403 : undefined`, `asked ? 204 : undefined`],
    ["a refused request is answered at once", `asked ? 403 : undefined`, `403`],
    ["a refused request forgets Vary", `VARY_ORIGIN_PREFLIGHT : VARY_ORIGIN,`, `VARY_ORIGIN_PREFLIGHT : NONE,`],
    [
      "a refused preflight's Vary is as short as a request's",
      `asked ? VARY_ORIGIN_PREFLIGHT : VARY_ORIGIN`,
      `VARY_ORIGIN`,
    ],
    ["a refused preflight is told of as a request", `asked ? "preflight" : "actual"`, `"actual"`],
    ["no policy is told of as a refused origin", `refusal(code, origin)`, `refusal("OriginNotAllowed", origin)`],
  ],
  "src/policy/decision.ts": [
    ["whatever asks for a method is a preflight", `request.method === "OPTIONS" && `, ``],
    ["options is a preflight too", `request.method === "OPTIONS"`, `request.method.toUpperCase() === "OPTIONS"`],
    [
      "a preflight of no headers is none",
      ` && request.requestMethod !== undefined;`,
      ` && request.requestMethod !== undefined && request.requestHeaders !== undefined;`,
    ],
    ["a preflight's Vary forgets the headers", `  "Access-Control-Request-Headers",\n`, ``],
    ["a stranger may change the empty list of every decision", `Object.freeze([]);`, `[];`],
    ["a stranger may change Vary for everybody", `Object.freeze(["Origin"])`, `["Origin"]`],
    [
      "a preflight to named origins varies by the origin alone",
      `[...VARY_ORIGIN, ...VARY_PREFLIGHT]`,
      `[...VARY_ORIGIN]`,
    ],
  ],
  "src/policy/refusal-hints.ts": [
    ["a hint is kept to itself", `{ ...refused, hint }`, `refused`],
    [
      "Authorization is said to be left out by a star that is not there",
      `lowerCase === "authorization" && anyAllowed`,
      `lowerCase === "authorization"`,
    ],
    ["there is no hint about JSON in another case", `const lowerCase = name.toLowerCase();`, `const lowerCase = name;`],
    [
      "a hint is worked out for every refusal",
      `    this.#origins = origins;\n`,
      `    this.#origins = origins;\n    void this.hint;\n`,
    ],
    [
      "a hint is about the part of an origin that is repeated",
      `new OriginRefusal(parameter, origin, origins)`,
      `new OriginRefusal(parameter, parameter, origins)`,
    ],
  ],
};
