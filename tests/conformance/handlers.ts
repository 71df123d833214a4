import type { HeaderLine } from "../../src/browser/index.ts";
import type { Answer, Handler, Incoming } from "./server.ts";

/** Names whom the answer is for; `null` stands for the text `null`. */
export function allowing(origin: string): HeaderLine {
  return ["Access-Control-Allow-Origin", origin];
}

/** `Access-Control-Allow-Origin: *` */
export const EVERYBODY: HeaderLine = allowing("*");

/** `Access-Control-Allow-Credentials: true` */
export const CREDENTIALS: HeaderLine = ["Access-Control-Allow-Credentials", "true"];

export function methods(...names: readonly string[]): HeaderLine {
  return ["Access-Control-Allow-Methods", names.join(", ")];
}

export function headers(...names: readonly string[]): HeaderLine {
  return ["Access-Control-Allow-Headers", names.join(", ")];
}

export function exposing(...names: readonly string[]): HeaderLine {
  return ["Access-Control-Expose-Headers", names.join(", ")];
}

export function maxAge(value: string): HeaderLine {
  return ["Access-Control-Max-Age", value];
}

/** Echoes the origin that asks, with credentials; `*` where a request has none. */
export function echoing({ header }: Incoming): HeaderLine[] {
  const origin = header("origin");
  return origin === undefined ? [EVERYBODY] : [allowing(origin), CREDENTIALS];
}

/** The body of the servers below. */
export const PASS = "allowed";

/** Allows everybody, or echoes who asks, with or without credentials. */
export const STAR: Handler = () => ({ headers: [EVERYBODY], body: PASS });
export const ECHO: Handler = (incoming) => ({ headers: echoing(incoming), body: PASS });
export const ECHO_WITHOUT: Handler = ({ header }) => ({ headers: [allowing(header("origin") ?? "*")], body: PASS });

/** Answers whatever is asked in the same way. */
export function always(...lines: readonly HeaderLine[]): Handler {
  return () => ({ headers: lines });
}

/** Answers preflights one way and everything else another. */
export function either(preflight: Answer | Handler, request: Answer | Handler): Handler {
  return (incoming) => {
    const answer = incoming.isPreflight ? preflight : request;
    return typeof answer === "function" ? answer(incoming) : answer;
  };
}

/** Several answers, in this order; the last is for all that come later. */
export function inTurn(...answers: readonly (Answer | Handler)[]): Handler {
  let turn = 0;
  return (incoming) => {
    const answer = answers[Math.min(turn, answers.length - 1)] ?? {};
    turn += 1;
    return typeof answer === "function" ? answer(incoming) : answer;
  };
}

/** Sends the request elsewhere, and says nothing of CORS. */
export function plainRedirect(to: string, status = 302, ...lines: readonly HeaderLine[]): Handler {
  return () => ({ status, headers: [["Location", to], ...lines] });
}

/**
 * Sends the request elsewhere, allows whoever asks to follow, and answers a preflight with 200.
 *
 * @param to where to; `undefined`: it does not say
 * @param allowed header names that a preflight may ask for
 */
export function redirect(to: string | undefined, status = 302, allowed: readonly string[] = []): Handler {
  return (incoming) => {
    const lines = echoing(incoming);
    if (incoming.isPreflight) return { headers: [...lines, ...(allowed.length === 0 ? [] : [headers(...allowed)])] };
    return { status, headers: [...lines, ...(to === undefined ? [] : [["Location", to] as const])] };
  };
}
