import type { Policy } from "../policy/define-policy.ts";
import type { LivePolicy } from "../policy/live-policy.ts";

/**
 * Which policy decides: always the same, the one that is current, or one for each request.
 *
 * A function is the way to policies per route, tenant or host, since it sees the preflight of every route. `undefined` means:
 * no CORS for this request, nothing is added and nothing removed. One that throws, rejects, returns something else, or does not
 * answer in time (`hooks.timeout`) is a failure: that response goes out without CORS headers and with `Vary: Origin`, a
 * preflight is a bare 403, a `policy-failed` event says why (the refusal is `PolicyFailed`), and the server goes on.
 */
export type PolicyChoice<Request> = Policy | LivePolicy | PolicyOf<Request>;

/** Chooses the policy for a request. */
export type PolicyOf<Request> = (request: Request) => Policy | undefined | Promise<Policy | undefined>;
