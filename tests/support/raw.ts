import { connect, type Socket } from "node:net";

/** An answer as its bytes were, header lines kept apart and in order. */
export interface RawAnswer {
  readonly statusLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Opens a connection and sends bytes. An error of the connection ends it, and is no error of the caller. */
export function open(port: number, bytes = "", host = "127.0.0.1"): Socket {
  const socket = connect(port, host);
  socket.on("error", () => socket.destroy());
  if (bytes !== "") socket.write(bytes, "latin1");
  return socket;
}

/**
 * Sends bytes and reads all that comes back until the server closes, which `Connection: close` in the request makes it
 * do. Rejects when nothing closes the connection in time.
 */
export function exchange(port: number, bytes: string | Buffer, milliseconds = 10_000): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = open(port);
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end after ${milliseconds} ms, so far: ${Buffer.concat(chunks).toString("latin1")}`));
    }, milliseconds);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  });
}

/** A request's text, with `Host` and `Connection: close` added. */
export function request(line: string, headers: readonly string[] = [], body = ""): string {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body, "latin1")}`];
  return [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, ...length, "", body].join("\r\n");
}

/** Takes an answer apart. Bodies sent in chunks are left as they are. */
export function parse(answer: Buffer): RawAnswer {
  const end = answer.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = answer.subarray(0, end).toString("latin1").split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { statusLine, headers, body: answer.subarray(end + 4) };
}
