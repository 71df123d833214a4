import type { OriginSource } from "./options.ts";
import type { OriginSet } from "./origin-set.ts";
import type { PolicyError } from "./policy-error.ts";
import { copyOfList, describeError, readSource } from "./read-options.ts";

/** Is told why a snapshot was not taken. */
export type FailureListener = (error: Error) => void;

/** What follows a source. */
export interface FollowedSource {
  /** Leaves the source; what it tells afterwards is not heard. */
  readonly close: () => void;
  /** @returns ends the subscription */
  readonly onFailure: (listener: FailureListener) => () => void;
}

/** Why a list of origins is not taken; `undefined` when there is no error in it. */
export type ErrorIn = (entries: readonly unknown[]) => PolicyError | undefined;

type Change = Parameters<Parameters<OriginSource["subscribe"]>[0]>[0];

/**
 * Keeps a set of origins as its source has it. A change with a mistake in it is not taken at all: the last sound snapshot
 * stays, and whoever listens is told.
 *
 * @returns why the source could not be followed, as text
 */
export function followSource(
  source: OriginSource | undefined,
  origins: OriginSet | undefined,
  errorIn: ErrorIn,
): FollowedSource | string {
  const listeners = new Set<FailureListener>();
  const onFailure: FollowedSource["onFailure"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  if (source === undefined || origins === undefined) return { close: () => {}, onFailure };

  let closed = false;
  const onChange = (change?: Change): void => {
    // A source may go on telling after it was left; the last snapshot stays.
    if (closed) return;
    const failure = change === undefined ? readAgain(source, origins, errorIn) : applyChange(change, origins, errorIn);
    if (failure !== undefined) tell(listeners, failure);
  };
  const leave = subscribe(source, onChange);
  if (typeof leave === "string") return leave;
  const close = (): void => {
    if (closed) return;
    closed = true;
    leave();
  };
  return { close, onFailure };
}

/** @returns what ends the subscription, or why there is none */
function subscribe(source: OriginSource, onChange: (change?: Change) => void): (() => void) | string {
  try {
    const leave: unknown = source.subscribe(onChange);
    if (typeof leave !== "function") return "subscribe() did not return a function that ends the subscription";
    return () => Reflect.apply(leave, undefined, []);
  } catch (error) {
    return describeError(error);
  }
}

function tell(listeners: ReadonlySet<FailureListener>, failure: Error): void {
  for (const listener of listeners) {
    try {
      listener(failure);
    } catch {
      // Nobody else is to pay for a listener that throws: not the other listeners, not the source that called us.
    }
  }
}

/** @returns why nothing was changed, or `undefined` */
function readAgain(source: OriginSource, origins: OriginSet, errorIn: ErrorIn): Error | undefined {
  const snapshot = readSource(source);
  if (typeof snapshot === "string") return new Error(`The source of origins failed: ${snapshot}`);
  const failure = errorIn(snapshot);
  if (failure === undefined) origins.replace(snapshot.filter(isText));
  return failure;
}

/** @returns why nothing was changed, or `undefined` */
function applyChange(change: unknown, origins: OriginSet, errorIn: ErrorIn): Error | undefined {
  const [added, removed] = [readList(change, "added"), readList(change, "removed")];
  if (added === undefined || removed === undefined) {
    return new Error("The source of origins told of a change without the lists added and removed.");
  }
  const failure = errorIn(added);
  if (failure === undefined) origins.change(added.filter(isText), removed.filter(isText));
  return failure;
}

/** @returns a copy, or `undefined` for what is no list or cannot be read */
function readList(change: unknown, name: "added" | "removed"): readonly unknown[] | undefined {
  try {
    return copyOfList(Reflect.get(Object(change), name));
  } catch {
    // A stranger's getter threw: there is no list, and that is what is reported.
    return undefined;
  }
}

function isText(entry: unknown): entry is string {
  return typeof entry === "string";
}
