import { describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../transport/index.ts";
import { sentOnce, type SentOnce } from "./sent-once.ts";

interface Bench extends SentOnce {
  readonly sent: WireRequest[];
}

function bench(
  answer: () => Promise<WireResponse> = async () => ({ status: 200, statusText: "", headers: [], body: null }),
): Bench {
  const sent: WireRequest[] = [];
  const transport = async (request: WireRequest): Promise<WireResponse> => {
    sent.push(request);
    return answer();
  };
  return { ...sentOnce(transport, () => {}), sent };
}

const URL_OF_ORDER = "https://api.example.com/orders/1";

function request(method: string, agent: string, more: Partial<WireRequest> = {}): WireRequest {
  return {
    method,
    url: URL_OF_ORDER,
    headers: [
      ["User-Agent", agent],
      ["Origin", "null"],
    ],
    ...more,
  };
}

describe("sentOnce", () => {
  it.each(["PUT", "DELETE", "POST", "patch", "CHICKEN"])("sends a %s once, whichever browser asks", async (method) => {
    const { send, sent, shared } = bench();
    const first = await send(request(method, "Chrome"));
    expect(await send(request(method, "Firefox"))).toBe(first);
    expect(sent.length).toBe(1);
    expect([...shared]).toEqual([method]);
  });

  it.each(["GET", "HEAD", "OPTIONS"])("sends a %s for each browser", async (method) => {
    const { send, sent, shared } = bench();
    await send(request(method, "Chrome"));
    await send(request(method, "Firefox"));
    expect(sent.length).toBe(2);
    expect([...shared]).toEqual([]);
  });

  it.each([
    ["another URL", { url: "https://api.example.com/orders/2" }],
    ["another body", { body: new Uint8Array([1]) }],
    [
      "a cookie",
      {
        headers: [
          ["Origin", "null"],
          ["Cookie", "a=b"],
        ] as const,
      },
    ],
  ])("sends what has %s", async (_what, more) => {
    const { send, sent } = bench();
    await send(request("PUT", "Chrome"));
    await send(request("PUT", "Firefox", more));
    expect(sent.length).toBe(2);
  });

  it("sends it again the next time", async () => {
    const { send, sent, begin } = bench();
    for (const round of [0, 1, 0]) {
      begin(round);
      // oxlint-disable-next-line no-await-in-loop
      await send(request("PUT", "Chrome"));
    }
    expect(sent.length).toBe(2);
  });

  it("does not wait again where nobody answered", async () => {
    const { send, sent, shared } = bench(() => Promise.reject(new Error("refused")));
    await expect(send(request("GET", "Chrome"))).rejects.toThrow("refused");
    await expect(send(request("GET", "Firefox"))).rejects.toThrow("refused");
    expect(sent.length).toBe(1);
    expect([...shared]).toEqual([]);
  });

  it("lets go of a body that has no end", async () => {
    let isCancelled = false;
    const cancel = (): void => void (isCancelled = true);
    const { send } = bench(async () => ({
      status: 200,
      statusText: "",
      headers: [],
      body: new ReadableStream({ cancel }),
    }));
    expect(await send(request("GET", "Chrome"))).toMatchObject({ body: null });
    expect(isCancelled).toBe(true);
  });
});
