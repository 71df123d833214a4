import type { Connection } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import { HeadBuffer } from "./head-buffer.ts";
import { malformed } from "./malformed.ts";
import { quote } from "./quote.ts";
import type { OutgoingRequest } from "./request-bytes.ts";
import { parseResponseHead, startOfHead, type ResponseHead } from "./response-head.ts";
import { TransportError } from "./transport-error.ts";

/** Bytes of a body that are sent at once; between two pieces it is seen whether the server goes on taking them. */
const PIECE = 65_536;

/** How long to wait, and for how much. */
export interface ExchangeLimits {
  readonly timeout: number;
  readonly maxHeaderBytes: number;
}

/** The answer to a request, up to its body, which is next on the connection. */
export interface Answer {
  readonly head: ResponseHead;
  /** Whether the server has been sent everything: it may answer earlier, and is sent the rest while it answers. */
  readonly hasSentAll: () => boolean;
}

/**
 * Sends a request, and reads until the head of the answer; informational ones (1xx) before it are passed over.
 *
 * @throws TransportError when there is none (as a rejection); the connection is of no more use then
 */
export async function exchange(
  connection: Connection,
  request: OutgoingRequest,
  limits: ExchangeLimits,
): Promise<Answer> {
  const { timeout } = limits;
  const state = { isAnswered: false, hasSentAll: false };
  const deadline = new Deadline(timeout, () =>
    connection.break(new TransportError("TimedOut", `${connection.place} did not answer within ${timeout} ms.`)),
  );
  deadline.restart();
  const sending = send(connection, request, state, () => {
    if (!state.isAnswered) deadline.restart();
  });
  // When the connection breaks, the read below rejects too, and says why.
  sending.catch(() => {});
  try {
    const head = await readFinalHead(connection, limits.maxHeaderBytes);
    return { head, hasSentAll: () => state.hasSentAll };
  } finally {
    state.isAnswered = true;
    deadline.stop();
  }
}

async function send(
  connection: Connection,
  { head, body }: OutgoingRequest,
  state: { hasSentAll: boolean },
  onProgress: () => void,
): Promise<void> {
  // Together, so that a small request is one packet.
  await connection.write(Buffer.concat([head, body.subarray(0, PIECE)]));
  for (let at = PIECE; at < body.length; at += PIECE) {
    onProgress();
    await connection.write(body.subarray(at, at + PIECE));
  }
  state.hasSentAll = true;
  onProgress();
}

async function readFinalHead(connection: Connection, mostBytes: number): Promise<ResponseHead> {
  for (;;) {
    const head = await readHead(connection, mostBytes);
    if (head.status >= 200) return head;
    if (head.status === 101) throw malformed(connection, "it changes to a protocol that nobody has asked for");
  }
}

async function readHead(connection: Connection, mostBytes: number): Promise<ResponseHead> {
  const buffer = new HeadBuffer(mostBytes);
  for (;;) {
    const bytes = await connection.read();
    if (bytes === undefined) throw cutOff(connection, buffer);
    const progress = buffer.push(bytes);
    switch (progress.kind) {
      case "more":
        continue;
      case "not-http":
        throw notHttp(connection, buffer.beginning);
      case "too-large":
        throw new TransportError(
          "ResponseTooLarge",
          `${connection.place} sends more than ${mostBytes} bytes of headers.`,
        );
      case "complete": {
        connection.unread(progress.rest);
        const head = parseResponseHead(progress.text);
        if ("problem" in head) throw malformed(connection, head.problem);
        return head;
      }
    }
  }
}

function cutOff(connection: Connection, buffer: HeadBuffer): TransportError {
  const { place } = connection;
  if (buffer.isEmpty) return new TransportError("ConnectionReset", `${place} closed the connection without an answer.`);
  if (startOfHead(buffer.beginning) === -1) return notHttp(connection, buffer.beginning);
  return new TransportError("ConnectionReset", `${place} closed the connection within the headers of its answer.`);
}

function notHttp(connection: Connection, beginning: string): TransportError {
  // An alert or a handshake, version 3: RFC 8446, 5.1.
  const isTls = beginning.startsWith("\x15\x03") || beginning.startsWith("\x16\x03");
  return malformed(
    connection,
    isTls ? "it is TLS, so the URL should say https" : `it is no HTTP, it begins with ${quote(beginning)}`,
  );
}
