/** Request headers that scripts of a vendor add on their own, by name or by what the name begins with. */
const VENDORS: readonly (readonly [vendor: string, names: readonly string[]])[] = [
  ["Sentry", ["sentry-trace"]],
  ["OpenTelemetry, or another script that follows W3C Trace Context", ["traceparent", "tracestate", "baggage"]],
  ["Datadog", ["x-datadog-*"]],
  ["Zipkin", ["b3", "x-b3-*"]],
  ["New Relic", ["newrelic"]],
  ["Jaeger", ["uber-trace-id"]],
  ["AWS X-Ray", ["x-amzn-trace-id"]],
  ["Dynatrace", ["x-dynatrace*", "x-dtpc", "x-dtreferer"]],
  ["Elastic", ["elastic-apm-traceparent"]],
  ["Application Insights", ["request-id", "request-context"]],
  ["AppDynamics", ["adrum", "adrum_*", "adrum-*"]],
  ["Instana", ["x-instana-*"]],
  ["Splunk", ["x-splunk-requestid"]],
];

/** Whose script adds this header (lower case), if it is one that scripts add. */
export function vendorOf(name: string): string | undefined {
  return VENDORS.find(([, names]) => names.some((one) => fits(name, one)))?.[0];
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
