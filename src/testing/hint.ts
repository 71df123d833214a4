import type { Exchange } from "../browser/exchange.ts";
import type { ReasonCode } from "../browser/reason-registry.ts";
import type { Attempt } from "./attempt.ts";

type Hint = (exchange: Exchange, attempt: Attempt) => string | undefined;

const BEFORE_CORS =
  "Something answered the preflight before CORS did. Put CORS before everything else that answers, routes and logins included.";

/** By the status of the preflight's answer, when that answer is not the one of a server that knows CORS. */
function atPreflight({ wire }: Exchange): string | undefined {
  const status = wire.findLast(({ preflight }) => preflight)?.response?.status ?? 0;
  if (status === 401 || status === 407) {
    return `A preflight never carries a login, so it cannot be asked for one. ${BEFORE_CORS}`;
  }
  if (status === 403) {
    return "The server refused: its policy does not name this origin, or something refused the preflight before CORS saw it.";
  }
  if (status === 404 || status === 405) return `Nobody answers OPTIONS at this URL. ${BEFORE_CORS}`;
  if (status >= 500) return "The server failed at the preflight: look into its log.";
  if (status >= 300 && status < 400) {
    return "Something redirects the preflight: to a login, to https, or to the same path with or without a slash. Ask for the final URL.";
  }
  return undefined;
}

/** When an answer is as it should be, and lacks the header. */
function withoutHeader({ origin }: Attempt): string {
  return `Either CORS has no part in this answer, or its policy does not name ${origin}.`;
}

/** When the value that the server sent is the page's origin, but not written as browsers write it. */
function atMismatch({ parameter = "" }: Exchange, { origin }: Attempt): string | undefined {
  if (!URL.canParse(parameter) || new URL(parameter).origin !== origin) return undefined;
  return `The value has to be ${origin}, byte for byte: without a slash at its end, without a default port, in lower case.`;
}

/** What to look at first, where the code alone does not say it. */
const HINTS: Partial<Record<ReasonCode, Hint>> = {
  PreflightMissingAllowOriginHeader: (exchange, attempt) => atPreflight(exchange) ?? withoutHeader(attempt),
  PreflightInvalidStatus: atPreflight,
  PreflightDisallowedRedirect: atPreflight,
  PreflightAllowOriginMismatch: atMismatch,
  AllowOriginMismatch: atMismatch,
  MissingAllowOriginHeader: ({ wire }, attempt) => {
    const status = wire.at(-1)?.response?.status ?? 0;
    if (status < 400) return withoutHeader(attempt);
    return `The answer is a ${status}. Errors need the headers as well: put CORS around what makes them.`;
  },
  MixedContent: (_exchange, { base }) =>
    `A page over https may ask http only of its own machine. Give the app an https address: pageOn(page, app, { url: "${base.replace(/^http:/, "https:")}" }).`,
  ConnectionRefused: (_exchange, { base }) =>
    `Start the server at ${new URL(base).origin} before the test, or give pageOn() the app itself: then nothing has to listen.`,
  NameNotResolved: (_exchange, { base }) =>
    `Look at the spelling of ${new URL(base).host}, or give pageOn() the app itself in place of its address.`,
  ConnectionReset: () =>
    "The server closed the connection: look into its log for an error, or a limit that was reached.",
  TlsFailed: () =>
    "For a certificate of your own: pageOn(page, url, { transport: network({ tls: { ca } }) }); network() is in crossorigin/transport.",
  TimedOut: () => "The app took the request and did not answer: a handler neither ends the response nor hands it on.",
  NoAnswer: ({ cause }) =>
    cause instanceof Error && cause.message.startsWith("The handler returned no Response")
      ? "A function of one parameter is taken for one from Request to Response; a listener of node:http has two, (request, response)."
      : undefined,
};

/** A sentence on what to look at first, if there is more to say than the code does. */
export function hintFor(exchange: Exchange, attempt: Attempt): string | undefined {
  return exchange.code === undefined ? undefined : HINTS[exchange.code]?.(exchange, attempt);
}
