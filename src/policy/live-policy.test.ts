import { describe, expect, it } from "vitest";
import { definePolicy } from "./full.ts";
import { isLivePolicy, isPolicy, livePolicy } from "./live-policy.ts";

const FIRST = definePolicy({ origins: ["https://first.example"] });
const SECOND = definePolicy({ origins: ["https://second.example"] });

describe("livePolicy", () => {
  it("holds the policy that it was given, until it is replaced", () => {
    const live = livePolicy(FIRST);
    expect(live.current).toBe(FIRST);
    expect(live.replace(SECOND)).toBe(FIRST);
    expect(live.current).toBe(SECOND);
  });

  it.each([undefined, null, {}, { origins: "*" }, "policy", livePolicy(FIRST)])(
    "takes no %j for a policy, and then keeps the one it has",
    (nothing) => {
      const live = livePolicy(FIRST);
      expect(() => livePolicy(nothing as never)).toThrow(TypeError);
      expect(() => live.replace(nothing as never)).toThrow(TypeError);
      expect(live.current).toBe(FIRST);
    },
  );

  it("cannot be changed but by its own door", () => {
    const live = livePolicy(FIRST);
    expect(Object.isFrozen(live)).toBe(true);
    expect(Reflect.set(live, "current", SECOND)).toBe(false);
  });
});

describe("isPolicy, isLivePolicy", () => {
  it("tell the two apart", () => {
    expect([isPolicy(FIRST), isLivePolicy(FIRST)]).toEqual([true, false]);
    expect([isPolicy(livePolicy(FIRST)), isLivePolicy(livePolicy(FIRST))]).toEqual([false, true]);
  });

  it("know those of another copy of this package", () => {
    expect(isPolicy({ ...FIRST })).toBe(true);
    expect(isLivePolicy({ current: { ...FIRST }, replace: () => FIRST })).toBe(true);
  });

  it.each([undefined, null, 1, "decide", {}, { decide: 1 }, { current: FIRST }, { current: {}, replace: () => {} }])(
    "take %j for neither",
    (value) => {
      expect([isPolicy(value), isLivePolicy(value)]).toEqual([false, false]);
    },
  );

  it("take half a policy for neither", () => {
    const decide = (): unknown => ({});
    const allowsOrigin = (): boolean => true;
    for (const half of [{ decide }, { allowsOrigin }, { current: { decide }, replace: () => FIRST }]) {
      expect([isPolicy(half), isLivePolicy(half)]).toEqual([false, false]);
    }
  });
});
