/**
 * A `Vary` value with more names in it: what is there stays as it was written, names already there (in any case of
 * letters) are not repeated, and `*`, which says that nothing may be reused, stays alone.
 *
 * @param current the value so far; several lines joined with `, `
 * @param names field names to add
 * @returns the merged value; empty when there is nothing to say
 * @see RFC 9110, 12.5.5
 * @example
 * mergeVary("Accept-Encoding", ["Origin"]); // "Accept-Encoding, Origin"
 */
export function mergeVary(current: string, names: readonly string[]): string {
  const members = current
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
  if (members.includes("*")) return "*";
  const seen = new Set(members.map((member) => member.toLowerCase()));
  for (const name of names) {
    if (seen.has(name.toLowerCase())) continue;
    seen.add(name.toLowerCase());
    members.push(name);
  }
  return members.join(", ");
}
