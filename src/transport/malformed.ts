import type { Connection } from "./connection.ts";
import { TransportError } from "./transport-error.ts";

/** @param why goes on from "is malformed:" */
export function malformed({ place }: Connection, why: string, cause?: unknown): TransportError {
  return new TransportError("MalformedResponse", `The answer of ${place} is malformed: ${why}.`, cause);
}
