/**
 * Whether this is an object with a function of this name: how what a stranger gave is known for what it is.
 *
 * @throws what a proxy or a getter throws
 */
export function hasFunction(value: unknown, name: string): value is object {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, name) === "function";
}
