import type { MatrixAdapter } from "./adapters.ts";
import type { Layer } from "./application.ts";
import type { RawResponse } from "../support/raw.ts";
import type { WireRequest } from "./wire.ts";

/** Asks a server; what comes back is the response, without those of status 1xx. */
export type Ask = (path: string, headers?: WireRequest["headers"], method?: string) => Promise<RawResponse>;

/** Serves one application for as long as it is used. */
export async function whileServed(
  adapter: MatrixAdapter,
  layers: readonly Layer[],
  use: (ask: Ask) => Promise<void>,
): Promise<void> {
  const server = await adapter.serve(layers);
  try {
    await use(async (path, headers = [], method = "GET") => {
      const request = { method, path, headers, version: "1.1", body: "", breaks: false } as const;
      const last = (await adapter.wire(server.port, request)).at(-1);
      if (last === undefined) throw new Error("There is no response.");
      return last;
    });
  } finally {
    await server.close();
  }
}
