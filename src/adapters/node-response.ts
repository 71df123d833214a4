import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Decision } from "../policy/decision.ts";
import { mergeVary } from "../standard/vary.ts";

/** Where a response keeps what was decided about it; known to every copy of this package. */
const PENDING: unique symbol = Symbol.for("crossorigin.node.pending");

/** What is to be written when the response is committed. */
interface Pending {
  decision: Decision;
  /** Every policy that has decided about this response was able to change it, so each has a say here. */
  readonly vary: Set<string>;
}

interface PendingResponse extends ServerResponse {
  [PENDING]?: Pending;
}

/** What `writeHead` takes as headers: an object, a flat list of names and values, a list of pairs, or nothing. */
type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[] | null | undefined;

/** `writeHead(status, reason, headers)`, where both may be left out. */
type WriteHeadRest = [reason?: string | GivenHeaders, headers?: GivenHeaders];

/**
 * Has a decision written at the last moment, when the response's head goes out, whatever was set until then and
 * whoever sends it: a handler, an error path, a stream. Done twice, the later decision stands.
 */
export function applyOnCommit(response: PendingResponse, decision: Decision): void {
  const pending = response[PENDING];
  if (pending === undefined) hookWriteHead(response, { decision, vary: new Set(decision.vary) });
  else {
    pending.decision = decision;
    for (const name of decision.vary) pending.vary.add(name);
  }
}

/** Writes a decision's headers now. `Access-Control-*` belongs to the policy: what else was set under such a name goes. */
export function applyHeaders(
  response: ServerResponse,
  decision: Decision,
  vary: Iterable<string> = decision.vary,
): void {
  for (const name of response.getHeaderNames()) {
    if (name.startsWith("access-control-")) response.removeHeader(name);
  }
  for (const [name, value] of decision.headers) response.setHeader(name, value);
  const merged = mergeVary(String(response.getHeader("vary") ?? ""), [...vary]);
  if (merged !== "") response.setHeader("Vary", merged);
}

function hookWriteHead(response: PendingResponse, pending: Pending): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: WriteHeadRest) => PendingResponse;
  response[PENDING] = pending;
  response.writeHead = (status: number, ...rest: WriteHeadRest): PendingResponse => {
    const [reason, headers] = typeof rest[0] === "string" ? [rest[0], rest[1]] : [undefined, rest[1] ?? rest[0]];
    // A list that ends in the middle: Node.js has the right error for it.
    if (Array.isArray(headers) && headers.length % 2 === 1 && !isPairs(headers)) return writeHead(status, ...rest);
    setGiven(response, headers);
    applyHeaders(response, pending.decision, pending.vary);
    return reason === undefined ? writeHead(status) : writeHead(status, reason);
  };
}

/** Sets what was given to `writeHead`, where it would otherwise win over everything that was set before. */
function setGiven(response: ServerResponse, headers: GivenHeaders): void {
  if (headers === undefined || headers === null) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as OutgoingHttpHeader);
    return;
  }
  const pairs = headerPairs(headers);
  for (const [name] of pairs) response.removeHeader(name);
  for (const [name, value] of pairs) response.appendHeader(name, value);
}

function headerPairs(list: readonly OutgoingHttpHeader[]): [name: string, value: string | readonly string[]][] {
  if (isPairs(list)) return list.map(([name = "", value = ""]) => [name, value]);
  const pairs: [string, string | readonly string[]][] = [];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const value = list[index + 1] ?? "";
    pairs.push([String(list[index]), Array.isArray(value) ? value : String(value)]);
  }
  return pairs;
}

function isPairs(list: readonly OutgoingHttpHeader[]): list is string[][] {
  return list.length > 0 && list.every((entry) => Array.isArray(entry));
}
