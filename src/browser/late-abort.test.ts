import { describe, expect, it } from "vitest";
import { LateAbort } from "./late-abort.ts";

describe("LateAbort", () => {
  it("aborts a signal that was read before", () => {
    const late = new LateAbort();
    const { signal } = late;
    expect(signal.aborted).toBe(false);
    late.abort("why");
    expect(signal.reason).toBe("why");
  });

  it("gives one that is aborted to whoever reads it afterwards, with the first reason", () => {
    const late = new LateAbort();
    late.abort("why");
    late.abort("again");
    expect(late.signal.aborted).toBe(true);
    expect(late.signal.reason).toBe("why");
  });

  it("has one signal", () => {
    const late = new LateAbort();
    expect(late.signal).toBe(late.signal);
  });
});
