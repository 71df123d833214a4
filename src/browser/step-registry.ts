/** The text of the standard that this room follows. */
const FETCH_STANDARD = "https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/";

const REFERRER_POLICY = "https://w3c.github.io/webappsec-referrer-policy/";
const MIXED_CONTENT = "https://w3c.github.io/webappsec-mixed-content/";
const COOKIES = "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis";

interface StepRow {
  /** What is looked at, as a line of a timeline. */
  readonly title: string;
  /** Where it is written down. */
  readonly section: string;
}

/** Everything that a trace can show, in about the order in which it happens. */
export const STEPS = {
  "blocked-port": { title: "Is the port one that browsers send to?", section: `${FETCH_STANDARD}#port-blocking` },
  "mixed-content": {
    title: "May this page ask a URL of this scheme?",
    section: `${MIXED_CONTENT}#should-block-fetch`,
  },
  referrer: {
    title: "What the request says about where it comes from",
    section: `${REFERRER_POLICY}#determine-requests-referrer`,
  },
  "response-tainting": {
    title: "Is the URL of the page's own origin?",
    section: `${FETCH_STANDARD}#concept-main-fetch`,
  },
  "request-mode": {
    title: "Does the request's mode let it go there?",
    section: `${FETCH_STANDARD}#concept-main-fetch`,
  },
  "url-scheme": { title: "Is the URL's scheme one of HTTP?", section: `${FETCH_STANDARD}#concept-main-fetch` },
  "upload-flag": {
    title: "Does the page listen to the upload, or send a stream?",
    section: `${FETCH_STANDARD}#use-cors-preflight-flag`,
  },
  "safelisted-method": {
    title: "Is the method one that needs no permission?",
    section: `${FETCH_STANDARD}#cors-safelisted-method`,
  },
  "safelisted-headers": {
    title: "Are all headers ones that need no permission?",
    section: `${FETCH_STANDARD}#cors-unsafe-request-header-names`,
  },
  "cached-method": {
    title: "Is a permission for the method still kept?",
    section: `${FETCH_STANDARD}#concept-cache-match-method`,
  },
  "cached-header": {
    title: "Is a permission for the header still kept?",
    section: `${FETCH_STANDARD}#concept-cache-match-header`,
  },
  "preflight-sent": { title: "The browser asks first", section: `${FETCH_STANDARD}#cors-preflight-fetch-0` },
  "request-sent": { title: "The request is sent", section: `${FETCH_STANDARD}#concept-http-network-or-cache-fetch` },
  "origin-header": {
    title: "What the request says about its origin",
    section: `${FETCH_STANDARD}#append-a-request-origin-header`,
  },
  credentials: {
    title: "Do cookies and HTTP authentication go with it?",
    section: `${FETCH_STANDARD}#concept-http-network-or-cache-fetch`,
  },
  "cookies-sent": { title: "Which cookies go with it", section: `${COOKIES}#name-the-cookie-header-field` },
  "cookies-stored": { title: "Which cookies are kept", section: `${COOKIES}#name-the-set-cookie-header-field` },
  "keepalive-size": {
    title: "Do the bodies of keepalive requests stay within 64 KiB?",
    section: `${FETCH_STANDARD}#concept-http-network-or-cache-fetch`,
  },
  "request-body": {
    title: "Does the stream that is sent as body end?",
    section: `${FETCH_STANDARD}#concept-http-network-fetch`,
  },
  "kept-answer": {
    title: "Is an answer kept, as the request wants no other?",
    section: `${FETCH_STANDARD}#concept-http-network-or-cache-fetch`,
  },
  "response-received": { title: "An answer came", section: `${FETCH_STANDARD}#concept-http-network-fetch` },
  "no-response": { title: "No answer came", section: `${FETCH_STANDARD}#concept-network-error` },
  "allow-origin": {
    title: "Does Access-Control-Allow-Origin name the page?",
    section: `${FETCH_STANDARD}#concept-cors-check`,
  },
  "allow-credentials": {
    title: "Does Access-Control-Allow-Credentials say true?",
    section: `${FETCH_STANDARD}#concept-cors-check`,
  },
  "preflight-redirect": {
    title: "Is the answer to the preflight no redirect?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "preflight-status": {
    title: "Is the preflight's status from 200 to 299?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "allow-methods-syntax": {
    title: "Is Access-Control-Allow-Methods a list of methods?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "allow-headers-syntax": {
    title: "Is Access-Control-Allow-Headers a list of header names?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "allow-methods": {
    title: "Does Access-Control-Allow-Methods list the method?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "allow-headers": {
    title: "Does Access-Control-Allow-Headers list the header?",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "max-age": {
    title: "How long the permission may be kept, in seconds",
    section: `${FETCH_STANDARD}#cors-preflight-fetch-0`,
  },
  "cache-cleared": {
    title: "Kept permissions for this URL are dropped",
    section: `${FETCH_STANDARD}#concept-cache-clear`,
  },
  "timing-allow-origin": {
    title: "May the page see how long it took?",
    section: `${FETCH_STANDARD}#concept-tao-check`,
  },
  "resource-policy": {
    title: "Does Cross-Origin-Resource-Policy let this page embed it?",
    section: `${FETCH_STANDARD}#cross-origin-resource-policy-check`,
  },
  "redirect-mode": {
    title: "What the request's redirect mode says",
    section: `${FETCH_STANDARD}#concept-http-fetch`,
  },
  "redirect-location": {
    title: "Where the redirect leads",
    section: `${FETCH_STANDARD}#concept-response-location-url`,
  },
  "redirect-scheme": {
    title: "Does the redirect stay with HTTP?",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "redirect-count": {
    title: "Are there at most twenty redirects?",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "redirect-credentials": {
    title: "Is the redirect's URL free of user name and password?",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "redirect-body": {
    title: "Can the body be sent again?",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "redirect-method": {
    title: "The redirect turns the request into a GET",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "redirect-authorization": {
    title: "Authorization is not sent on to another origin",
    section: `${FETCH_STANDARD}#concept-http-redirect-fetch`,
  },
  "expose-headers": {
    title: "Which headers the page may read",
    section: `${FETCH_STANDARD}#concept-filtered-response-cors`,
  },
  "filtered-response": { title: "What the page receives", section: `${FETCH_STANDARD}#concept-main-fetch` },
} as const satisfies Record<string, StepRow>;

/** The name of a step. */
export type StepName = keyof typeof STEPS;
