import { describe, expect, it } from "vitest";
import { vendorOf } from "./vendor-headers.ts";

describe("vendorOf", () => {
  it.each([
    ["sentry-trace", "Sentry"],
    ["traceparent", "W3C Trace Context"],
    ["x-datadog-origin", "Datadog"],
    ["b3", "Zipkin"],
    ["x-b3-traceid", "Zipkin"],
    ["newrelic", "New Relic"],
  ])("%s is of %s", (name, vendor) => {
    expect(vendorOf(name)).toContain(vendor);
  });

  it.each(["x-api-key", "content-type", "authorization", "x-datadog", "", "x-request-id"])("%j is nobody's", (name) => {
    expect(vendorOf(name)).toBeUndefined();
  });
});
