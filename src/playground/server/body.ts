import type { IncomingMessage, ServerResponse } from "node:http";

/** Why a body was not read to its end. */
export type UnreadBody = "too-large" | "aborted";

/** How much of a body that is refused is still taken in, in bytes: browsers read an answer after they have sent everything. */
const DRAINED_BYTES = 16 * 1024 * 1024;

/**
 * Reads a request's body.
 *
 * @param limit bytes; past it nothing is kept
 * @returns the body, or why there is none. Never rejects: a sender that hangs up is no error of ours.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | UnreadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (length <= limit + DRAINED_BYTES) return;
      request.pause();
      resolve("too-large");
    });
    request.once("end", () => resolve(length <= limit ? Buffer.concat(chunks, length) : "too-large"));
    request.once("error", () => resolve("aborted"));
    request.once("close", () => resolve("aborted"));
  });
}

/** Answers with text and its length in bytes. */
export function sendText(response: ServerResponse, status: number, text: string | Buffer): void {
  send(response, status, "text/plain; charset=utf-8", Buffer.from(text));
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, "application/json; charset=utf-8", Buffer.from(`${JSON.stringify(value)}\n`));
}

function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.statusCode = status;
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", body.length);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.end(body);
}

/** Answers a body that was not read to its end. Someone who hung up is not answered. */
export function refuseBody(response: ServerResponse, body: UnreadBody, limit: number): void {
  if (body === "aborted") return void response.destroy();
  response.setHeader("Connection", "close");
  sendJson(response, 413, {
    error: `The body is larger than ${limit} bytes.`,
    fix: "Send less: this server only shows how CORS works.",
  });
}
