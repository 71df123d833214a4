import type { Transport } from "../browser/wire.ts";

/** A transport that holds something open. */
export interface ClosableTransport extends Transport {
  /**
   * Closes everything that it holds. What is under way rejects with a `TransportError` of code `NoAnswer`, and so does everything
   * later. Need not be called for the process to end.
   */
  close(): Promise<void>;
}
