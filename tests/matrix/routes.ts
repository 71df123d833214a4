/** What a handler does, whatever the framework: each application does it in the framework's own way. */
export interface Route {
  /** Default 200. */
  readonly status?: number;
  /** Set one by one; a name may stand twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Text, or the chunks of a stream. Default: none. */
  readonly body?: string | readonly string[];
  /**
   * `at-once`: throws, after it has set its headers. `later`: its promise is rejected. `before-the-body`: the stream fails
   * before it gives a chunk. `in-the-body`: after the last chunk.
   */
  readonly fails?: "at-once" | "later" | "before-the-body" | "in-the-body";
  /** Whether it answers in a later turn. */
  readonly waits?: boolean;
  /**
   * What it does instead: `redirect` by the framework's own function, `response` with a `Response` of the Fetch standard
   * (where the framework takes one), `parse` the body as JSON by the framework's own parser, `proxy` what an upstream says.
   */
  readonly does?: "redirect" | "response" | "parse" | "proxy";
}

const OWN_GRANT: NonNullable<Route["headers"]> = [
  ["Access-Control-Allow-Origin", "*"],
  ["access-control-allow-credentials", "true"],
  ["Access-Control-Allow-Private-Network", "true"],
];

/** The last part of a path names the route. */
const ROUTES = {
  ok: { body: "ok" },
  later: { waits: true, body: "later" },
  empty: { status: 204 },
  "not-found": { status: 404, body: "not found" },
  created: {
    status: 201,
    headers: [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-Made", "1"],
    ],
    body: "created",
  },
  unauthorized: { status: 401, headers: [["WWW-Authenticate", "Bearer"]], body: "who are you?" },
  "not-modified": { status: 304, headers: [["ETag", '"1"']] },
  redirects: { status: 302, headers: [["Location", "/elsewhere"]] },
  "redirects-its-way": { does: "redirect" },
  "throws-late": { headers: OWN_GRANT, fails: "at-once" },
  rejects: { headers: [["X-Set", "1"]], fails: "later" },
  unsendable: { headers: [...OWN_GRANT, ["X-Bad", "\u0100"]], body: "not sent" },
  streams: { body: ["one ", "two ", "three"] },
  "stream-fails": { body: ["one "], fails: "in-the-body" },
  "stream-fails-first": { body: [], fails: "before-the-body" },
  parses: { does: "parse" },
  proxies: { does: "proxy" },
  response: { does: "response", headers: [...OWN_GRANT, ["Vary", "Accept"], ["X-Made", "1"]], body: "raw" },
  "own-grant": { headers: OWN_GRANT, body: "own" },
  "own-grant-fails": { status: 500, headers: OWN_GRANT, body: "own" },
  "own-vary": { headers: [["Vary", "Accept-Encoding"]], body: "own" },
  "own-vary-lines": {
    headers: [
      ["Vary", "Accept"],
      ["Vary", "Accept-Language"],
    ],
    body: "own",
  },
  "own-vary-origin": { headers: [["vary", "accept, ORIGIN"]], body: "own" },
  "own-vary-star": { headers: [["Vary", "*"]], body: "own" },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

/** The route of a path such as `/named/ok`. */
export function routeOf(path: string): Route | undefined {
  const name = lastPart(path);
  return Object.hasOwn(ROUTES, name) ? ROUTES[name as RouteName] : undefined;
}

/** `ok` of `/named/ok?query`. */
export function lastPart(path: string): string {
  return (path.split("?", 1)[0] ?? "").split("/").at(-1) ?? "";
}

/** What an upstream answers to the route that proxies it. */
export const UPSTREAM: Route = {
  headers: [...OWN_GRANT, ["Access-Control-Expose-Headers", "X-Secret"], ["Vary", "Accept"], ["X-Upstream", "1"]],
  body: "upstream",
};

/** The chunks of a route's stream, as they come. */
export async function* chunksOf({ body = [], fails }: Route): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  if (fails === "before-the-body") throw new Error("The stream failed before it began.");
  for (const chunk of body) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    yield encoder.encode(chunk);
  }
  // Long enough for what was sent to be on the wire.
  if (fails === "in-the-body") await new Promise((resolve) => setTimeout(resolve, 20));
  if (fails === "in-the-body") throw new Error("The stream failed.");
}

/** The same as a stream of the platform. */
export function webStreamOf(route: Route): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = chunksOf(route);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(Uint8Array.from(value));
    },
  });
}

/** The body of a route that has a text. */
export function textOf({ body }: Route): string | undefined {
  return typeof body === "string" ? body : undefined;
}

/** Waits where the route waits, and fails where it fails before it answers. */
export function begin(route: Route): Promise<void> | undefined {
  if (route.fails === "at-once") throw new Error("thrown by the handler");
  if (route.waits !== true && route.fails !== "later") return undefined;
  return new Promise((resolve, reject) => {
    setImmediate(() => (route.fails === "later" ? reject(new Error("rejected by the handler")) : resolve()));
  });
}
