/** Under which a policy tells of a source that failed; known to every copy of this package. */
export const FAILURES: unique symbol = Symbol.for("crossorigin.policy.failures");
