import type { WrittenFaults } from "../collect-faults.ts";

/** What could go wrong between a request and what a page gets: redirects, kept permissions, responses. */
export const FETCHING_FAULTS: WrittenFaults = {
  "src/browser/main-fetch.ts": [
    [
      "mode same-origin goes where redirects lead",
      `if (mode === "same-origin") {`,
      `if (mode === "same-origin" && trace.hop === 0) {`,
    ],
    ["no-cors may stop at redirects", `redirectMode === "follow", {`, `redirectMode !== "manual", {`],
    ["a scheme may be anything", `protocol === "http:" || protocol === "https:"`, `protocol !== "data:"`],
    [
      "a redirect may lead to a blocked port",
      `if (!isBlockedPort(url)) return`,
      `if (!isBlockedPort(url) || request.urls.length > 1) return`,
    ],
    [
      "a redirect may lead from https to http",
      `if (isFoundLate(request, session.rules)) return`,
      `if (request.urls.length > 1) return`,
    ],
    ["what failed stays permitted", `    cache.clear(request);\n`, ``],
    ["headers need no permission", ` || names.length > 0`, ``],
    ["methods need no permission", ` || !safeMethod || `, ` || `],
    ["uploads need no permission", `request.useCorsPreflight || !safeMethod`, `!safeMethod`],
    [
      "no-cors asks for permission",
      `request.tainting === "cors" ? preflightTerms`,
      `request.tainting !== "basic" ? preflightTerms`,
    ],
  ],
  "src/browser/http-fetch.ts": [
    [
      "same-origin is judged as with credentials",
      `const credentialed = request.credentialsMode === "include";`,
      `const credentialed = request.credentialsMode !== "omit";`,
    ],
    [
      "a redirect needs no permission",
      `if (request.tainting === "cors") {`,
      `if (request.tainting === "cors" && location === undefined) {`,
    ],
    ["every response may be timed", `request.timingAllowFailed = true;`, `request.timingAllowFailed = false;`],
    [
      "a redirect may be given to nobody",
      `if (request.tainting === "opaque") {`,
      `if (request.tainting === "opaque" && location === undefined) {`,
    ],
    [
      "a redirect that is an error is followed",
      `return networkError(trace, "RedirectNotAllowed");`,
      `return httpRedirectFetch(request, response, session);`,
    ],
    [
      "a redirect that is the page's to follow is followed",
      `return { ...response, type: "opaqueredirect", body };`,
      `return httpRedirectFetch(request, response, session);`,
    ],
    [
      "a kept permission for headers is one for the method",
      `const kept = cache.matchesMethod(request);`,
      `const kept = cache.hasAnswer(request);`,
    ],
    [
      "a kept permission for the method is one for headers",
      `const kept = cache.matchesHeader(request, name);`,
      `const kept = cache.hasAnswer(request);`,
    ],
    ["permissions are not used", `  return missing;\n`, `  return true;\n`],
    [
      "a kept permission serves one more name",
      `  for (const name of unsafeNames) {`,
      `  for (const name of unsafeNames.slice(1)) {`,
    ],
    [
      "a body that nobody reads goes on",
      `result === "follow" || result.type === "error") disposeBody`,
      `result === "follow") disposeBody`,
    ],
  ],
  "src/browser/redirect-fetch.ts": [
    ["301 turns a PUT into a GET", `return method === "POST";`, `return method !== "GET" && method !== "HEAD";`],
    [
      "303 keeps a PUT",
      `return status === 303 && method !== "GET" && method !== "HEAD";`,
      `return status === 303 && method === "POST";`,
    ],
    ["303 turns a HEAD into a GET", ` && method !== "HEAD";`, `;`],
    [
      "307 turns a POST into a GET",
      `status === 301 || status === 302`,
      `status === 301 || status === 302 || status === 307`,
    ],
    ["302 keeps a POST", `status === 301 || status === 302`, `status === 301`],
    ["a GET has a POST's body", `    request.body = null;\n  }\n\n  // 13.`, `  }\n\n  // 13.`],
    ["a GET has a body's type", `    removeHeaders(request, BODY_HEADERS, session);\n`, ``],
    ["Authorization goes to strangers", `    removeHeaders(request, ["authorization"], session);\n`, ``],
    [
      "Authorization is lost on the way to the same server",
      `if (crosses && getHeader(request.headers`,
      `if (getHeader(request.headers`,
    ],
    ["one redirect too many is followed", `MOST_REDIRECTS = 20`, `MOST_REDIRECTS = 21`],
    ["the last redirect is not followed", `MOST_REDIRECTS = 20`, `MOST_REDIRECTS = 19`],
    ["a server may log a page in elsewhere", `return username !== "" || password !== "";`, `return false;`],
    ["a password alone is no user", `return username !== "" || password !== "";`, `return username !== "";`],
    [
      "data: is refused only where it is followed",
      `location.protocol === "data:" || location.protocol === "about:"`,
      `location.protocol === "about:"`,
    ],
    ["a fragment is lost", `  if (!text.includes("#")) url.hash = base.hash;\n`, ``],
    ["a fragment stays where the redirect has another", `  if (!text.includes("#")) url.hash`, `  url.hash`],
    ["a Location is relative to nothing", `parseAsUrl(text, base)`, `parseAsUrl(text)`],
    [
      "a stream is gone for a 303 too",
      `response.status !== 303 && request.body?.isStream === true`,
      `request.body?.isStream === true`,
    ],
    ["a stream is sent on", `response.status !== 303 && request.body?.isStream === true`, `response.status === 999`],
    ["a redirect may lead to data:", `protocol === "http:" || protocol === "https:"`, `protocol !== "ftp:"`],
    [
      "the first of several referrer policies holds",
      `of splitHeaderValue(value)) {`,
      `of splitHeaderValue(value).slice(0, 1)) {`,
    ],
    ["a referrer policy in capitals is none", `isReferrerPolicy(policy.toLowerCase())`, `isReferrerPolicy(policy)`],
    ["a redirect cannot set a referrer policy", `  applyReferrerPolicy(request, response);\n`, ``],
  ],
  "src/browser/preflight-cache.ts": [
    [
      "permissions never end",
      `entry.expires > now && this.#serves(entry, request));`,
      `this.#serves(entry, request));`,
    ],
    ["a permission ends one moment late", `entry.expires > now && this`, `entry.expires >= now && this`],
    [
      "a permission without credentials is one with",
      `return entry.credentials === credentials ||`,
      `return !entry.credentials || entry.credentials === credentials ||`,
    ],
    [
      "a permission with credentials is one without",
      `return entry.credentials === credentials ||`,
      `return entry.credentials || entry.credentials === credentials ||`,
    ],
    ["a permission for one URL is one for its server", "${currentUrl(request).href}", "${currentUrl(request).origin}"],
    ["a permission for one page is one for all", "return `${origin}${", "return `${origin.length * 0}${"],
    ["a permission is kept for as long as the server likes", `Math.min(maxAge, this.#rules.longestMaxAge)`, `maxAge`],
    ["seconds are milliseconds", `longestMaxAge) * 1000`, `longestMaxAge) * 1`],
    ["a kept star permits Authorization", `name !== "authorization" || this`, `name !== "" || this`],
    [
      "a failure forgets everybody's permissions",
      `this.#entries.delete(this.#key(request));`,
      `this.#entries.clear();`,
    ],
    ["a permission is kept for one case of a name", `keep("header", name.toLowerCase())`, `keep("header", name)`],
    [
      "a permission that is renewed ends when it would have",
      `      for (const entry of matching) entry.expires = until;\n`,
      ``,
    ],
    [
      "what was stored anew is the oldest",
      `    this.#entries.delete(key);\n    this.#entries.set`,
      `    this.#entries.set`,
    ],
  ],
  "src/browser/fetch-response.ts": [
    ["300 is a redirect", `new Set([301,`, `new Set([300, 301,`],
    ["308 is no redirect", `, 307, 308]`, `, 307]`],
    ["205 has a body", `204, 205, 304`, `204, 304`],
    ["299 is no success", `status <= 299`, `status < 299`],
  ],
  "src/browser/fetch-request.ts": [
    ["servers are told the fragment", "return `${origin}${pathname}${search}`;", `return currentUrl(request).href;`],
    ["servers are not told the query", "${pathname}${search}`", "${pathname}${search.slice(0, 0)}`"],
  ],
  "src/browser/page-response.ts": [
    ["the answer to HEAD has a body", `method !== "HEAD" && `, ``],
    ["304 has a body", ` && !isNullBodyStatus(visible.status)`, ``],
    [
      "a page may change a header",
      `override set(name: string, value: string): void {\n    if (#frozen in this && this.#frozen) refuse();`,
      `override set(name: string, value: string): void {`,
    ],
    [
      "a page may delete a header",
      `override delete(name: string): void {\n    if (#frozen in this && this.#frozen) refuse();`,
      `override delete(name: string): void {`,
    ],
    [
      "a page may add a header",
      `override append(name: string, value: string): void {\n    if (#frozen in this && this.#frozen) refuse();`,
      `override append(name: string, value: string): void {`,
    ],
    [
      "a copy is an ordinary response",
      `new PageResponse(super.clone().body, this.#visible)`,
      `super.clone() as PageResponse`,
    ],
    ["a redirect that the page sees is ok", `this.status <= 299`, `this.status <= 399`],
    ["status 0 is ok", `this.status >= 200 && `, ``],
  ],
  "src/browser/run-exchange.ts": [
    ["a page sees a fragment in the URL", `  url.hash = "";\n`, ``],
    ["an opaque response has a URL", `type: "opaque", url: "",`, `type: "opaque", url: url.href,`],
    ["an opaque response says that it was redirected", `redirected: false, status: 0`, `redirected, status: 0`],
    ["every header is exposed", `cross ? exposedLines(request, headers) :`, `cross ? readableLines(headers) :`],
    ["every response may be timed", `timingAllowed: !request.timingAllowFailed`, `timingAllowed: true`],
    [
      "a redirect that the page does not follow has no URL",
      `pageResponse({ type, url: url.href, redirected,`,
      `pageResponse({ type, url: "", redirected,`,
    ],
    ["a response that was redirected does not say so", `request.urls.length > 1;`, `request.urls.length > 2;`],
  ],
  "src/browser/ask.ts": [
    ["a server may answer 101", `status < 200`, `status < 100`],
    ["a value may hold NUL", `!isToken(name) || !isHeaderValue(value)`, `!isToken(name)`],
    ["a name may have a space", `!isToken(name) || !isHeaderValue(value)`, `!isHeaderValue(value)`],
    [
      "white space around a value stays",
      `return value === raw ? line : [name, value];`,
      `return value === raw ? line : [name, raw];`,
    ],
    [
      "a transport may say why in words of its own",
      `typeof code === "string" && Object.hasOwn(REASONS, code) && REASONS[code as ReasonCode].verdict === "network-error"`,
      `typeof code === "string"`,
    ],
  ],
  "src/browser/page.ts": [
    ["a file's page has the origin of its host", `"data:", "file:",`, `"data:",`],
    ["a page without an origin has a URL", `origin === "null" ? undefined : url`, `url`],
    ["an application's page has no origin", '? "null" : `', '? "null" : true ? "null" : `'],
  ],
};
