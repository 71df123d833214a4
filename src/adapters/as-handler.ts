/**
 * What is put inside a policy, once it is known to be a function: nothing else could answer a request, and without this it
 * would fail at the first one.
 *
 * @param what what the framework calls it, with its article
 * @throws TypeError that names what was given
 */
export function asHandler<Handler>(given: Handler, what: string): Handler {
  if (typeof given === "function") return given;
  throw new TypeError(`cors(policy) is put around ${what}, which is a function; this is of type ${typeof given}.`);
}
