import { describe, expect, it } from "vitest";
import { followSignal } from "./follow-signal.ts";

/** A signal, and the listeners that it has: one that is left behind is a leak. */
function open(): { abort: () => void; signal: AbortSignal; listeners: Set<unknown> } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: () => void) => {
    listeners.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: () => void) => {
    if (type === "abort") listeners.delete(listener);
    remove(type, listener);
  };
  return { abort: () => controller.abort(), signal, listeners };
}

describe("followSignal", () => {
  it("calls back everybody who follows, and nobody who has ended it", () => {
    const { abort, signal, listeners } = open();
    const called: string[] = [];
    followSignal(signal, () => called.push("first"));
    const end = followSignal(signal, () => called.push("second"));
    followSignal(signal, () => called.push("third"));
    end();
    expect(listeners.size).toBe(1);
    abort();
    expect(called).toEqual(["first", "third"]);
  });

  it("leaves no listener behind when the last has ended it, and may be ended twice", () => {
    const { abort, signal, listeners } = open();
    const ends = [followSignal(signal, () => {}), followSignal(signal, () => {})];
    for (const end of ends) end();
    expect(listeners.size).toBe(0);
    const called: string[] = [];
    followSignal(signal, () => called.push("later"));
    for (const end of ends) end();
    expect(listeners.size).toBe(1);
    abort();
    expect(called).toEqual(["later"]);
  });

  it("listens for as long as one is left", () => {
    const { abort, signal, listeners } = open();
    const called: string[] = [];
    const ends = ["first", "second", "third"].map((name) => followSignal(signal, () => called.push(name)));
    ends[0]?.();
    ends[1]?.();
    expect(listeners.size).toBe(1);
    abort();
    expect(called).toEqual(["third"]);
  });

  it("tells signals apart", () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const called: string[] = [];
    followSignal(one.signal, () => called.push("one"));
    followSignal(other.signal, () => called.push("other"));
    other.abort();
    expect(called).toEqual(["other"]);
  });
});
