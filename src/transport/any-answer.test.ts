import { array, assert, asyncProperty, boolean, constantFrom, nat, oneof, string, tuple } from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClosableTransport } from "./closable-transport.ts";
import { isToken } from "./token.ts";
import { network } from "./network.ts";
import { serve, type ScriptedServer } from "./scripted-server.ts";
import { bytesOf } from "./test-bench.ts";
import { TransportError } from "./transport-error.ts";

/** What responses are made of, well or badly. */
const PIECES = [
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.0 404\n",
  "HTTP/1.1 103 Early\r\n\r\n",
  "HTTP/1.1 204 \r\n",
  "Content-Length: 5\r\n",
  "Content-Length: 50\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Content-Encoding: gzip\r\n",
  "Content-Encoding: br, deflate\r\n",
  "Connection: close\r\n",
  "A : b\r\n",
  " folded\r\n",
  "\r\n",
  "\n",
  "5\r\nhello\r\n",
  "0\r\n\r\n",
  "hello",
  "\0",
  "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcbH\xcd\xc9\xc9\x07\0\x86\xa6\x106\x05\0\0\0",
];

let server: ScriptedServer;
let transport: ClosableTransport;
let answer: { readonly parts: readonly string[]; readonly isReset: boolean };

beforeAll(async () => {
  server = await serve((socket) => {
    for (const part of answer.parts) socket.write(part, "latin1");
    if (answer.isReset) socket.resetAndDestroy();
    else socket.end();
  });
  transport = network({ timeout: 1000, idleTimeout: 1000, maxHeaderBytes: 500, maxBodyBytes: 500 });
});

afterAll(async () => {
  await transport.close();
  await server.close();
});

describe("network()", () => {
  it("comes to an end whatever a server sends: an answer made of sound lines, or an error of its own", async () => {
    const sound = tuple(constantFrom(...PIECES.slice(0, 4)), array(constantFrom(...PIECES), { maxLength: 12 }));
    const noise = array(oneof(constantFrom(...PIECES), string({ maxLength: 20 })), { maxLength: 12 });
    const parts = oneof(
      sound.map(([first, rest]) => [first, ...rest]),
      noise,
    );
    const law = asyncProperty(parts, nat(5), boolean(), async (sent, cuts, isReset) => {
      const text = sent.join("");
      answer = { parts: Array.from({ length: cuts + 1 }, (_, index) => cut(text, index, cuts + 1)), isReset };
      try {
        const response = await transport({ method: "GET", url: server.url, headers: [] });
        expect(response.status).toBeGreaterThanOrEqual(200);
        for (const [name, value] of response.headers) expect(isToken(name) && !/[\r\n\0]/.test(value)).toBe(true);
        expect((await bytesOf(response)).length).toBeLessThanOrEqual(500);
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        expect(error.message).toMatch(/^[ -~]*\.$/);
      }
    });
    await assert(law, { numRuns: 400 });
  });
});

function cut(text: string, index: number, count: number): string {
  const size = Math.ceil(text.length / count);
  return text.slice(index * size, (index + 1) * size);
}
