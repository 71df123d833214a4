import type { OutgoingHttpHeader, OutgoingHttpHeaders } from "node:http";
import { mergeVary } from "../standard/vary.ts";
import type { Outcome } from "./decider.ts";
import { addOutcome, isAccessControl, reportReplaced, type Pending } from "./pending.ts";

/** Where a response keeps what was decided about it; known to every copy of this package. */
const PENDING: unique symbol = Symbol.for("crossorigin.node.pending");

/** What is needed of a response of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  getHeaderNames(): string[];
  setHeader(name: string, value: number | string | readonly string[]): unknown;
  appendHeader(name: string, value: string | string[]): unknown;
  removeHeader(name: string): void;
  writeHead: (status: number) => unknown;
  end(): unknown;
}

/** What `writeHead` takes as headers: an object, a flat list of names and values, a list of pairs, or nothing. */
type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[] | null | undefined;

interface NodePending extends Pending {
  /** The response's own method, or what another library has made of it. */
  readonly writeHead: NodeResponse["writeHead"];
}

interface PendingResponse extends NodeResponse {
  [PENDING]?: NodePending;
}

/**
 * Has a decision written at the last moment, when the response's head goes out, whatever was set until then and whoever sends
 * it: a handler, an error path, a stream. Where two policies decide, the later decision stands.
 *
 * @param outcome `undefined` leaves the response alone
 * @returns the status to answer with at once; `undefined`: pass the request on
 */
export function applyOnCommit(response: PendingResponse, outcome: Outcome | undefined): 204 | 403 | undefined {
  if (outcome === undefined) return undefined;
  const pending = response[PENDING];
  if (pending === undefined) {
    const { decision, policy, report } = outcome;
    response[PENDING] = { decision, policy, report, vary: decision.vary, writeHead: response.writeHead };
    response.writeHead = commitHead;
  } else addOutcome(pending, outcome);
  return outcome.decision.status;
}

/**
 * Like `applyOnCommit`, where an answer needs nothing of a framework.
 *
 * @returns whether the request was a preflight and is answered
 */
export function answerOrApply(response: PendingResponse, outcome: Outcome | undefined): boolean {
  if (outcome?.decision.status === undefined) {
    applyOnCommit(response, outcome);
    return false;
  }
  // A policy that comes later may find that somebody has answered: a middleware for timeouts.
  if (response.headersSent) return true;
  applyOnCommit(response, outcome);
  response.statusCode = outcome.decision.status;
  response.end();
  return true;
}

/** One function for all responses, as it is put on every one of them. */
function commitHead(
  this: PendingResponse,
  status: number,
  reason?: string | GivenHeaders,
  headersAfterReason?: GivenHeaders,
): unknown {
  const pending = this[PENDING];
  if (pending === undefined) throw new TypeError("This writeHead was taken from a response and called on another one.");
  const headers = typeof reason === "string" ? headersAfterReason : (headersAfterReason ?? reason);
  // A list that ends in the middle: Node.js has the right error for it.
  const unreadable = Array.isArray(headers) && headers.length % 2 === 1 && !isPairs(headers);
  if (unreadable) return Reflect.apply(pending.writeHead, this, [status, reason, headersAfterReason]);
  const head: unknown[] = typeof reason === "string" ? [status, reason] : [status];
  if (!Array.isArray(headers) && this.getHeaderNames().length === 0) {
    head.push(withDecision(headers ?? {}, pending));
  } else {
    setGiven(this, headers);
    applyHeaders(this, pending);
  }
  return Reflect.apply(pending.writeHead, this, head);
}

/**
 * What was given to `writeHead`, with the decision in it. Nothing is set on the response: if a value cannot be sent, Node.js
 * throws, and no header of this answer is left on the error's.
 */
function withDecision(given: OutgoingHttpHeaders, pending: Pending): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  let vary = "";
  for (const name of Object.keys(given)) {
    const key = name.toLowerCase();
    const value = given[name];
    if (isAccessControl(key)) reportReplaced(pending, key, String(value));
    else if (key === "vary") vary = vary === "" ? String(value) : `${vary}, ${String(value)}`;
    else headers[name] = value;
  }
  for (const [name, value] of pending.decision.headers) headers[name] = value;
  const merged = vary === "" ? pending.vary.join(", ") : mergeVary(vary, pending.vary);
  if (merged !== "") headers["Vary"] = merged;
  return headers;
}

/** `Access-Control-*` belongs to the policy: what else was set under such a name goes. */
function applyHeaders(response: NodeResponse, pending: Pending): void {
  for (const name of response.getHeaderNames()) {
    if (!isAccessControl(name)) continue;
    reportReplaced(pending, name, String(response.getHeader(name)));
    response.removeHeader(name);
  }
  for (const [name, value] of pending.decision.headers) response.setHeader(name, value);
  if (pending.vary.length === 0) return;
  const vary = response.getHeader("vary");
  response.setHeader("Vary", vary === undefined ? pending.vary.join(", ") : mergeVary(String(vary), pending.vary));
}

/** Sets what was given to `writeHead`, where it would otherwise win over everything that was set before. */
function setGiven(response: NodeResponse, headers: GivenHeaders): void {
  if (headers === undefined || headers === null) return;
  if (isObject(headers)) {
    for (const name of Object.keys(headers)) response.setHeader(name, headers[name] as OutgoingHttpHeader);
    return;
  }
  const pairs = headerPairs(headers);
  for (const [name] of pairs) response.removeHeader(name);
  for (const [name, value] of pairs) response.appendHeader(name, value);
}

function headerPairs(list: readonly OutgoingHttpHeader[]): [name: string, value: string | string[]][] {
  if (isPairs(list)) return list.map(([name = "", value = ""]) => [name, value]);
  const pairs: [string, string | string[]][] = [];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const value = list[index + 1] ?? "";
    pairs.push([String(list[index]), Array.isArray(value) ? value : String(value)]);
  }
  return pairs;
}

function isObject(headers: GivenHeaders): headers is OutgoingHttpHeaders {
  return typeof headers === "object" && headers !== null && !Array.isArray(headers);
}

function isPairs(list: readonly OutgoingHttpHeader[]): list is string[][] {
  return list.length > 0 && list.every((entry) => Array.isArray(entry));
}
