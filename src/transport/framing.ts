import { membersOf, valuesOf, type NoHead, type ResponseHead } from "./response-head.ts";
import { trimBlanks } from "./token.ts";

/** How the end of a body is known. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

/** Responses that have no body, whatever their headers say: what browsers do, 205 included. */
const BODILESS: readonly number[] = [204, 205, 304];

/**
 * How the body of a response is framed. Chunks win over a length, a length that is no number is as good as none, and two
 * different ones are an error: so browsers do it.
 *
 * @param method of the request
 * @see RFC 9112, 6.3
 */
export function framingOf(head: ResponseHead, method: string): Framing | NoHead {
  if (method === "HEAD" || BODILESS.includes(head.status)) return { kind: "none" };
  if (isChunked(head)) return { kind: "chunked" };
  const lengths = lengthsOf(head);
  const [length] = lengths;
  if (length === undefined) return { kind: "until-close" };
  if (lengths.size > 1) return { problem: `it has several lengths: ${[...lengths].slice(0, 3).join(", ")}` };
  return { kind: "length", length: Number(length) };
}

/** Whether the next response can follow this one on the same connection, as far as the head tells. */
export function keepsAlive(head: ResponseHead, framing: Framing, method: string): boolean {
  const options = membersOf(head.headers, "connection");
  const isKept = head.isModern ? !options.includes("close") : options.includes("keep-alive");
  // Both a length and chunks: whoever else reads this may see another end.
  const isAmbiguous = isChunked(head) && lengthsOf(head).size > 0;
  return isKept && !isAmbiguous && framing.kind !== "until-close" && !mayCarryBytes(head, method);
}

/** A body where none may be, announced by its length or by chunks: it would be taken for the next response. */
function mayCarryBytes(head: ResponseHead, method: string): boolean {
  if (method === "HEAD" || (head.status !== 204 && head.status !== 205)) return false;
  return isChunked(head) || [...lengthsOf(head)].some((length) => Number(length) > 0);
}

function isChunked(head: ResponseHead): boolean {
  return head.isModern && membersOf(head.headers, "transfer-encoding").includes("chunked");
}

/** The different lengths, as far as they are numbers; 2 and 02 differ. */
function lengthsOf(head: ResponseHead): Set<string> {
  const values = valuesOf(head.headers, "content-length").flatMap((value) => value.split(","));
  return new Set(values.map(trimBlanks).filter(isLength));
}

/** Digits, few enough to count with. */
function isLength(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}
