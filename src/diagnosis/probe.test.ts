import { describe, expect, it } from "vitest";
import type { FetchInit } from "../browser/init-types.ts";
import { Browser } from "../browser/full.ts";
import type { HeaderLine, Transport, WireRequest } from "../browser/wire.ts";
import { diagnose } from "./diagnose.ts";
import { probe } from "./probe.ts";

const URL_OF_API = "https://api.example.com/orders/1";

interface Run {
  readonly page?: string;
  readonly init?: FetchInit;
  /** What every request is answered with. */
  readonly headers?: readonly HeaderLine[];
  readonly status?: number;
}

/** Probes what came of one request, and hands back the follow-ups that were sent. */
async function follow({ page = "https://app.example.com", init = {}, headers = [], status = 200 }: Run) {
  const sent: WireRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return { status, statusText: "", headers, body: null };
  };
  const exchange = await new Browser({ transport }).page(page).explain(URL_OF_API, init);
  const before = sent.length;
  const observations = await probe(exchange, transport);
  return { exchange, observations, sent: sent.slice(before) };
}

function originsOf(sent: readonly WireRequest[]): (string | undefined)[] {
  return sent.map(({ headers }) => headers.find(([name]) => name === "Origin")?.[1]);
}

describe("probe", () => {
  it("asks without Origin, from a stranger, and from what differs in a detail", async () => {
    const { sent, observations } = await follow({});
    expect(originsOf(sent)).toEqual([
      undefined,
      "https://crossorigin-probe.invalid",
      "http://app.example.com",
      "https://www.app.example.com",
    ]);
    expect(observations.map(({ name }) => name)).toEqual([
      "without-origin",
      "other-origin",
      "other-scheme",
      "with-www",
    ]);
  });

  it.each([
    ["http://localhost:3000", ["https://localhost:3000", "http://localhost", "http://127.0.0.1:3000"]],
    ["https://www.example.com", ["http://www.example.com", "https://example.com"]],
    ["http://[::1]:3000", ["https://[::1]:3000", "http://[::1]", "http://localhost:3000"]],
    ["capacitor://localhost", []],
    ["null", []],
  ])("from %s asks beside that from %j", async (page, near) => {
    const { sent } = await follow({ page });
    expect(originsOf(sent).slice(2)).toEqual(near);
  });

  it("asks past a cache that has left its mark, and then only where the answer allowed nobody", async () => {
    const kept = await follow({ headers: [["Age", "9"]] });
    expect(kept.observations[0]?.name).toBe("past-cache");
    expect(kept.sent[0]?.url).toMatch(/^https:\/\/api\.example\.com\/orders\/1\?crossorigin-probe=\w+$/);
    expect((await follow({})).observations.map(({ name }) => name)).not.toContain("past-cache");
  });

  it("never sends what could change something, a body, or a secret", async () => {
    const init: FetchInit = {
      method: "DELETE",
      headers: {
        Authorization: "Bearer secret",
        Cookie: "a=1",
        "X-Api-Key": "secret",
        "Content-Type": "application/json",
      },
      body: "{}",
      credentials: "include",
    };
    const lists: HeaderLine[] = [
      ["Access-Control-Allow-Methods", "DELETE"],
      ["Access-Control-Allow-Headers", "authorization, x-api-key, content-type"],
      ["Access-Control-Allow-Credentials", "true"],
    ];
    for (const headers of [
      [],
      lists,
      [...lists, ["Access-Control-Allow-Origin", "https://app.example.com"] as const],
    ]) {
      const { sent } = await follow({ init, headers });
      expect(sent.length).toBeGreaterThan(0);
      for (const request of sent) {
        expect(["GET", "OPTIONS"]).toContain(request.method);
        expect(request.body).toBeUndefined();
        expect(JSON.stringify(request)).not.toContain("secret");
      }
    }
  });

  it("asks by preflights where the page's request needs one", async () => {
    const { sent } = await follow({ init: { method: "PUT" } });
    expect(sent.map(({ method }) => method)).toEqual(["GET", "GET", "OPTIONS", "OPTIONS", "OPTIONS"]);
    const [, , question] = sent;
    expect(question?.headers).toContainEqual(["Access-Control-Request-Method", "PUT"]);
  });

  it.each([
    ["what no foreign server was asked", { page: "https://api.example.com" }],
    ["what the page cannot read anyway", { init: { mode: "no-cors" } }],
    ["what was refused before anything was sent", { init: { mode: "same-origin" } }],
  ] as const)("asks nothing about %s", async (_what, run) => {
    const { sent, observations } = await follow(run);
    expect(sent).toEqual([]);
    expect(observations).toEqual([]);
  });

  it("asks nothing further of a server that is not there", async () => {
    const transport: Transport = () =>
      Promise.reject(Object.assign(new Error("refused"), { code: "ConnectionRefused" }));
    const exchange = await new Browser({ transport }).page("https://app.example.com").explain(URL_OF_API);
    expect(await probe(exchange, transport)).toEqual([]);
  });

  it("finds that a GET gets no answer either, and does not call the preflight dropped", async () => {
    const transport: Transport = () =>
      Promise.reject(Object.assign(new Error("refused"), { code: "ConnectionRefused" }));
    const page = new Browser({ transport }).page("https://app.example.com");
    const exchange = await page.explain(URL_OF_API, { method: "PUT" });
    const observations = await probe(exchange, transport);
    expect(observations).toMatchObject([{ name: "with-origin", failure: "ConnectionRefused" }]);
    expect(diagnose(exchange, { observations })?.code).toBe("ConnectionRefused");
  });

  it("waits for no answer longer than it is told, also where the transport ignores its signal", async () => {
    let isFirst = true;
    const transport: Transport = async () => {
      if (!isFirst) return new Promise(() => {});
      isFirst = false;
      return { status: 500, statusText: "", headers: [], body: null };
    };
    const exchange = await new Browser({ transport }).page("https://app.example.com").explain(URL_OF_API);
    const observations = await probe(exchange, transport, { timeout: 1 });
    expect(new Set(observations.map(({ failure }) => failure))).toEqual(new Set(["TimedOut"]));
  });

  it("ends when its signal does, and hands back what it has seen", async () => {
    const controller = new AbortController();
    let count = 0;
    const transport: Transport = async () => {
      count += 1;
      if (count === 3) controller.abort();
      return { status: 200, statusText: "", headers: [], body: null };
    };
    const exchange = await new Browser({ transport }).page("https://app.example.com").explain(URL_OF_API);
    const observations = await probe(exchange, transport, { signal: controller.signal });
    expect(observations).toHaveLength(2);
  });

  it("reads no body", async () => {
    const cancelled: string[] = [];
    const transport: Transport = async () => ({
      status: 200,
      statusText: "",
      headers: [],
      body: new ReadableStream<Uint8Array>({ cancel: () => void cancelled.push("cancelled") }),
    });
    const exchange = await new Browser({ transport }).page("https://app.example.com").explain(URL_OF_API);
    cancelled.length = 0;
    const observations = await probe(exchange, transport);
    expect(cancelled).toHaveLength(observations.length);
  });
});
