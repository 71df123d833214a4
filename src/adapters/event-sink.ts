import type { CorsEvent, CorsHooks } from "./hooks.ts";

/** Where events go. */
export interface EventSink<Request> {
  /** Whether anybody listens now; if not, no event need be made. */
  listening(): boolean;
  emit(event: CorsEvent<Request>): void;
}

/** What is used of `node:diagnostics_channel`. */
interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/** Tells the hook, and whoever subscribes to the diagnostics channel. */
export function createSink<Request>(onEvent: CorsHooks<Request>["onEvent"]): EventSink<Request> {
  const channel = decisionChannel();
  const tell = onEvent === undefined ? undefined : guarded(onEvent);
  return {
    listening: () => tell !== undefined || channel?.hasSubscribers === true,
    emit(event) {
      tell?.(event);
      if (channel?.hasSubscribers === true) channel.publish(event);
    },
  };
}

/** The channel `crossorigin:decision`, where the platform has such (Node.js from 20.16 on, and what follows it). */
function decisionChannel(): Channel | undefined {
  return globalThis.process?.getBuiltinModule?.("node:diagnostics_channel")?.channel("crossorigin:decision");
}

/** A listener that cannot break anything. Only its first failure is told: it may fail on every request. */
function guarded<Event>(listener: (event: Event) => unknown): (event: Event) => void {
  let reported = false;
  const report = (error: unknown): void => {
    if (reported) return;
    reported = true;
    globalThis.process?.emitWarning?.(`onEvent failed, which is told only once: ${describe(error)}`, {
      type: "CrossoriginWarning",
      code: "CROSSORIGIN_ON_EVENT",
    });
  };
  return (event) => {
    try {
      const result = listener(event);
      // An async function is a listener too, and its rejection would end the process.
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  };
}

function describe(error: unknown): string {
  try {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } catch {
    // Anything can be thrown, also what throws when it is turned into text.
    return "something that cannot be shown";
  }
}
