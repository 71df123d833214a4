import type { Result, Scenario, Step } from "../scenario.ts";
import { API_ORIGIN, OTHER_SITE_API_ORIGIN, setup } from "../setup.ts";

const { user, password } = setup.account;

/** Cookies between two ports of one host. */
export const cookiesOnOneSite: Scenario = {
  id: "cookies-same-site",
  label: "Cookies, same site",
  title: "Cookies between two ports of one host",
  text: [
    "The page logs in with withCredentials, and the browser then sends the cookie with every request that has withCredentials, and with no other.",
    "Page and API are two origins but one site, since ports do not count for cookies; the answer has to name the page's origin and allow credentials, a * will not do.",
  ],
  target: API_ORIGIN,
  steps: steps(API_ORIGIN),
};

/** The same across two sites. */
export const cookiesAcrossSites: Scenario = {
  id: "cookies-cross-site",
  label: "Cookies, cross site",
  title: "Cookies between two sites",
  text: [
    "The page logs in with withCredentials again, but calls the API by its other name: localhost and 127.0.0.1 are one machine and two sites.",
    "A cookie then goes along only if it is SameSite=None and Secure, and even that fails where the browser blocks third-party cookies, as Debian's Chromium does and Firefox does not: a token works everywhere.",
  ],
  target: OTHER_SITE_API_ORIGIN,
  steps: steps(OTHER_SITE_API_ORIGIN),
};

function steps(origin: string): Step[] {
  const url = `${origin}/session`;
  return [
    {
      title: "Log in",
      request: () => ({ method: "POST", url, form: { user, password }, withCredentials: true }),
      says: ({ outcome }) =>
        outcome.ok
          ? "The answer sets two cookies, one SameSite=Lax and one SameSite=None; Secure."
          : "The login failed.",
    },
    {
      title: "With credentials",
      request: () => ({ method: "GET", url, withCredentials: true }),
      says: withCookie,
    },
    {
      title: "Without credentials",
      request: () => ({ method: "GET", url }),
      says: ({ seen }) =>
        seen.some((entry) => entry.credentials.includes("Cookie"))
          ? "The browser sent a cookie although it was not asked to."
          : "Without withCredentials no cookie goes across origins, whatever the site.",
    },
  ];
}

function withCookie({ outcome, seen }: Result): string {
  if (!seen.some((entry) => entry.credentials.includes("Cookie"))) {
    return "The browser sent no cookie: it keeps none of this site for this page.";
  }
  if (!outcome.ok) return "A cookie came, but not the session's.";
  const { cookies } = JSON.parse(outcome.text) as { cookies: readonly string[] };
  return `The browser sent the session's cookie: ${cookies.join(" and ")}.`;
}
