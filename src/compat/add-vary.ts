import { textOf } from "./header-line.ts";

/**
 * A `Vary` value with one more name in it, as the libraries replaced here write it: what is there stays byte for byte.
 *
 * @param current what has been set so far, in any form that a framework keeps it in
 * @see RFC 9110, 12.5.5
 */
export function addVary(current: unknown, name: string): string {
  const text = Array.isArray(current) ? current.join(", ") : textOf(current ?? "");
  if (text === "") return name;
  const members = text.split(",").map((member) => member.trim().toLowerCase());
  if (members.includes("*")) return "*";
  return members.includes(name.toLowerCase()) ? text : `${text}, ${name}`;
}
