import { ajax, type PageRequest } from "../page-request.ts";
import type { Result, Scenario } from "../scenario.ts";
import type { Outcome } from "../send.ts";
import { API_ORIGIN, setup } from "../setup.ts";
import { underArticle, withAuthorization, withCredentials } from "./api-policies.ts";
import { TRICIA } from "./article.ts";

const { user, password, apiKey: key } = setup.account;
const BASIC = `Basic ${btoa(`${user}:${password}`)}`;

/** "`Authorization` breaks everything." */
export const basic: Scenario = {
  id: "basic",
  label: "HTTP Basic",
  group: "readers",
  title: "HTTP Basic on the PUT of the first scenario",
  text: [
    "The PUT again, with user and password in the header Authorization. The first policy forgets to allow that header, so the PUT never leaves the browser; the second names it.",
    "Authorization needs permission by name; a policy that allows * does not cover it.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Policy forgets Authorization",
      mend: 'allowHeaders: ["Content-Type", "Authorization"]',
      request: () => putWithBasic("/guarded/forgets-authorization/path"),
      server: underArticle,
      says: ({ outcome, seen }) =>
        outcome.ok || !seen.some((entry) => entry.kind === "preflight")
          ? reached(outcome)
          : "The preflight came and was answered, but Access-Control-Allow-Headers has no authorization: the PUT was never sent.",
    },
    {
      title: "Policy names Authorization",
      request: () => putWithBasic("/guarded/allows-authorization/path"),
      server: withAuthorization,
      says: ({ outcome }) => reached(outcome),
    },
  ],
};

/** A key in a header of its own. */
export const apiKey: Scenario = {
  id: "api-key",
  label: "API key",
  group: "readers",
  title: "An API key in a header",
  text: [
    "A header of one's own, such as X-Api-Key, makes the browser ask first even for a GET, and the policy has to name it.",
    "Without the key the API says 401, which the page can read only because errors carry the CORS headers too.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Without the key",
      isMeantToFail: true,
      request: () => ajax({ method: "GET", url: `${API_ORIGIN}/token` }),
      server: withCredentials(401),
      says: ({ outcome }) => readable(outcome),
    },
    {
      title: "With the key",
      request: () => ajax({ method: "GET", url: `${API_ORIGIN}/token`, headers: { "X-Api-Key": key } }),
      server: withCredentials(),
      says: ({ outcome }) => readable(outcome),
    },
  ],
};

/** A login form whose answer is a token, so that no cookie is needed. */
export const login: Scenario = {
  id: "login",
  label: "Login form and token",
  group: "readers",
  title: "A login form that returns a token",
  text: [
    "Without a login the API says 401. The login form is posted as forms always were, which needs no preflight. The token from its answer then goes into the header Authorization, which needs one.",
    "No cookies are used, so it does not matter whether the browser blocks them. curl or an app sends the same token; CORS is a matter of browsers, and concerns neither.",
  ],
  target: API_ORIGIN,
  steps: [
    {
      title: "Before logging in",
      isMeantToFail: true,
      request: () => ajax({ method: "GET", url: `${API_ORIGIN}/me` }),
      server: withCredentials(401),
      says: ({ outcome }) => readable(outcome),
    },
    {
      title: "Log in",
      request: () => ajax({ method: "POST", url: `${API_ORIGIN}/session`, form: { user, password } }),
      server: withCredentials(),
      says: ({ outcome, seen }) =>
        outcome.ok && seen.every((entry) => entry.kind !== "preflight")
          ? "A form's content type needs no permission: no OPTIONS."
          : readable(outcome),
    },
    {
      title: "With the token",
      request: (before) =>
        ajax({
          method: "GET",
          url: `${API_ORIGIN}/me`,
          headers: { Authorization: `Bearer ${tokenOf(before.at(-1))}` },
        }),
      server: withCredentials(),
      says: ({ outcome }) => readable(outcome),
    },
  ],
};

function putWithBasic(path: string): PageRequest {
  return ajax({ method: "PUT", url: API_ORIGIN + path, json: TRICIA, headers: { Authorization: BASIC } });
}

function reached(outcome: Outcome): string {
  return outcome.ok ? "The preflight allowed authorization, and the PUT arrived with it." : readable(outcome);
}

function readable({ ok, status }: Outcome): string {
  if (status === 0) return "The page is not told why.";
  return ok
    ? "The page may read the answer."
    : `The page may read the error, since the ${status} carries CORS headers too.`;
}

/** The token of a login; empty when there was none, which the API then refuses in plain words. */
function tokenOf(result: Result | undefined): string {
  if (result?.outcome.ok !== true) return "";
  const answer = JSON.parse(result.outcome.text) as { token?: unknown };
  return typeof answer.token === "string" ? answer.token : "";
}
