import { ajax } from "../page-request.ts";
import type { Result, Scenario, Step } from "../scenario.ts";
import { API_ORIGIN, OTHER_SITE_API_ORIGIN, setup } from "../setup.ts";
import { withCredentials } from "./api-policies.ts";

const { user, password } = setup.account;

/** Cookies between two ports of one host. */
export const cookiesOnOneSite: Scenario = {
  id: "cookies-same-site",
  label: "Cookies, same site",
  group: "readers",
  title: "Cookies between two ports of one host",
  text: [
    "The page logs in and gets a cookie. The browser then sends it with those requests that ask for it: withCredentials in jQuery and XMLHttpRequest, credentials: 'include' in fetch. And the page may read the answer only if that names the page's origin and allows credentials: a * will not do.",
    "For cookies the site counts, which is scheme and domain without the port. These two origins are one site, so even a SameSite=Lax cookie goes along.",
  ],
  target: API_ORIGIN,
  steps: steps(API_ORIGIN),
};

/** The same across two sites. */
export const cookiesAcrossSites: Scenario = {
  id: "cookies-cross-site",
  label: "Cookies, cross site",
  group: "readers",
  title: "Cookies between two sites",
  text: [
    "The same login at the API's other name: localhost and 127.0.0.1 are one machine, but two sites. Between sites a cookie goes along only if it is SameSite=None and Secure.",
    "Even that fails where the browser blocks third-party cookies, as Debian's Chromium and Safari do and Firefox does not. CORS has no part in it, as the readable 401 shows. Use a token, or put the API on the page's own site.",
  ],
  target: OTHER_SITE_API_ORIGIN,
  steps: steps(OTHER_SITE_API_ORIGIN),
};

function steps(origin: string): Step[] {
  const url = `${origin}/session`;
  return [
    {
      title: "Log in",
      request: () => ajax({ method: "POST", url, form: { user, password }, withCredentials: true }),
      server: withCredentials(),
      says: ({ outcome }) =>
        outcome.ok
          ? "The answer sets two cookies, one SameSite=Lax and one SameSite=None; Secure: see Set-Cookie in the log."
          : "The login failed.",
    },
    {
      title: "With credentials",
      request: () => ajax({ method: "GET", url, withCredentials: true }),
      // Whether cookies go from one site to another is the user's setting, which no page can ask for.
      ...(origin === API_ORIGIN ? { server: withCredentials() } : {}),
      says: withCookie,
    },
    {
      title: "Without credentials",
      isMeantToFail: true,
      request: () => ajax({ method: "GET", url }),
      server: withCredentials(401),
      says: ({ seen }) =>
        seen.some((entry) => entry.credentials.includes("Cookie"))
          ? "The browser sent a cookie although it was not asked to."
          : "Without withCredentials no cookie goes across origins, whatever the site.",
    },
  ];
}

function withCookie({ outcome, seen }: Result): string {
  if (!seen.some((entry) => entry.credentials.includes("Cookie"))) {
    return "The browser sent no cookie: it did not keep it, or does not send it from one site to another.";
  }
  if (!outcome.ok) return "A cookie came, but not the session's.";
  const { cookies } = JSON.parse(outcome.text) as { cookies: readonly string[] };
  return `The browser sent the session's cookie: ${cookies.join(" and ")}.`;
}
