/**
 * A list of origins from one text, as an environment variable holds it: separated by commas or white space, empty
 * members left out.
 *
 * @param list `undefined` gives `[]`, which `definePolicy` then refuses by name
 * @example
 * originsFrom("https://a.example, https://b.example"); // ["https://a.example", "https://b.example"]
 */
export function originsFrom(list: string | undefined): string[] {
  return (list ?? "").split(/[\s,]+/).filter((origin) => origin !== "");
}
