import type { Exchange } from "../browser/exchange.ts";
import { ANSWER_FINDERS } from "./answer-findings.ts";
import { browserMessages } from "./browser-messages.ts";
import type { Diagnosis, Finding } from "./diagnosis.ts";
import { ExchangeView, type DiagnoseOptions } from "./exchange-view.ts";
import type { Finder, Found } from "./finder.ts";
import { docsOf, FINDINGS } from "./finding-registry.ts";
import { fixesOf } from "./fixes.ts";
import { HIDDEN_FINDERS } from "./hidden-findings.ts";
import { LIST_FINDERS } from "./list-findings.ts";
import { ORIGIN_FINDERS } from "./origin-findings.ts";
import { plainFinding } from "./plain-causes.ts";
import { PREFLIGHT_FINDERS } from "./preflight-findings.ts";

/** What can lie behind a failure, in the order of weight; of one kind the first that is found is meant. */
const KINDS = [PREFLIGHT_FINDERS, LIST_FINDERS, ORIGIN_FINDERS, ANSWER_FINDERS];

/**
 * Says in words what an exchange of the simulated browser came to: the cause, the lines on the wire that show it, and what
 * mends it, stack by stack. It asks nobody; what only a further request can tell, `probe()` finds out.
 *
 * Nothing is claimed that was not seen: where the cause is a guess, `certainty` says so. Texts of strangers are fit to be
 * shown, but for `messages`.
 *
 * @param exchange what `page.explain()` resolves to
 * @param options what the exchange does not say of itself: the URL when nothing was sent, the page, which headers it reads,
 *   and what `probe()` saw
 * @returns `undefined` when the page may read the answer and nothing hides in it
 * @example
 * const exchange = await page.explain("https://api.example.com/orders", { method: "PUT" });
 * const diagnosis = diagnose(exchange);
 * diagnosis?.code; // "PreflightNeedsLogin"
 * diagnosis?.cause; // "The preflight is answered with 401: ..."
 */
export function diagnose(exchange: Exchange, options: DiagnoseOptions = {}): Diagnosis | undefined {
  const view = new ExchangeView(exchange, options);
  const found = exchange.code === undefined ? hidden(view) : failed(view);
  const [first, ...others] = found.map(toFinding);
  if (first === undefined) return undefined;
  return {
    ...first,
    fixes: fixesOf(view, first.code),
    also: others,
    messages: browserMessages(exchange, options),
  };
}

function failed(view: ExchangeView): Found[] {
  const found = KINDS.map((finders) => firstOf(finders, view)).filter((one) => one !== undefined);
  if (found.length > 0) return found;
  const plain = plainFinding(view);
  return plain === undefined ? [] : [plain];
}

function firstOf(finders: readonly Finder[], view: ExchangeView): Found | undefined {
  for (const find of finders) {
    const found = find(view);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hidden(view: ExchangeView): Found[] {
  return HIDDEN_FINDERS.map((find) => find(view)).filter((one) => one !== undefined);
}

function toFinding({ code, cause, certainty, evidence }: Found): Finding {
  return { code, title: FINDINGS[code].title, cause, certainty, evidence, docs: docsOf(code) };
}
