import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { Socket } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { definePolicy, livePolicy } from "../../src/index.ts";
import { cors as expressCors } from "../../src/adapters/express.ts";
import { cors, type CorsHooks, type PolicyChoice } from "../../src/adapters/node.ts";

const PAGE = "https://app.example.com";
const policy = definePolicy({ origins: [PAGE] });

function exchange(): { readonly request: IncomingMessage; readonly response: ServerResponse } {
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.headers["origin"] = PAGE;
  return { request, response: new ServerResponse(request) };
}

/** The head that went out. */
function headOf(response: ServerResponse): string {
  return String(Reflect.get(response, "_header"));
}

describe("cors", () => {
  it.each([
    ["undefined", undefined],
    ["object", null],
    ["object", { listener: () => {} }],
    ["string", "listener"],
  ])("says what it wants a listener to be when it is given %s", (kind, given) => {
    const wrap = cors(policy);
    expect(() => wrap(given as never)).toThrow(
      new TypeError(
        `cors(policy) is put around a listener of node:http, which is a function; this is of type ${kind}.`,
      ),
    );
  });

  it("calls the listener in the same turn, and returns what it returns", () => {
    const { request, response } = exchange();
    for (const choice of [policy, livePolicy(policy), () => policy, () => undefined]) {
      expect(cors(choice)(() => "returned")(request, response)).toBe("returned");
    }
  });

  it("calls the listener later when the policy comes later, and rejects with what it throws", async () => {
    const { request, response } = exchange();
    const wrap = cors(async () => policy);
    expect(await wrap(() => "returned")(request, response)).toBe("returned");
    const throwing = wrap(() => {
      throw new Error("by the listener");
    });
    await expect(throwing(request, response)).rejects.toThrow("by the listener");
  });

  it("leaves a preflight to whoever has answered it while the policy was looked for", async () => {
    const later = async (): Promise<typeof policy> => policy;
    const untouched = (): never => expect.unreachable("The preflight is passed on.");
    for (const answer of [cors(later)(untouched), expressCors(later)]) {
      const { request, response } = exchange();
      request.method = "OPTIONS";
      request.headers["access-control-request-method"] = "PUT";
      const answered = answer(request, response, untouched);
      response.writeHead(503).end("Too slow.");
      await answered;
      expect(response.statusCode).toBe(503);
    }
  });

  it("leaves no timer behind when the policy has come", async () => {
    vi.useFakeTimers();
    try {
      const { request, response } = exchange();
      const later = (): Promise<typeof policy> => new Promise((resolve) => setTimeout(resolve, 5, policy));
      const answered = cors(later)(() => "returned")(request, response);
      await vi.advanceTimersByTimeAsync(5);
      expect([await answered, vi.getTimerCount()]).toEqual(["returned", 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("puts one hook on a response, however many policies decide", () => {
    const { request, response } = exchange();
    const writeHeads = new Set<unknown>();
    const listener = cors(policy)(cors(livePolicy(policy))(() => writeHeads.add(Reflect.get(response, "writeHead"))));
    listener(request, response);
    expect(writeHeads.size).toBe(1);
    response.writeHead(200);
    expect(headOf(response).match(/^Access-Control-Allow-Origin: .*$/gm)).toEqual([
      `Access-Control-Allow-Origin: ${PAGE}`,
    ]);
  });

  it("leaves no header behind for a head of its own, and keeps what was set before where it can be read", () => {
    const [bare, decorated] = [exchange(), exchange()];
    decorated.response.setHeader("X-Request-Id", "1");
    for (const { request, response } of [bare, decorated]) {
      cors(policy)(() => response.end())(request, response);
      expect(headOf(response)).toContain(`Access-Control-Allow-Origin: ${PAGE}\r\n`);
    }
    expect(bare.response.getHeaderNames()).toEqual([]);
    expect(decorated.response.getHeader("access-control-allow-origin")).toBe(PAGE);
  });

  it("stands a writeHead that others wrap, and one that is called on a response made of this one", () => {
    const { request, response } = exchange();
    cors(policy)(() => {})(request, response);
    // What is given to writeHead can be read afterwards only when something was set before.
    response.setHeader("X-Set", "1");
    const own = response.writeHead.bind(response);
    response.writeHead = (status: number) => own(status, { "X-Wrapped": "1" });
    const derived = Object.create(response) as ServerResponse;
    derived.writeHead(200);
    expect([response.getHeader("access-control-allow-origin"), response.getHeader("x-wrapped")]).toEqual([PAGE, "1"]);
  });

  it.each([undefined, null, {}, { origins: "*" }, "*", 1])("takes no %j for a policy", (nothing) => {
    expect(() => cors(nothing as never)).toThrow(TypeError);
  });

  it.each([null, {}, { origins: "*" }, "*", () => policy])("takes no %j for a shadow", (nothing) => {
    expect(() => cors(policy, { shadow: nothing as never })).toThrow(TypeError);
  });

  it.each([{ timeout: 0 }, { timeout: Number.NaN }, { timeout: 2 ** 31 }, { timeout: "1000" }, { onEvent: true }])(
    "takes no %j for hooks",
    (hooks) => {
      expect(() => cors(policy, hooks as CorsHooks)).toThrow(TypeError);
    },
  );

  it("fits the types of servers, and of functions that look at the request", () => {
    const byRequest: PolicyChoice<IncomingMessage> = ({ socket }) =>
      socket.remoteAddress === "::1" ? undefined : policy;
    const servers = [
      createServer(cors(policy)((request, response) => response.end(request.url))),
      createServer(cors(byRequest)((request, response) => response.end(request.url))),
      createServer(cors(({ url }) => (url === "/" ? policy : undefined))((_request, response) => response.end())),
      createHttp2Server(
        cors(policy)((request: Http2ServerRequest, response: Http2ServerResponse) => response.end(request.url)),
      ),
    ];
    expect(servers.map((server) => server.listening)).toEqual([false, false, false, false]);
  });
});
