/** Takes a body out of its framing, as the bytes come. */
export interface BodyFrame {
  /** Nothing more belongs to this body. */
  readonly isDone: boolean;
  /** Whether the body may end here, with the connection. */
  readonly mayEnd: boolean;
  /** What has come after the end of the body. */
  readonly afterwards: Uint8Array | undefined;
  /**
   * Finds the bytes of the body among these, and may write over the others.
   *
   * @throws FrameError when they break the framing
   */
  push(bytes: Uint8Array): Uint8Array;
}

/** A body is not framed as its head has said. The message goes on from "the answer is malformed:". */
export class FrameError extends Error {
  override readonly name = "FrameError";
}
