import { extractTokens } from "../browser/header-value.ts";
import { isSafelistedMethod } from "../standard/method.ts";
import { DOCUMENTED_STACKS, SNIPPET_STACKS, snippetFor, type DocumentedStack, type Grant } from "../export/snippets.ts";
import { layersIn } from "./answered-by.ts";
import type { Fix, FixStack } from "./diagnosis.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { FindingCode } from "./finding-registry.ts";
import { hiddenHeaders } from "./hidden-findings.ts";
import { remedyFor } from "./remedies.ts";

/** What mends what was found in an exchange. */
export function fixesOf(view: ExchangeView, code: FindingCode): Fix[] {
  return fixesFor(code, grantFor(view, code), detected(view));
}

/**
 * What mends a finding: in the page, at any server, and then stack by stack, the detected ones first.
 *
 * @param wanted what the server has to allow; `undefined` when there is nothing that may be allowed
 */
export function fixesFor(code: FindingCode, wanted: Grant | undefined, seen: ReadonlySet<FixStack>): Fix[] {
  const { page, server, policy } = remedyFor(code);
  const general: Fix[] = [
    ...(page === undefined ? [] : [{ stack: "page", sentence: page } as const]),
    ...(server === undefined ? [] : [{ stack: "server", sentence: server } as const]),
  ];
  if (policy !== true || wanted === undefined) return general;
  const stacks = stackFixes(wanted).map((fix): Fix => (seen.has(fix.stack) ? { ...fix, detected: true } : fix));
  return [...general, ...stacks.filter((fix) => fix.detected), ...stacks.filter((fix) => !fix.detected)];
}

function stackFixes(grant: Grant): Fix[] {
  const written = SNIPPET_STACKS.flatMap((stack): Fix[] => {
    const snippet = snippetFor(stack, grant);
    if (snippet === undefined) return [];
    const sentence = `${snippet.title}: let in ${grant.origin}, on preflights, answers and errors.`;
    return [{ stack, sentence, snippet }];
  });
  if (written.length === 0) return [];
  const documented = (Object.keys(DOCUMENTED_STACKS) as DocumentedStack[]).map((stack): Fix => {
    const { title, sentence, link } = DOCUMENTED_STACKS[stack];
    return { stack, sentence: `${title}: ${sentence}`, link };
  });
  return [...written, ...documented];
}

/** Stacks whose marks stand in any answer of the exchange. */
function detected({ exchange: { wire } }: ExchangeView): ReadonlySet<FixStack> {
  const layers = wire.flatMap(({ response }) => layersIn(response?.headers ?? []));
  return new Set(layers.map(({ stack }) => stack).filter((stack) => stack !== undefined));
}

/** What the server has to allow for this exchange to go well, beside what it allows already. */
function grantFor(view: ExchangeView, code: FindingCode): Grant | undefined {
  const { origin, exchange } = view;
  if (origin === undefined || origin === "null") return undefined;
  const preflights = exchange.wire.filter(({ preflight }) => preflight);
  const asked = (name: string): string[] =>
    preflights.flatMap(({ request }) =>
      request.headers.filter(([key]) => key.toLowerCase() === name).flatMap(([, value]) => value.split(",")),
    );
  const methods = [...listed(view, "access-control-allow-methods"), ...asked("access-control-request-method")];
  const names = [...listed(view, "access-control-allow-headers"), ...asked("access-control-request-headers")];
  const exposed = [...listed(view, "access-control-expose-headers"), ...unreadNames(view)];
  return {
    origin,
    methods: unique(methods.map((method) => methodFor(method.trim(), code))).filter((one) => !isSafelistedMethod(one)),
    headerNames: unique(names.map((name) => name.trim().toLowerCase())),
    exposeHeaders: unique(exposed.map((name) => name.toLowerCase())),
    // That they were missing is what was found.
    credentials: view.credentialed || code === "CredentialsLeftOut",
  };
}

/** A method as the server is to list it: `patch` is a slip of the page, any other one is taken as it is meant. */
function methodFor(method: string, code: FindingCode): string {
  return code === "MethodCaseDiffers" || method === "patch" ? method.toUpperCase() : method;
}

/** Names that answers of the exchange list already; * is none. */
function listed({ exchange: { wire } }: ExchangeView, name: string): string[] {
  const lists = wire.map(({ response }) => extractTokens(response?.headers ?? [], name));
  return lists.flatMap((list) => (list === null || list === "failure" ? [] : list)).filter((one) => one !== "*");
}

/** Response headers that the page wants, and those that it cannot read and is meant to. */
function unreadNames(view: ExchangeView): readonly string[] {
  return [...(view.options.reads ?? []), ...hiddenHeaders(view)];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))];
}
