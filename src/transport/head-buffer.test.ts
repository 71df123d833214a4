import { describe, expect, it } from "vitest";
import { HeadBuffer, type HeadProgress } from "./head-buffer.ts";

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function pushAll(parts: readonly string[], mostBytes = 1000): HeadProgress {
  const buffer = new HeadBuffer(mostBytes);
  let progress: HeadProgress = { kind: "more" };
  for (const part of parts) {
    progress = buffer.push(bytes(part));
    if (progress.kind !== "more") break;
  }
  return progress;
}

describe("HeadBuffer", () => {
  it.each([["HTTP/1.1 200 OK\r\nA: b\r\n\r\n"], ["HTTP/1.1 200 OK\nA: b\n\n"], ["\r\nHTTP/1.1 200 OK\r\nA: b\n\r\n"]])(
    "finds the end of %j wherever it is cut",
    (head) => {
      const whole = `${head}rest`;
      for (let cut = 0; cut <= head.length; cut += 1) {
        const progress = pushAll([whole.slice(0, cut), whole.slice(cut)].filter((part) => part !== ""));
        if (progress.kind !== "complete") throw new Error(`cut at ${cut} it is ${progress.kind}`);
        expect(progress.text).toBe(head);
        // Cut at its very end, the rest has not come yet.
        expect(Buffer.from(progress.rest).toString()).toBe(cut === head.length ? "" : "rest");
      }
      const slowly = pushAll(head.split(""));
      expect(slowly).toMatchObject({ kind: "complete", text: head });
    },
  );

  it("takes no CR alone for an empty line", () => {
    expect(pushAll(["HTTP/1.1 200 OK\r\r\n\r\r\n"]).kind).toBe("more");
  });

  it("knows after eight bytes what is no HTTP", () => {
    expect(pushAll(["SSH-2.0"]).kind).toBe("more");
    expect(pushAll(["SSH-2.0-"]).kind).toBe("not-http");
    expect(pushAll("\r\n\r\n\r\nHTTP/1.1".split("")).kind).toBe("not-http");
  });

  it("holds as many bytes as it may, and not one more", () => {
    const head = "HTTP/1.1 200 OK\r\n\r\n";
    expect(pushAll([`${head}and a body`], head.length).kind).toBe("complete");
    expect(pushAll([`${head}and a body`], head.length - 1).kind).toBe("too-large");
    expect(pushAll(["HTTP/1.1 200 OK\r\n", ...Array<string>(2000).fill("x")], 1000).kind).toBe("too-large");
  });

  it("takes no more time for many heads at once than for one", () => {
    const started = performance.now();
    let rest = bytes("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50_000));
    let count = 0;
    for (; rest.length > 0; count += 1) {
      const progress = new HeadBuffer(262_144).push(rest);
      rest = progress.kind === "complete" ? progress.rest : new Uint8Array(0);
    }
    expect(count).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("takes a large head byte by byte in no time", () => {
    const started = performance.now();
    const head = `HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(40_000)}\r\n`;
    expect(pushAll(head.split(""), 262_144).kind).toBe("complete");
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
