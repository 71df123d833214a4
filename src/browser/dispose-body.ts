import type { WireResponse } from "./wire.ts";

/** Nobody will read this body: whoever sends it need not go on. */
export function disposeBody(body: WireResponse["body"]): void {
  if (!(body instanceof ReadableStream)) return;
  body.cancel().catch(ignoreFailedCancel);
}

/** A stream that broke before it was cancelled rejects; there is nobody left whom that could tell anything. */
function ignoreFailedCancel(): void {}
