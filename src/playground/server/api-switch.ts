import type { RequestListener } from "node:http";
import { listenOnLoopback, PortError, type LoopbackServer } from "./loopback.ts";

/** A page that stopped the API and was closed then must not leave it so. In milliseconds. */
const LONGEST_STOP = 5_000;

/** The API's server, which can be stopped and started: what a page sees of a stopped server cannot be acted. */
export interface ApiSwitch {
  readonly port: number;
  /** Stops the API for at most five seconds. */
  stop(): Promise<void>;
  /** @returns whether the API listens; it does not when another program took its port in the meantime */
  start(): Promise<boolean>;
  /** Stops the API for good. */
  close(): Promise<void>;
}

/** @throws PortError as `listenOnLoopback` */
export async function startApi(
  listener: RequestListener,
  wish: { readonly port: number; readonly exact: boolean },
  headersOnGarbage: readonly string[],
): Promise<ApiSwitch> {
  let server: LoopbackServer | undefined = await listenOnLoopback(listener, { ...wish, headersOnGarbage });
  const { port } = server;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  // One after the other, whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(step: () => Promise<Result>): Promise<Result> => {
    const result = last.then(step);
    last = result;
    return result;
  };

  const close = async (): Promise<void> => {
    clearTimeout(timer);
    await server?.close();
    server = undefined;
  };
  const start = async (): Promise<boolean> => {
    clearTimeout(timer);
    if (server !== undefined || closed) return server !== undefined;
    startLater();
    try {
      server = await listenOnLoopback(listener, { port, exact: true, headersOnGarbage });
      clearTimeout(timer);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      console.error(error.message);
    }
    return server !== undefined;
  };

  /** Also after a start that failed: whoever has the port may give it back. */
  const startLater = (): void => {
    timer = setTimeout(() => void inTurn(start), LONGEST_STOP).unref();
  };

  return {
    port,
    stop: () =>
      inTurn(async () => {
        await close();
        startLater();
      }),
    start: () => inTurn(start),
    close: () => {
      closed = true;
      return inTurn(close);
    },
  };
}
