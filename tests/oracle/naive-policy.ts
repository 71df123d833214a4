import type { CorsRequest, PolicyOptions } from "../../src/index.ts";
import { naiveMatch } from "./naive-match.ts";

/** Options without a source: what a source says changes, and is a list at any one time. */
export type PlainOptions = PolicyOptions & { readonly origins: "*" | readonly string[] };

/** What a decision says, as far as the design fixes it. */
export interface NaiveDecision {
  readonly kind: string;
  readonly allowed: boolean;
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly vary: readonly string[];
  readonly refusals: readonly string[];
}

/**
 * DESIGN.md 4.1, "What the engine holds to", sentence by sentence and as slowly as you like: no compiling, no sets, no
 * scanning. It shares no code with the engine, so a mistake must be made twice to stay hidden.
 */
export function naiveDecide(options: PlainOptions, request: CorsRequest): NaiveDecision {
  const { origin, requestMethod } = request;
  if (origin !== undefined && request.method === "OPTIONS" && requestMethod !== undefined) {
    return naivePreflight(options, origin, requestMethod, request.requestHeaders ?? "");
  }

  const kind = origin === undefined ? "not-cors" : "actual";
  if (options.origins === "*") {
    const headers = [["Access-Control-Allow-Origin", "*"] as const, ...exposed(options)];
    return { kind, allowed: true, status: undefined, headers, vary: [], refusals: [] };
  }
  const vary = ["Origin"];
  if (origin === undefined) return { kind, allowed: true, status: undefined, headers: [], vary, refusals: [] };
  if (!namesOrigin(options, origin)) {
    return { kind, allowed: false, status: undefined, headers: [], vary, refusals: ["OriginNotAllowed"] };
  }
  const headers = [...granted(options, origin), ...exposed(options)];
  return { kind, allowed: true, status: undefined, headers, vary, refusals: [] };
}

function naivePreflight(
  options: PlainOptions,
  origin: string,
  requestMethod: string,
  requestHeaders: string,
): NaiveDecision {
  const kind = "preflight";
  const varyAsked = ["Access-Control-Request-Method", "Access-Control-Request-Headers"];
  const vary = options.origins === "*" ? varyAsked : ["Origin", ...varyAsked];
  if (!namesOrigin(options, origin)) {
    return { kind, allowed: false, status: 403, headers: [], vary, refusals: ["OriginNotAllowed"] };
  }

  const methodAllowed = allowsMethod(options, requestMethod);
  const { names, isWhole } = readable(options, requestHeaders);
  const asked = judged(options, names);
  const refusedNames = asked.filter((name) => !allowsHeader(options, name));
  const echo = anyHeader(options) ? asked.filter((name) => allowsHeader(options, name)) : [];
  const tooMany = refusedNames.length < 16 && (!isWhole || asked.length < names.length);

  const isRefused = refusedNames.length > 0 || tooMany;
  const asksAuthorization = refusedNames.some((name) => name.toLowerCase() === "authorization");
  const mustName = anyHeader(options) && (options.credentials === true || asksAuthorization || tooMany);
  const echoed = echo.filter((name, index) => fits(echo.slice(0, index + 1)) && (name !== "*" || !isRefused));

  const headers = [
    ...granted(options, origin),
    ...methodsLine(options, methodAllowed ? requestMethod : undefined),
    ...(mustName
      ? line("Access-Control-Allow-Headers", echoed.join(", "))
      : line("Access-Control-Allow-Headers", written(options.allowHeaders))),
    ...(options.maxAge === undefined ? [] : line("Access-Control-Max-Age", `${options.maxAge}`)),
  ];
  const refusals = [
    ...(methodAllowed ? [] : ["MethodNotAllowed"]),
    ...refusedNames.map(() => "HeaderNotAllowed"),
    ...(tooMany ? ["TooManyRequestHeaders"] : []),
  ];
  return { kind, allowed: refusals.length === 0, status: 204, headers, vary, refusals };
}

function namesOrigin({ origins }: PlainOptions, origin: string): boolean {
  return origins === "*" || origins.some((pattern) => naiveMatch(pattern, origin));
}

type Line = readonly [string, string];

function line(name: string, value: string): Line[] {
  return value === "" ? [] : [[name, value]];
}

function granted(options: PlainOptions, origin: string): Line[] {
  return [
    ...line("Access-Control-Allow-Origin", options.origins === "*" ? "*" : origin),
    ...line("Access-Control-Allow-Credentials", options.credentials === true ? "true" : ""),
  ];
}

function exposed(options: PlainOptions): Line[] {
  return line("Access-Control-Expose-Headers", asOneWildcard(written(options.exposeHeaders)));
}

function methodsLine(options: PlainOptions, allowedMethod: string | undefined): Line[] {
  const list = asOneWildcard(written(options.methods, false));
  if (list !== "*" || options.credentials !== true) return line("Access-Control-Allow-Methods", list);
  return line("Access-Control-Allow-Methods", allowedMethod ?? "");
}

/** The whole list in the order of the options; what stands twice, once. */
function written(list: "*" | readonly string[] = [], anyCase = true): string {
  if (list === "*") return "*";
  const key = (name: string): string => (anyCase ? name.toLowerCase() : name);
  return list.filter((name, index) => list.findIndex((other) => key(other) === key(name)) === index).join(", ");
}

/** Of methods and of exposed headers, `*` beside others is all there is to say. */
function asOneWildcard(list: string): string {
  return list.split(", ").includes("*") ? "*" : list;
}

function allowsMethod(options: PlainOptions, method: string): boolean {
  if (["GET", "HEAD", "POST"].includes(method)) return true;
  const methods = options.methods ?? [];
  if (methods !== "*" && !methods.includes("*")) return methods.includes(method);
  return isName(method) && (options.credentials !== true || method.length <= 4096);
}

function anyHeader(options: PlainOptions): boolean {
  return (options.allowHeaders ?? []).includes("*");
}

function allowsHeader(options: PlainOptions, name: string): boolean {
  if (!isName(name)) return false;
  const list = options.allowHeaders ?? [];
  if (list !== "*" && list.some((allowed) => allowed !== "*" && allowed.toLowerCase() === name.toLowerCase()))
    return true;
  return anyHeader(options) && name.toLowerCase() !== "authorization";
}

function isName(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/**
 * The names that are asked, as far as they are read: nothing where the text is longer than 4096 characters and the listed names
 * with four characters for each; and no more than 256 names, commas and spaces, and four for each listed name.
 */
function readable(options: PlainOptions, requestHeaders: string): { names: string[]; isWhole: boolean } {
  const listed = [...new Set([options.allowHeaders ?? []].flat().map((name) => name.toLowerCase()))];
  const names = listed.filter((name) => name !== "*");
  if (requestHeaders.length > 4096 + names.join("    ").length) return { names: [], isWhole: false };
  const pieces = requestHeaders.match(/[, \t]|[^, \t][^,]*/g) ?? [];
  const read = pieces.slice(0, 256 + 4 * names.length);
  const asked = read.filter((piece) => !/^[, \t]/.test(piece)).map((name) => name.replace(/[ \t]+$/, ""));
  return { names: asked, isWhole: read.length === pieces.length };
}

/** Names are judged in turn, until sixteen are refused, or there is no more room for one that must be answered by name. */
function judged(options: PlainOptions, names: readonly string[]): string[] {
  const end = names.findIndex((_, index) => {
    const before = names.slice(0, index);
    if (before.filter((name) => !allowsHeader(options, name)).length === 16) return true;
    const mustName = anyHeader(options) && options.credentials === true;
    return mustName && !fits(names.slice(0, index + 1).filter((name) => allowsHeader(options, name)));
  });
  return end === -1 ? [...names] : names.slice(0, end);
}

function fits(names: readonly string[]): boolean {
  return names.length <= 64 && names.join(", ").length <= 4096;
}
