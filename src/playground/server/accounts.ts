import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, refuseBody, sendJson } from "./body.ts";

/** The one account there is. It guards nothing: the page shows it. */
export const DEMO_ACCOUNT = { user: "tricia", password: "cross-origin", apiKey: "demo-key-37" } as const;

/** Largest login form, in bytes. */
const FORM_LIMIT = 16 * 1024;

/** Sessions kept; the oldest goes first. */
const MOST_SESSIONS = 1000;

/** One session in two cookies, since browsers treat them differently. Values are what a browser is told about each. */
const COOKIES = {
  "session-lax": "SameSite=Lax",
  "session-none": "SameSite=None; Secure",
} as const;

/** Answers a request for one path. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Who is logged in, and the paths that want to know. Users are known by a cookie, a token, HTTP Basic or an API key. */
export class Accounts {
  readonly #sessions = new Map<string, string>();

  /** `POST` logs in by the fields of a form, `GET` says who is logged in by cookie, `DELETE` logs out. */
  readonly session: Handler = async (request, response) => {
    if (request.method === "POST") return this.#logIn(request, response);
    if (request.method === "DELETE") return this.#logOut(request, response);
    const cookies = this.#cookiesOf(request);
    const user = this.#sessions.get(cookies.values().next().value ?? "");
    if (user !== undefined) return sendJson(response, 200, { user, cookies: [...cookies.keys()] });
    return unauthorized(response, "No session cookie came with this request, so nobody is logged in.");
  };

  /** Who asks: by cookie, or by `Authorization: Bearer` from clients that keep no cookies. */
  readonly me: Handler = (request, response) => {
    const token = /^Bearer +(\S{1,100})$/i.exec(request.headers.authorization ?? "")?.[1];
    const byToken = this.#sessions.get(token ?? "");
    if (byToken !== undefined) return sendJson(response, 200, { user: byToken, by: "token" });
    const byCookie = this.#sessions.get(this.#cookiesOf(request).values().next().value ?? "");
    if (byCookie !== undefined) return sendJson(response, 200, { user: byCookie, by: "cookie" });
    response.setHeader("WWW-Authenticate", "Bearer");
    return unauthorized(response, "Neither a session cookie nor a known token came with this request.");
  };

  async #logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? "")) {
      return sendJson(response, 415, {
        error: "The login form is not application/x-www-form-urlencoded.",
        fix: "Send the fields user and password as a form does.",
      });
    }
    const body = await readBody(request, FORM_LIMIT);
    if (typeof body === "string") return refuseBody(response, body, FORM_LIMIT);
    const form = new URLSearchParams(body.toString());
    if (form.get("user") !== DEMO_ACCOUNT.user || form.get("password") !== DEMO_ACCOUNT.password) {
      return unauthorized(response, "There is no such user, or the password is wrong.");
    }
    const token = randomUUID();
    this.#sessions.set(token, DEMO_ACCOUNT.user);
    const oldest = this.#sessions.keys().next();
    if (this.#sessions.size > MOST_SESSIONS && oldest.done !== true) this.#sessions.delete(oldest.value);
    response.setHeader("Set-Cookie", setCookies(token, 3600));
    return sendJson(response, 200, { user: DEMO_ACCOUNT.user, token });
  }

  #logOut(request: IncomingMessage, response: ServerResponse): void {
    for (const token of this.#cookiesOf(request).values()) this.#sessions.delete(token);
    response.setHeader("Set-Cookie", setCookies("", 0));
    return sendJson(response, 200, { user: null });
  }

  /** The session cookies of a request: what a browser was told about each, and its value. */
  #cookiesOf(request: IncomingMessage): Map<string, string> {
    const found = new Map<string, string>();
    for (const pair of (request.headers.cookie ?? "").split(";")) {
      const [name = "", value = ""] = pair.trim().split("=", 2);
      if (isSessionCookie(name) && this.#sessions.has(value)) found.set(COOKIES[name], value);
    }
    return found;
  }
}

/** HTTP Basic (RFC 7617). */
export const basic: Handler = (request, response) => {
  if (!isBasicAuthorized(request)) return challengeBasic(response);
  return sendJson(response, 200, { user: DEMO_ACCOUNT.user, by: "basic" });
};

/** An API key in a header of its own. */
export const apiKey: Handler = (request, response) => {
  const key = request.headers["x-api-key"];
  if (key === DEMO_ACCOUNT.apiKey) return sendJson(response, 200, { user: DEMO_ACCOUNT.user, by: "api-key" });
  return unauthorized(response, key === undefined ? "The header X-Api-Key is missing." : "This API key is not known.");
};

/** Lets only those through who name the demo account by HTTP Basic. */
export function guarded(handler: Handler): Handler {
  return (request, response) => (isBasicAuthorized(request) ? handler(request, response) : challengeBasic(response));
}

function isBasicAuthorized(request: IncomingMessage): boolean {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  return Buffer.from(encoded, "base64").toString() === `${DEMO_ACCOUNT.user}:${DEMO_ACCOUNT.password}`;
}

function challengeBasic(response: ServerResponse): void {
  response.setHeader("WWW-Authenticate", 'Basic realm="crossorigin", charset="UTF-8"');
  return unauthorized(response, "User and password by HTTP Basic are missing or wrong.");
}

function unauthorized(response: ServerResponse, error: string): void {
  return sendJson(response, 401, { error });
}

function setCookies(value: string, maxAge: number): string[] {
  return Object.entries(COOKIES).map(
    ([name, attributes]) => `${name}=${value}; Path=/; HttpOnly; Max-Age=${maxAge}; ${attributes}`,
  );
}

function isSessionCookie(name: string): name is keyof typeof COOKIES {
  return Object.hasOwn(COOKIES, name);
}
