import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { NodeListener } from "../application.ts";

/**
 * A handler of the Fetch standard on a server of Node.js, as a runtime would call it: bodies are streams in both directions, and
 * what the handler throws is the runtime's own error page.
 */
export function bridge(handler: (request: Request) => Response | Promise<Response>): NodeListener {
  return async (incoming, outgoing) => {
    let response: Response;
    try {
      response = await handler(toRequest(incoming));
    } catch {
      // A runtime has no response here; its page is bare.
      outgoing.writeHead(500).end();
      return;
    }
    await send(response, outgoing);
  };
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const { method = "GET" } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>) : null;
  return new Request(`http://localhost${incoming.url ?? "/"}`, { method, headers, body, duplex: "half" });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  if (response.statusText !== "") outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  const reader = response.body?.getReader();
  outgoing.flushHeaders();
  try {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) outgoing.write(read.value);
    outgoing.end();
  } catch {
    // The head is out: all that is left is to break the connection.
    outgoing.destroy();
  }
}
