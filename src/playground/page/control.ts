import { IS_LIVE } from "./setup.ts";
import type { ServerSpec } from "./server-spec.ts";

/** Longest wait for the playground's server, in milliseconds. */
const TIMEOUT = 3000;

/** What is wrong with a policy or an answer, as the control API tells it: the engine's problems, or the lab's. */
export interface ToldProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly severity?: "error" | "advice";
  readonly code?: string;
  readonly fix?: string;
}

/**
 * Has the server do what it is to do, before a request is sent.
 *
 * @returns what is wrong with it: with an error in there, the server goes on as before
 */
export async function applyServer(server: ServerSpec): Promise<readonly ToldProblem[]> {
  if (server.kind === "gone" || server.isFixed === true) return [];
  const told =
    server.kind === "policy"
      ? await control("PUT", "policy", server.options)
      : await control("PUT", "answers", server.places);
  const problems = (told as { problems?: readonly ToldProblem[] } | undefined)?.problems;
  return problems ?? [{ path: [], message: "The playground's server did not take this. Is it running?" }];
}

/** Has a page of another origin ask for an address first. */
export async function visit(origin: string, path: string): Promise<void> {
  await control("POST", "visit", { origin, path });
}

/** Stops or starts the API. When that fails the step goes on all the same, and says what it then sees. */
export async function switchApi(action: "stop" | "start"): Promise<void> {
  await control("POST", `api/${action}`);
}

/** @returns what was answered, `undefined` when nothing was */
async function control(method: string, path: string, value?: unknown): Promise<unknown> {
  if (!IS_LIVE) return undefined;
  try {
    const response = await fetch(`./control/${path}`, {
      method,
      ...(value === undefined ? {} : { body: JSON.stringify(value), headers: { "Content-Type": "application/json" } }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok && response.status !== 422) console.log("ERROR:", method, path, response.status);
    return (await response.json()) as unknown;
  } catch (error) {
    console.log("ERROR:", method, path, error);
    return undefined;
  }
}
