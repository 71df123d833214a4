import type { WrittenFaults } from "../collect-faults.ts";

/** What could go wrong where a simulated browser judges a response. */
export const CHECK_FAULTS: WrittenFaults = {
  "src/browser/cors-check.ts": [
    ["a star is enough with credentials", `allowed === "*" && !credentialed;`, `allowed === "*";`],
    ["a star is enough for nobody", `wildcard || allowed === origin;`, `allowed === origin;`],
    [
      "origins are compared in any case",
      `wildcard || allowed === origin;`,
      `wildcard || allowed?.toLowerCase() === origin;`,
    ],
    [
      "a slash at the end is overlooked",
      `wildcard || allowed === origin;`,
      `wildcard || allowed?.replace(/\\/$/, "") === origin;`,
    ],
    [
      "a list that has the origin in it is enough",
      `wildcard || allowed === origin;`,
      `wildcard || (allowed ?? "").split(/, ?/).includes(origin);`,
    ],
    [
      "whoever allows null allows everybody",
      `wildcard || allowed === origin;`,
      `wildcard || allowed === origin || allowed === "null";`,
    ],
    [
      "credentials are accepted in any case of letters",
      `credentials === "true"`,
      `credentials?.toLowerCase() === "true"`,
    ],
    ["whatever is said about credentials accepts them", `credentials === "true"`, `credentials !== null`],
    [
      "credentials need no permission",
      `  if (!credentialed) return undefined;`,
      `  if (!credentialed || origin !== "") return undefined;`,
    ],
    ["credentials need permission where none were sent", `  if (!credentialed) return undefined;\n`, ``],
    ["two origins with a space between are no list", `allowed.includes(" ") || `, ``],
    ["null is no origin that could be another", `allowed === "null" || `, ``],
    [
      "a preflight's mistake has the name of a response's",
      `trace.phase === "preflight" ? preflightName(code) : code`,
      `code`,
    ],
    ["a star is told as the value that does not match", `allowed === "*" ? null : allowed, trace`, `allowed, trace`],
  ],
  "src/browser/preflight-fetch.ts": [
    [
      "an answer without a list of methods allows the method",
      `methods === null && request.useCorsPreflight && `,
      `methods === null && `,
    ],
    [
      "a redirect is an ordinary answer",
      `    if (!isRedirectStatus(response.status)) return undefined;\n`,
      `    if (!isRedirectStatus(response.status) || isRedirectStatus(response.status)) return undefined;\n`,
    ],
    [
      "an answer of any status is a permission",
      `isOkStatus(response.status), {`,
      `isOkStatus(response.status) || response.status >= 400, {`,
    ],
    [
      "methods are compared in any case",
      `list.includes(request.method) ||`,
      `list.some((name) => name.toUpperCase() === request.method.toUpperCase()) ||`,
    ],
    ["a star permits every method with credentials", `list.includes("*") && !terms.credentialed`, `list.includes("*")`],
    ["a star permits no method", ` || (list.includes("*") && !terms.credentialed)`, ``],
    ["POST needs a permission by name", `    if (isSafelistedMethod(request.method)) return undefined;\n`, ``],
    ["a star permits every header with credentials", `list.has("*") && !terms.credentialed`, `list.has("*")`],
    [
      "a star permits Authorization",
      `wildcard && (name !== "authorization" || rules.wildcardCoversAuthorization)`,
      `wildcard`,
    ],
    [
      "names are permitted in one case only",
      `membersOf(headerNames).map((name) => name.toLowerCase())`,
      `membersOf(headerNames)`,
    ],
    [
      "only the first name needs permission",
      `{ found, expected: name })) continue;`,
      `{ found, expected: name })) return undefined;`,
    ],
    ["names are asked for with spaces between", `unsafeNames.join(",")`, `unsafeNames.join(", ")`],
    ["an empty list of names is asked for", `if (unsafeNames.length > 0) headers.push(`, `headers.push(`],
    ["an answer is kept for five minutes when it does not say", `DEFAULT_MAX_AGE = 5;`, `DEFAULT_MAX_AGE = 300;`],
    [
      "seconds may have letters behind them",
      `/^\\d+$/.test(value) && Number(value) <= rules.largestMaxAge) return Number(value)`,
      `/^\\d/.test(value)) return parseInt(value, 10)`,
    ],
    ["the first of several ages counts", `if (others.length === 0 && /^\\d+$/`, `if (/^\\d+$/`],
    [
      "a preflight after a redirect names the page",
      `rules.taintedPreflightNamesOrigin ? request.client.origin : serializeRequestOrigin(request)`,
      `request.client.origin`,
    ],
    [
      "a list of methods that cannot be read is no mistake",
      `if (methods !== "failure") return undefined;`,
      `if (methods !== null) return undefined;`,
    ],
    [
      "a list of names that cannot be read is no mistake",
      `if (headerNames !== "failure") return undefined;`,
      `if (headerNames !== null) return undefined;`,
    ],
    [
      "a preflight of a request with credentials is judged as without",
      `credentialed: request.credentialsMode === "include" },`,
      `credentialed: false },`,
    ],
    ["a permission is not kept", `  keep(judged);\n  return undefined;`, `  return undefined;`],
  ],
  "src/browser/exposed-headers.ts": [
    [
      "a star exposes everything with credentials",
      `request.credentialsMode !== "include" && names.has("*")`,
      `names.has("*")`,
    ],
    ["a star exposes nothing", `return all || names.has(key)`, `return names.has(key)`],
    [
      "Set-Cookie can be read",
      `.filter(([name]) => !isForbiddenResponseHeaderName(name.toLowerCase()))`,
      `.filter(([name]) => name !== "")`,
    ],
    [
      "Set-Cookie can be read in capitals",
      `isForbiddenResponseHeaderName(name.toLowerCase())`,
      `isForbiddenResponseHeaderName(name)`,
    ],
    ["Content-Length has to be exposed", `  "content-length",\n`, ``],
    ["a header is exposed in one case only", `names.has(key)`, `names.has(name)`],
    [
      "a list that cannot be read exposes everything",
      `membersOf(listed)`,
      `(listed === "failure" ? ["*"] : membersOf(listed))`,
    ],
  ],
  "src/browser/resource-policy.ts": [
    [
      "a value without a meaning is a policy",
      `found !== null && VALUES.has(found) ? found :`,
      `found !== null ? found :`,
    ],
    [
      "an embedder's policy is not asked",
      `embedderPolicy === "require-corp" ? "same-origin" : "cross-origin"`,
      `embedderPolicy === "require-corp" ? "cross-origin" : "cross-origin"`,
    ],
    [
      "a page over http may have what came over https",
      `return page.protocol === "https:" || url.protocol !== "https:";`,
      `return true;`,
    ],
    [
      "a page over https may not have what came over http",
      `return page.protocol === "https:" || url.protocol !== "https:";`,
      `return page.protocol === url.protocol;`,
    ],
    ["same-site is same-origin", `isSchemelesslySameSite(request, url), {`, `sameOrigin(client.origin, url.origin), {`],
    ["every site is one site", `isSchemelesslySameSite(request, url), {`, `client.origin !== "null", {`],
    ["same-origin is same-site", `sameOrigin(client.origin, url.origin), {`, `isSchemelesslySameSite(request, url), {`],
  ],
  "src/browser/timing-allow.ts": [
    ["a star shows no timing", `members.includes("*") || `, ``],
    ["the page's own server has to show its timing", `named || request.tainting === "basic"`, `named`],
    ["whoever says anything shows its timing", `const passed = named ||`, `const passed = value !== null ||`],
  ],
  "src/browser/mixed-content.ts": [
    ["a page over http may ask nobody over http", `!request.client.origin.startsWith("https:") || `, ``],
    [
      "a page over https may not ask this machine",
      `rules.loopbackIsNotMixed && isTrustworthy(url)`,
      `!rules.loopbackIsNotMixed`,
    ],
    ["a page over https may ask anybody", `rules.loopbackIsNotMixed && isTrustworthy(url)`, `rules.loopbackIsNotMixed`],
  ],
};
