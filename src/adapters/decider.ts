import type { CorsRequest, Decision } from "../policy/decision.ts";
import type { Policy } from "../policy/define-policy.ts";
import { hasFunction } from "../policy/has-function.ts";
import { isPolicy } from "../policy/live-policy.ts";
import { decideWithoutPolicy } from "../policy/no-policy.ts";
import { currentOf, waitFor } from "./choose-policy.ts";
import { createSink } from "./event-sink.ts";
import type { CorsEvent, CorsHooks } from "./hooks.ts";
import type { PolicyChoice, PolicyOf } from "./policy-choice.ts";
import { isSameOrigin } from "./same-origin.ts";
import { followSources } from "./source-failures.ts";

/** How a framework's request is read. */
export interface RequestReader<Request> {
  toCorsRequest(request: Request): CorsRequest;
  /** Headers that tell where the page stands. */
  toSite(request: Request): { readonly site: string | undefined; readonly host: string | undefined };
}

/** What happens to a request, as an event without what is known of it. */
type Happening =
  | { readonly type: "decision"; readonly decision: Decision; readonly shadow?: Decision }
  | { readonly type: "policy-failed"; readonly decision: Decision; readonly error: unknown }
  | { readonly type: "replaced-header"; readonly decision: Decision; readonly name: string }
  | { readonly type: "two-policies"; readonly decision: Decision };

/** What has been decided about a request. */
export interface Outcome {
  readonly decision: Decision;
  /** Who decided; `undefined` when there should have been a policy and was none. */
  readonly policy: Policy | undefined;
  /** Tells of what happens further; absent when nobody listens. */
  readonly report: ((happening: Happening) => void) | undefined;
}

/** `undefined`: no CORS for this request. A promise only when the choice of a policy is one; it never rejects. */
export type Decider<Request> = (request: Request) => Outcome | undefined | Promise<Outcome | undefined>;

const TIMEOUT = 1_000;
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * The part of an adapter that knows no framework: chooses the policy, lets it decide, tells of it.
 *
 * @throws TypeError when there is no policy in the choice, or the hooks are none
 */
export function createDecider<Request>(
  choice: PolicyChoice<Request>,
  hooks: CorsHooks<Request> = {},
  reader: RequestReader<Request>,
): Decider<Request> {
  const { onEvent, timeout = TIMEOUT } = checkHooks(hooks);
  const shadow = hooks.shadow === undefined ? undefined : currentOf(hooks.shadow, "hooks.shadow");
  const sink = createSink(onEvent);
  const followSource = followSources(sink);

  function outcomeOf(policy: Policy, request: Request): Outcome {
    followSource(policy);
    const asked = reader.toCorsRequest(request);
    const decision = policy.decide(asked);
    const report = reporter(asked, request);
    report?.({ type: "decision", decision, ...(shadow === undefined ? {} : { shadow: shadow().decide(asked) }) });
    return { decision, policy, report };
  }

  function failed(request: Request, error: unknown): Outcome {
    const asked = reader.toCorsRequest(request);
    const decision = decideWithoutPolicy(asked);
    const report = reporter(asked, request);
    report?.({ type: "policy-failed", decision, error });
    return { decision, policy: undefined, report };
  }

  /** Tells of what happens to a request; `undefined` when nobody listens. */
  function reporter(asked: CorsRequest, request: Request): Outcome["report"] {
    if (!sink.listening()) return undefined;
    const about = aboutOf(asked, request, reader);
    return (happening) => sink.emit({ ...happening, ...about });
  }

  if (typeof choice === "function") return decideBy(choice, timeout, outcomeOf, failed);
  const current = currentOf(choice, "The first argument of cors()");
  followSource(current());
  return (request) => outcomeOf(current(), request);
}

/** Asks the function on every request. What it does wrong ends here. */
function decideBy<Request>(
  policyOf: PolicyOf<Request>,
  timeout: number,
  outcomeOf: (policy: Policy, request: Request) => Outcome,
  failed: (request: Request, error: unknown) => Outcome,
): Decider<Request> {
  return (request) => {
    const settle = (answer: unknown): Outcome | undefined => {
      if (answer === undefined) return undefined;
      if (!isPolicy(answer)) throw new TypeError("The function that was given to cors() returned no policy.");
      return outcomeOf(answer, request);
    };
    const fail = (error: unknown): Outcome => failed(request, error);
    try {
      const answer: unknown = policyOf(request);
      return isThenable(answer) ? waitFor(answer, timeout).then(settle).catch(fail) : settle(answer);
    } catch (error) {
      return fail(error);
    }
  };
}

/** Goes on at once when the decision is there, and later when it is not. */
export function whenDecided<Result>(
  outcome: ReturnType<Decider<never>>,
  use: (outcome: Outcome | undefined) => Result | Promise<Result>,
): Result | Promise<Result> {
  return outcome instanceof Promise ? outcome.then(use) : use(outcome);
}

function aboutOf<Request>(
  { origin }: CorsRequest,
  request: Request,
  reader: RequestReader<Request>,
): Pick<CorsEvent<Request>, "request" | "sameOrigin"> {
  const { site, host } = reader.toSite(request);
  const sameOrigin = isSameOrigin(origin, site, host);
  return sameOrigin === undefined ? { request } : { request, sameOrigin };
}

function checkHooks<Request>(hooks: CorsHooks<Request>): CorsHooks<Request> {
  const { onEvent, timeout }: { readonly onEvent?: unknown; readonly timeout?: unknown } = hooks;
  if (onEvent !== undefined && typeof onEvent !== "function") throw new TypeError("hooks.onEvent is a function.");
  if (timeout !== undefined && !(typeof timeout === "number" && timeout >= 1 && timeout <= LONGEST_TIMEOUT)) {
    throw new TypeError(`hooks.timeout is a number of milliseconds, from 1 to ${LONGEST_TIMEOUT}.`);
  }
  return hooks;
}

/** Whether this is a promise, or what stands for one in another realm. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return hasFunction(value, "then");
}
