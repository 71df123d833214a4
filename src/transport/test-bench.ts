import type { WireRequest, WireResponse } from "../browser/wire.ts";
import type { ClosableTransport } from "./closable-transport.ts";
import type { NetworkOptions } from "./network-options.ts";
import { network } from "./network.ts";
import { serve, type Script, type ScriptedServer } from "./scripted-server.ts";
import { TransportError } from "./transport-error.ts";

/** A server that does as it is told, and a transport that asks it. */
export interface Bench {
  readonly server: ScriptedServer;
  readonly transport: ClosableTransport;
  /** GET of the server, with what is given instead. */
  readonly send: (request?: Partial<WireRequest>) => Promise<WireResponse>;
}

const open: { close(): Promise<void> }[] = [];

/** For tests alone, which close what they have opened with `closeBenches`. */
export async function bench(
  scripts: Script | readonly Script[],
  options?: NetworkOptions,
  host?: string,
): Promise<Bench> {
  const server = await serve(scripts, host);
  const transport = network(options);
  open.push(transport, server);
  return {
    server,
    transport,
    send: (request) => transport({ method: "GET", url: server.url, headers: [], ...request }),
  };
}

export async function closeBenches(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}

/** The whole body. */
export async function textOf(response: WireResponse): Promise<string> {
  return (await bytesOf(response)).toString();
}

/** The whole body. */
export async function bytesOf({ body }: WireResponse): Promise<Buffer> {
  if (!(body instanceof ReadableStream)) return Buffer.from(body ?? []);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a promise rejects with. */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("It did not reject.");
    },
    (reason: unknown) => reason,
  );
}

/** Code and message of the transport's error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  const reason = await reasonOf(promise);
  if (!(reason instanceof TransportError)) throw reason;
  return `${reason.code}: ${reason.message.replaceAll(/:\d{4,5}\b/g, ":PORT")}`;
}
