import { checkRead } from "./check-policy.ts";
import { compilePolicy, normalizeOptions } from "./compile-policy.ts";
import { allowsOrigin, decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import type { PolicyOptions } from "./options.ts";
import { PolicyError } from "./policy-error.ts";
import type { Problem } from "./problem.ts";
import { readOptions, type WrittenOptions } from "./read-options.ts";

/** Who may read a server's answers, compiled: frozen, safe to share between servers, tests and the command. */
export interface Policy {
  /**
   * What to answer to a request. Pure; never throws, whatever the request holds.
   *
   * @example
   * policy.decide({ method: "GET", origin: "https://app.example.com", requestMethod: undefined, requestHeaders: undefined });
   */
  decide(request: CorsRequest): Decision;
  /**
   * Whether the policy lets this origin in, for what is not CORS: a WebSocket handshake, a message between windows.
   * Without an origin only a policy for any origin says yes.
   */
  allowsOrigin(origin: string | undefined): boolean;
  /** The options in their normal form. `definePolicy(policy.options)` makes an equivalent policy; they are plain JSON. */
  readonly options: Readonly<PolicyOptions>;
  /** Advice: what is not wrong, but could be better. */
  readonly warnings: readonly Problem[];
  /** Lets go of what the policy listens to. A policy of plain data holds nothing, and may go on being used. */
  close(): void;
}

/**
 * Makes a policy from options: checks all of them, compiles them, and freezes the result.
 *
 * @param options copied; later changes to them change nothing
 * @throws PolicyError with every mistake at once
 * @example
 * const policy = definePolicy({
 *   origins: ["https://app.example.com", "http://localhost:3000"],
 *   methods: ["PUT", "DELETE"],
 *   allowHeaders: ["Content-Type"],
 *   credentials: true,
 *   maxAge: 7200,
 * });
 */
export function definePolicy(options: PolicyOptions): Policy {
  const read = readOptions(options);
  const problems = checkRead(read);
  const errors = problems.filter((found) => found.severity === "error");
  if (errors.length > 0) throw new PolicyError(Object.freeze(errors));

  const normalized = normalizeOptions(asChecked(read.written));
  const compiled = compilePolicy(normalized);
  return Object.freeze({
    decide: (request: CorsRequest) => decide(compiled, request),
    allowsOrigin: (origin: string | undefined) => allowsOrigin(compiled, origin ?? ""),
    options: normalized,
    warnings: Object.freeze(problems),
    close: () => {},
  });
}

/** The one place where checked data gets its type: `checkRead` found no error in it. */
function asChecked(written: WrittenOptions): PolicyOptions {
  return written as PolicyOptions;
}
