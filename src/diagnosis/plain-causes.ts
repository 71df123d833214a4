import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";
import { pageLine, requestLine, statusLine, toldLines, transportLine } from "./evidence.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Found } from "./finder.ts";
import { plainList } from "./list-findings.ts";
import { plainCheck, silentAnswer } from "./origin-findings.ts";
import { silentPreflight } from "./preflight-findings.ts";
import { printable } from "./printable.ts";

/** What a refusal before anything was sent, or by a redirect, comes to in one exchange. */
const CAUSES: Partial<Readonly<Record<ReasonCode, (view: ExchangeView, parameter: string) => string>>> = {
  DisallowedByMode: ({ origin }) =>
    `The page asks with mode same-origin, and the URL is not of ${origin ?? "its origin"}.`,
  CorsDisabledScheme: (_view, scheme) =>
    scheme === ""
      ? "The server redirects to a URL that is neither http nor https."
      : `The URL's scheme is ${scheme}. Without http:// before it, localhost:8080 is a URL with the scheme localhost.`,
  NoCorsRedirectModeNotFollow: () =>
    "The page asks with mode no-cors and wants to see redirects, which that mode hides.",
  BlockedPort: (_view, port) => `Port ${port} belongs to another protocol, and no browser sends HTTP there.`,
  MixedContent: (_view, origin) =>
    `The page is https and asks ${origin}, which is http. This is not CORS: no header of the server changes it.`,
  KeepaliveBodyTooLarge: () =>
    "A request with keepalive may outlive its page, and so its body may have 64 KiB at most.",
  RedirectContainsCredentials: () =>
    "The Location has a user name and a password in it, with which no cross-origin request is sent on.",
  RedirectNotAllowed: () => "The page asks with redirect mode error, and the server redirects.",
  InvalidRedirectLocation: () => "The Location is no URL, or there are several that differ.",
  UnsafeRedirect: () => "The server redirects to a data: URL, which browsers do not follow.",
  TooManyRedirects: () => "Each answer redirects to the next, more than twenty times: most often in a circle.",
  RedirectedStreamBody: () =>
    "The body is a stream, which is gone once it was sent, and the server asks for it again elsewhere.",
  ResourcePolicyNotSameOrigin: () =>
    "Cross-Origin-Resource-Policy: same-origin keeps the answer from pages that ask without CORS. With CORS it plays no part.",
  ResourcePolicyNotSameSite: () =>
    "Cross-Origin-Resource-Policy: same-site keeps the answer from pages of other sites that ask without CORS. With CORS it plays no part.",
  PreflightInvalidStatus: ({ status }) =>
    `The preflight is answered with ${status}. Its headers may all be right: the status has to be from 200 to 299 too.`,
};

/** Header lines that the evidence for such a refusal has. */
const TOLD = ["location", "cross-origin-resource-policy"];

/** A reason that stands for itself, as nothing more was found behind it. */
export function plainFinding(view: ExchangeView): Found | undefined {
  const { code } = view.exchange;
  if (code === undefined) return undefined;
  if (code === "MissingAllowOriginHeader") return silentAnswer(view);
  if (code === "PreflightMissingAllowOriginHeader") return silentPreflight(view);
  return plainList(view) ?? plainCheck(view) ?? other(view, code);
}

function other(view: ExchangeView, code: ReasonCode): Found {
  const { parameter, verdict } = view.exchange;
  const told = CAUSES[code]?.(view, printable(parameter ?? ""));
  if (verdict === "network-error") {
    const [said] = transportLine(view);
    return {
      code,
      cause: `${said?.line ?? REASONS[code].title} This is not CORS: no header changes it.`,
      certainty: "certain",
      evidence: [...requestLine(view, "no answer"), ...transportLine(view)],
    };
  }
  return {
    code,
    cause: told ?? REASONS[code].title,
    certainty: "certain",
    evidence: [
      ...(view.entry === undefined ? [pageLine(view, view.url ?? parameter ?? code)] : requestLine(view)),
      ...statusLine(view),
      ...TOLD.flatMap((name) => toldLines(view, name)),
    ],
  };
}
