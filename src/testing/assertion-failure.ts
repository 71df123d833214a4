/**
 * What an assertion of this entry rejects with. Deliberately not named `AssertionError`: by that name jest takes it for one of
 * `node:assert`, and prints an expected and a received value that it does not have.
 */
class CorsAssertionError extends Error {
  override readonly name = "CorsAssertionError";
}

/**
 * Prepares the failure of an assertion while the line of the test is still known: its stack begins there, also when
 * the answer comes much later.
 *
 * @param assertion the function that the test has called, and that calls this one
 * @returns makes the error
 */
export function failureOf(assertion: (...args: never[]) => unknown): (message: string, cause?: unknown) => Error {
  const place = { stack: "" };
  // Only engines that know it have frames to leave out.
  Error.captureStackTrace?.(place, assertion);
  const frames = place.stack.split("\n").slice(1);
  return (message, cause) => {
    const error = new CorsAssertionError(message, cause === undefined ? undefined : { cause });
    if (frames.length > 0) error.stack = [`${error.name}: ${message}`, ...frames].join("\n");
    return error;
  };
}
