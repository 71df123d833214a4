// Adds toReach, toReadHeaders and toNeedPreflights to expect, at run time and for the compiler.
import { corsMatchers, type CorsMatchers } from "crossorigin/testing";
import { expect } from "vitest";

expect.extend(corsMatchers);

declare module "vitest" {
  interface Matchers<T> extends CorsMatchers {}
}
