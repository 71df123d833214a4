import { afterEach, describe, expect, it, vi } from "vitest";
import { limitedWait } from "./limited-wait.ts";

/** A wait of a second for what somebody settles from outside. */
function wait(signal?: AbortSignal) {
  const controller = new AbortController();
  const unwanted: string[] = [];
  let settle = { resolve: (_result: string): void => {}, reject: (_error: Error): void => {} };
  const result = limitedWait<string>(
    { timeout: 1000, signal },
    controller,
    () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
    () => new Error("too late"),
    (late) => void unwanted.push(late),
  );
  // Each test looks at it in its own time.
  result.catch(() => undefined);
  return { controller, unwanted, result, settle: () => settle };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("limitedWait", () => {
  it("hands on what comes in time, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const { result, settle, controller, unwanted } = wait();
    await vi.advanceTimersByTimeAsync(999);
    settle().resolve("here");
    expect(await result).toBe("here");
    expect(vi.getTimerCount()).toBe(0);
    expect([controller.signal.aborted, unwanted]).toEqual([false, []]);
  });

  it("fails as what it waits for fails, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const { result, settle, controller } = wait();
    await vi.advanceTimersByTimeAsync(0);
    settle().reject(new Error("no"));
    await expect(result).rejects.toThrow("no");
    expect([vi.getTimerCount(), controller.signal.aborted]).toEqual([0, false]);
  });

  it("ends when time is up, tells why, and takes what comes later", async () => {
    vi.useFakeTimers();
    const { result, settle, controller, unwanted } = wait();
    await vi.advanceTimersByTimeAsync(1000);
    await expect(result).rejects.toThrow("too late");
    expect(controller.signal.reason).toMatchObject({ message: "too late" });
    settle().resolve("late");
    await vi.advanceTimersByTimeAsync(0);
    expect(unwanted).toEqual(["late"]);
  });

  it("ends when the page gives up, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const page = new AbortController();
    const { result, controller } = wait(page.signal);
    const reason = new Error("enough");
    page.abort(reason);
    await expect(result).rejects.toBe(reason);
    expect([vi.getTimerCount(), controller.signal.reason]).toEqual([0, reason]);
  });
});
