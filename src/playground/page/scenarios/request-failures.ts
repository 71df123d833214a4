import type { Scenario } from "../scenario.ts";
import { answer } from "../server-spec.ts";
import { LAB_ORIGIN } from "../setup.ts";
import { failure, hand, LAB_URL, OK, PAGE, PATH, policy, TRY_URL } from "./failure.ts";

/** What the page itself does wrong, or expects in vain. */
export const REQUEST_FAILURES: readonly Scenario[] = [
  failure({
    id: "no-cors",
    label: "no-cors as a remedy",
    title: "mode: 'no-cors' mends nothing",
    see: "No error any more, and nothing to read: the answer's type is opaque, its status 0, its body empty.",
    why: "no-cors says: send it, I do not want to read the answer. It never makes a server let the page in.",
    mend: "Take the mode out again, and have the server allow the page.",
    code: "OpaqueAnswer",
    request: { url: LAB_URL, mode: "no-cors" },
    server: hand(answer(404), answer(200)),
    mended: { request: { mode: "cors" }, server: policy() },
  }),
  failure({
    id: "same-origin-mode",
    label: "mode: 'same-origin'",
    title: "The page forbids itself to leave",
    see: "It fails at once, and nothing arrives at the server.",
    why: "With mode: 'same-origin' a request may go to the page's own origin and nowhere else.",
    mend: "Take the mode out.",
    code: "DisallowedByMode",
    request: { url: LAB_URL, mode: "same-origin" },
    server: hand(OK),
    mended: { request: { mode: "cors" } },
  }),
  failure({
    id: "header-not-exposed",
    label: "A header that cannot be read",
    title: "The network panel shows it, the page does not",
    see: 'response.headers.get("X-Total-Count") is null, though the header is there.',
    why: "Of an answer from another origin a page may read seven headers, such as Content-Type. Every other one the server has to expose.",
    mend: 'Expose it in the policy: exposeHeaders: ["X-Total-Count"].',
    code: "HeaderNotExposed",
    words: "etag content-disposition link",
    request: { url: TRY_URL },
    server: policy(),
    mended: { server: policy({ exposeHeaders: ["X-Total-Count", "ETag"] }) },
  }),
  failure({
    id: "redirect-error",
    label: "redirect: 'error'",
    title: "The page wants no redirect, and gets one",
    see: "It fails, though every header is right.",
    why: "With redirect: 'error' a redirect is a failure. The server has moved the address, with all the headers that are needed.",
    mend: "Follow redirects, or call the new address.",
    code: "RedirectNotAllowed",
    request: { url: LAB_URL, redirect: "error" },
    server: {
      kind: "hand",
      places: [
        { path: PATH, preflight: OK, actual: answer(302, { ...PAGE, Location: "/moved" }) },
        { path: "/moved", preflight: OK, actual: OK },
      ],
    },
    mended: { request: { redirect: "follow" } },
  }),
  failure({
    id: "password-in-redirect",
    label: "A password in the redirect",
    title: "A redirect to an address with a password in it",
    see: "The console says that the redirect location “contains a username and password, which is disallowed”.",
    why: "The redirect would hand the page a password by the back door, so browsers do not follow it.",
    mend: "Redirect to an address without user and password.",
    code: "RedirectContainsCredentials",
    request: { url: LAB_URL },
    server: {
      kind: "hand",
      places: [
        {
          path: PATH,
          preflight: OK,
          actual: answer(302, { ...PAGE, Location: `${LAB_ORIGIN.replace("//", "//user:pass@")}/moved` }),
        },
        { path: "/moved", preflight: OK, actual: OK },
      ],
    },
    mended: {
      server: {
        kind: "hand",
        places: [
          { path: PATH, preflight: OK, actual: answer(302, { ...PAGE, Location: `${LAB_ORIGIN}/moved` }) },
          { path: "/moved", preflight: OK, actual: OK },
        ],
      },
    },
  }),
  failure({
    id: "resource-policy",
    label: "Another header says no",
    title: "Cross-Origin-Resource-Policy says no",
    see: "A no-cors request fails, as images from that server do: net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin.",
    why: "Cross-Origin-Resource-Policy: same-origin keeps an answer from other origins even where nobody reads it.",
    mend: "Send Cross-Origin-Resource-Policy: cross-origin, where others may embed it.",
    code: "ResourcePolicyNotSameOrigin",
    request: { url: LAB_URL, mode: "no-cors" },
    server: hand(OK, answer(200, { "Cross-Origin-Resource-Policy": "same-origin" })),
    mended: { server: hand(OK, answer(200, { "Cross-Origin-Resource-Policy": "cross-origin" })) },
  }),
];
