type Act = () => void;

/** Who waits for which signal. */
const FOLLOWERS = new WeakMap<AbortSignal, { readonly acts: Set<Act>; readonly onAbort: Act }>();

/**
 * Calls back when a signal aborts. However many follow one signal, it has one listener, and none when nobody follows it any
 * more: a page may give the same signal to any number of requests, and Node.js warns of more than ten listeners.
 *
 * @returns ends it
 */
export function followSignal(signal: AbortSignal, act: Act): Act {
  const { acts, onAbort } = FOLLOWERS.get(signal) ?? start(signal);
  acts.add(act);
  return () => {
    acts.delete(act);
    if (acts.size > 0 || FOLLOWERS.get(signal)?.acts !== acts) return;
    FOLLOWERS.delete(signal);
    signal.removeEventListener("abort", onAbort);
  };
}

function start(signal: AbortSignal): { readonly acts: Set<Act>; readonly onAbort: Act } {
  const acts = new Set<Act>();
  const onAbort = (): void => {
    for (const act of acts) act();
  };
  const followers = { acts, onAbort };
  FOLLOWERS.set(signal, followers);
  signal.addEventListener("abort", onAbort);
  return followers;
}
