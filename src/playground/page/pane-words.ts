import type { WireEntry } from "../server/wire-entry.ts";
import { wireMethod, type PageRequest } from "./page-request.ts";
import type { Prediction } from "./model.ts";
import type { Pane } from "./run.ts";
import type { Result, Step } from "./scenario.ts";
import type { Outcome } from "./send.ts";

// What a pane says of its step, from what the page got and what the servers saw.

/** What came of it, in few words. */
export function verdict({ step, state, prediction, result }: Pane): string {
  if (result === undefined) return state === "running" ? "waiting for the answer" : "not sent yet";
  const { outcome, seen } = result;
  if (outcome.ok) return `✓ ${outcome.status}`;
  if (outcome.error === undefined && outcome.status === 0) return `${outcome.type ?? "opaque"}, unreadable`;
  if (isMeant(step, outcome)) return `${outcome.status}, as meant, and readable`;
  return outcome.status === 0 ? `✗ ${howFar(seen, prediction)}` : `✗ ${outcome.status}, readable`;
}

/** How far a request came of which the page knows nothing. */
function howFar(seen: readonly WireEntry[], prediction: Prediction | undefined): string {
  const last = seen.at(-1);
  if (last === undefined) return "blocked or not sent";
  // More may have come of which the log could not tell.
  if (last.kind === "preflight")
    return prediction?.wire.at(-1)?.preflight === false ? "blocked or not sent" : "blocked, never sent";
  return last.status === undefined ? "no answer" : "answered, but blocked";
}

/** Whether it went as the step is about, although it is no success. */
export function isMeant(step: Step, outcome: Outcome): boolean {
  return step.isMeantToFail === true && !outcome.ok && outcome.status !== 0;
}

/** What the page got. */
export function answerText({ ok, status, text, type, error, headers }: Outcome, showsHeaders: boolean): string {
  if (error === undefined && status === 0) return `A response of type ${type}: status 0, no headers, no body.`;
  if (status === 0)
    return "ERROR: status 0\n\nA page is told no more than that. The browser's console names the reason.";
  const readable = showsHeaders ? `\n\nReadable headers: ${headers.map(([name]) => name).join(", ") || "none"}` : "";
  return `${ok ? text : `ERROR: status ${status}.\n\n${text}`}${readable}`;
}

/** Method, address and what is unusual about a request, in one line. */
export function describeRequest(request: PageRequest, target: string): string {
  const { url, headers, credentials, client } = request;
  const names = headers
    .map(([name]) => name)
    .filter((name) => client !== "jquery" || name.toLowerCase() !== "content-type")
    .join(", ");
  const address = url.startsWith(`${target}/`) ? url.slice(target.length) : url;
  const flag = client === "fetch" ? " with credentials" : " withCredentials";
  return `${wireMethod(request)} ${address}${names === "" ? "" : ` with ${names}`}${credentials === "include" ? flag : ""}`;
}

/** What arrived, and what was answered. */
export function describeSeen(seen: readonly WireEntry[], where: string): string {
  if (seen.length === 0) return `${where}: nothing arrived.`;
  return `${where}: ${seen.map(({ method, status }) => `${method} ${status ?? "(no answer)"}`).join(", ")}.`;
}

/** What came of a case of one's own, in one sentence. */
export function sayOwn({ outcome, seen }: Result): string {
  if (outcome.type === "opaque") return "No error, and nothing to read either: the answer is opaque.";
  if (outcome.status !== 0) return "The page may read this answer.";
  const last = seen.at(-1);
  if (last === undefined) return "Nothing arrived at the server.";
  if (last.kind === "preflight")
    return "The browser asked first, and after the answer to that it sent no request. The picture shows what decided.";
  return last.status === undefined
    ? "It arrived, and the server closed the connection without an answer."
    : "The server got it and answered, but the browser keeps the answer from the page. The picture shows what decided.";
}
