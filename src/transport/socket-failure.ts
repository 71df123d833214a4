import type { TransportFailureCode } from "../browser/wire.ts";
import { tlsWords } from "./tls-words.ts";
import { TransportError } from "./transport-error.ts";

/** What the errors of the system say, the most telling first: of several attempts the first of these is told. */
const FAILURES: Readonly<Record<string, readonly [code: TransportFailureCode, words: string]>> = {
  ECONNREFUSED: ["ConnectionRefused", "refused the connection: nothing listens there"],
  ECONNRESET: ["ConnectionReset", "reset the connection"],
  EPIPE: ["ConnectionReset", "closed the connection"],
  ECONNABORTED: ["ConnectionReset", "broke the connection off"],
  ENOTFOUND: ["NameNotResolved", "could not be found: no address is known for this name"],
  EAI_AGAIN: ["NameNotResolved", "could not be looked up: no name server answered"],
  ETIMEDOUT: ["TimedOut", "did not answer the connection in time"],
  EHOSTUNREACH: ["NoAnswer", "cannot be reached from here"],
  ENETUNREACH: ["NoAnswer", "cannot be reached from here: there is no way to its network"],
  EADDRNOTAVAIL: ["NoAnswer", "cannot be reached from here: there is no such address"],
  EACCES: ["NoAnswer", "may not be connected to from here"],
  EMFILE: ["NoAnswer", "could not be connected to: too many files are open here"],
};

/**
 * What an error of a socket means, in one of the transport's errors.
 *
 * @param place host and port
 * @param error `undefined` when the connection was closed without one
 */
export function socketFailure(place: string, error: Error | undefined): TransportError {
  if (error === undefined) {
    return new TransportError("ConnectionReset", `${place} closed the connection before its answer was complete.`);
  }
  // By their members, not their classes: a test runner may run this in another realm than Node.js's own errors.
  const several: unknown = Reflect.get(error, "errors");
  const causes: unknown[] = Array.isArray(several) && several.length > 0 ? several : [error];
  const codes = causes.map(codeOf);
  const code = Object.keys(FAILURES).find((known) => codes.includes(known)) ?? codes[0] ?? "";
  const [failure, words] = FAILURES[code] ?? otherFailure(code, error);
  return new TransportError(failure, `${place} ${words}.`, error);
}

/**
 * What an error means that comes while TLS is being agreed on, where almost everything is TLS's fault.
 *
 * @param place host and port
 */
export function handshakeFailure(place: string, error: Error | undefined): TransportError {
  const failure = socketFailure(place, error);
  if (failure.code === "ConnectionReset") {
    return new TransportError(failure.code, `${place} closed the connection while TLS was being agreed on.`, error);
  }
  const code = codeOf(error);
  if (Object.hasOwn(FAILURES, code)) return failure;
  return new TransportError("TlsFailed", `${place} ${tlsWords(code, messageOf(error))}.`, error);
}

function otherFailure(code: string, error: Error): readonly [code: TransportFailureCode, words: string] {
  if (code.startsWith("EAI_")) return ["NameNotResolved", `could not be looked up (${code})`];
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || code === "EPROTO") {
    return ["TlsFailed", tlsWords(code, messageOf(error))];
  }
  return ["NoAnswer", `gave no answer (${code === "" ? messageOf(error) : code})`];
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "";
}

function messageOf(error: Error | undefined): string {
  return error?.message.trim() ?? "";
}
