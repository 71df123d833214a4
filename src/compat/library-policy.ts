import { isPreflight, NONE, VARY_ORIGIN, type CorsRequest, type Decision } from "../policy/decision.ts";
import type { Policy } from "../policy/define-policy.ts";
import { refusal } from "../policy/refusal.ts";
import type { HeaderLine } from "./header-line.ts";
import type { OriginRule } from "./origin-rule.ts";

const VARY_HEADERS: readonly string[] = Object.freeze(["Access-Control-Request-Headers"]);
const VARY_BOTH: readonly string[] = Object.freeze([...VARY_ORIGIN, ...VARY_HEADERS]);

/** What another library's options answer, apart from the origin. */
export interface Answers {
  /** Lines on every answer that is none to an OPTIONS; the first names the credentials, when they are allowed. */
  readonly actual: readonly HeaderLine[];
  /** Lines on the answer to a preflight; made when there is a first one. */
  readonly preflight: () => readonly HeaderLine[];
  /** What is allowed of the headers that were asked for; `undefined`: nothing, or a list among the lines. */
  readonly echo?: ((asked: string | undefined) => string | undefined) | undefined;
  /** When the answer to a preflight says that it varies by the headers asked for. Default `never`. */
  readonly variesByHeaders?: "always" | "echoed" | "never";
  /** What becomes of an OPTIONS that is no preflight: answered as if it were one, passed on with headers, or passed on without. */
  readonly otherOptions: "answered" | "passed" | "untouched";
  /** Whether whoever is refused gets no line at all. */
  readonly silent: boolean;
}

/**
 * Another library's options behind the shape of a policy. `allowed` and `refusals` tell of the origin alone, as these libraries
 * compare neither methods nor headers: they send their lists, and the browser compares.
 */
export class LibraryPolicy implements Pick<Policy, "allowsOrigin" | "decide"> {
  readonly #answers: Answers;
  readonly #rule: OriginRule;
  /** Lines for one text that everybody gets, which are the same each time. */
  #fixedActual: readonly HeaderLine[] | undefined;
  #fixedPreflight: readonly HeaderLine[] | undefined;
  #preflight: readonly HeaderLine[] | undefined;

  constructor(answers: Answers, rule: OriginRule) {
    this.#answers = answers;
    this.#rule = rule;
  }

  allowsOrigin(origin: string | undefined): boolean {
    return this.#rule.allows(origin ?? "");
  }

  decide(request: CorsRequest): Decision {
    return this.decideBy(this.#rule, request);
  }

  /** What is answered when another rule stands in the place of the policy's own: the one that a function has just given. */
  decideBy(rule: OriginRule, request: CorsRequest): Decision {
    const { origin, method } = request;
    const asksFirst = method === "OPTIONS";
    const preflight = origin !== undefined && asksFirst && isPreflight(request);
    const answered = preflight || (asksFirst && this.#answersAny(request));
    const kind = origin === undefined ? "not-cors" : preflight ? "preflight" : "actual";
    const allowed = origin === undefined || rule.allows(origin);
    const vary = rule.varies ? VARY_ORIGIN : NONE;
    if (asksFirst && !answered && this.#answers.otherOptions === "untouched") {
      return { kind, allowed, status: undefined, headers: NONE, vary, refusals: NONE };
    }

    const refusals = allowed ? NONE : [refusal("OriginNotAllowed", origin ?? "")];
    const grant = rule.fixed ?? (origin !== undefined && origin !== "" && allowed ? origin : undefined);
    const lines = this.#linesBy(rule, grant, answered);
    if (!answered) return { kind, allowed, status: undefined, headers: lines, vary, refusals };
    const echo = this.#echo(grant, request.requestHeaders);
    const headers = echo === undefined ? lines : [...lines, ["Access-Control-Allow-Headers", echo] as const];
    return { kind, allowed, status: 204, headers, vary: this.#varyOf(rule, echo !== undefined), refusals };
  }

  #answersAny({ requestMethod }: CorsRequest): boolean {
    const { otherOptions } = this.#answers;
    // One that asks for a method without naming an origin is taken for a preflight even where others are left alone.
    return otherOptions === "answered" || (otherOptions === "untouched" && Boolean(requestMethod));
  }

  #linesBy(rule: OriginRule, grant: string | undefined, preflight: boolean): readonly HeaderLine[] {
    if (rule !== this.#rule || rule.fixed === undefined) return this.#lines(grant, preflight);
    return preflight
      ? (this.#fixedPreflight ??= this.#lines(grant, true))
      : (this.#fixedActual ??= this.#lines(grant, false));
  }

  #lines(grant: string | undefined, preflight: boolean): readonly HeaderLine[] {
    const lines = preflight ? (this.#preflight ??= this.#answers.preflight()) : this.#answers.actual;
    if (grant !== undefined) return [["Access-Control-Allow-Origin", grant], ...lines];
    return this.#answers.silent ? NONE : lines;
  }

  #echo(grant: string | undefined, asked: string | undefined): string | undefined {
    return grant === undefined && this.#answers.silent ? undefined : this.#answers.echo?.(asked);
  }

  #varyOf({ varies }: OriginRule, echoed: boolean): readonly string[] {
    const { variesByHeaders = "never" } = this.#answers;
    const byHeaders = variesByHeaders === "always" || (variesByHeaders === "echoed" && echoed);
    if (byHeaders) return varies ? VARY_BOTH : VARY_HEADERS;
    return varies ? VARY_ORIGIN : NONE;
  }
}
