import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, refuseBody, sendText } from "./body.ts";

/** Largest body that is echoed, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Tells the request's method and body back, byte by byte. */
export async function echo(request: IncomingMessage, response: ServerResponse, status = 200): Promise<void> {
  const body = await readBody(request, BODY_LIMIT);
  if (typeof body === "string") return refuseBody(response, body, BODY_LIMIT);
  const head = `Thank You For The Cross-Domain AJAX Request:\n\nMethod: ${request.method}\n\n`;
  sendText(response, status, Buffer.concat([Buffer.from(head), body]));
}
