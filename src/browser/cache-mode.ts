import type { FetchRequest } from "./fetch-request.ts";
import { hasHeader, type HeaderList } from "./header-list.ts";
import type { CacheMode } from "./init-types.ts";
import type { Rules } from "./rules.ts";

/** Headers of an author who keeps a cache of his own. */
const CONDITIONAL = ["if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"];

/** Whether the author keeps a cache of his own. */
export function isConditional(headers: HeaderList): boolean {
  return CONDITIONAL.some((name) => hasHeader(headers, name));
}

/** The cache mode as a request's preflight sees it. */
export function preflightCacheMode({ cacheMode, headers, initiatorType }: FetchRequest, rules: Rules): CacheMode {
  if (ignoresConditions({ initiatorType }, rules)) return cacheMode;
  return cacheMode === "default" && isConditional(headers) ? rules.conditionalCacheMode : cacheMode;
}

/** Whether conditional headers of the author change nothing. */
export function ignoresConditions({ initiatorType }: Pick<FetchRequest, "initiatorType">, rules: Rules): boolean {
  return rules.xhrIgnoresConditions && initiatorType === "xmlhttprequest";
}
