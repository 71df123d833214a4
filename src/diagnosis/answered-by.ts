import type { HeaderLine } from "../browser/wire.ts";
import type { FixStack } from "./diagnosis.ts";

/** Who left a mark in an answer. */
export interface Layer {
  /** Its name. */
  readonly name: string;
  /** The line that says so, by its name in lower case. */
  readonly header: string;
  /** Where its fix is, if it has one here. */
  readonly stack?: FixStack;
  /** Whether it stands in front of servers and answers in their place. */
  readonly gateway?: true;
  /** Whether it keeps answers. */
  readonly cache?: true;
}

interface Mark extends Layer {
  /** What the value begins with or, after a space or slash, contains; in lower case. Absent: any value. */
  readonly value?: string;
}

/** Marks by which layers are known. A `Server` line can be changed or hidden: that a mark is absent says nothing. */
const MARKS: readonly Mark[] = [
  { name: "Cloudflare", header: "cf-ray", stack: "cloudflare", gateway: true, cache: true },
  { name: "Cloudflare", header: "cf-mitigated", stack: "cloudflare", gateway: true },
  { name: "Cloudflare", header: "server", value: "cloudflare", stack: "cloudflare", gateway: true, cache: true },
  { name: "Amazon CloudFront", header: "x-amz-cf-id", stack: "cloudfront", gateway: true, cache: true },
  { name: "Amazon CloudFront", header: "server", value: "cloudfront", stack: "cloudfront", gateway: true, cache: true },
  { name: "Amazon API Gateway", header: "x-amzn-errortype", stack: "aws-api-gateway", gateway: true },
  { name: "Amazon API Gateway", header: "x-amz-apigw-id", stack: "aws-api-gateway", gateway: true },
  { name: "Amazon API Gateway", header: "apigw-requestid", stack: "aws-api-gateway", gateway: true },
  { name: "Amazon S3", header: "server", value: "amazons3", stack: "s3" },
  { name: "a load balancer of Amazon", header: "server", value: "awselb", gateway: true },
  { name: "Google Cloud Storage", header: "x-goog-generation", stack: "gcs" },
  { name: "Azure Front Door", header: "x-azure-ref", gateway: true, cache: true },
  { name: "Azure Storage", header: "server", value: "windows-azure-blob", stack: "azure-storage" },
  { name: "Akamai", header: "server", value: "akamaighost", gateway: true, cache: true },
  { name: "Fastly", header: "x-served-by", value: "cache-", gateway: true, cache: true },
  { name: "Varnish", header: "x-varnish", cache: true, gateway: true },
  { name: "Varnish", header: "via", value: "varnish", cache: true, gateway: true },
  { name: "Vercel", header: "x-vercel-id", gateway: true, cache: true },
  { name: "Netlify", header: "x-nf-request-id", gateway: true, cache: true },
  { name: "Kong", header: "via", value: "kong", gateway: true },
  { name: "Kong", header: "server", value: "kong", gateway: true },
  { name: "Envoy", header: "server", value: "envoy", stack: "envoy", gateway: true },
  { name: "Envoy", header: "x-envoy-upstream-service-time", stack: "envoy", gateway: true },
  { name: "Caddy", header: "via", value: "caddy", stack: "caddy" },
  { name: "Caddy", header: "server", value: "caddy", stack: "caddy" },
  { name: "OpenResty", header: "server", value: "openresty", stack: "nginx" },
  { name: "nginx", header: "server", value: "nginx", stack: "nginx" },
  { name: "Tomcat", header: "server", value: "apache-coyote", stack: "spring" },
  { name: "Apache", header: "server", value: "apache", stack: "apache" },
  { name: "IIS", header: "server", value: "microsoft-iis", stack: "aspnet" },
  { name: "Kestrel", header: "server", value: "kestrel", stack: "aspnet" },
  { name: "ASP.NET", header: "x-powered-by", value: "asp.net", stack: "aspnet" },
  { name: "Uvicorn", header: "server", value: "uvicorn", stack: "fastapi" },
  { name: "Hypercorn", header: "server", value: "hypercorn", stack: "fastapi" },
  { name: "WSGIServer", header: "server", value: "wsgiserver", stack: "django" },
  { name: "Phusion Passenger", header: "x-powered-by", value: "phusion passenger", stack: "rails" },
  { name: "Puma", header: "server", value: "puma", stack: "rails" },
  { name: "Express", header: "x-powered-by", value: "express", stack: "express" },
];

/** Names of headers that may be marks. */
const MARKED: ReadonlySet<string> = new Set(MARKS.map(({ header }) => header));

/** Most lines of one name that are looked at. */
const MOST_VALUES = 5;

/** The layers that left a mark in an answer, each once, in the order of the table. */
export function layersIn(headers: readonly HeaderLine[]): Layer[] {
  const values = new Map<string, string[]>();
  for (const [name, text] of headers) {
    const key = name.toLowerCase();
    if (MARKED.has(key)) values.set(key, [...(values.get(key) ?? []), text].slice(0, MOST_VALUES));
  }
  const byName = new Map<string, Layer>();
  for (const { value, ...layer } of MARKS) {
    if (byName.has(layer.name)) continue;
    if (values.get(layer.header)?.some((text) => fits(text, value))) byName.set(layer.name, layer);
  }
  return [...byName.values()];
}

function fits(text: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  const lower = text.slice(0, 500).toLowerCase();
  return lower.startsWith(value) || lower.includes(` ${value}`) || lower.includes(`(${value}`);
}

/** A line of an answer that says that a cache kept it, as `name: value`; `undefined` when there is none. */
export function cacheMark(headers: readonly HeaderLine[]): HeaderLine | undefined {
  return headers.find(([name, value]) => {
    const key = name.toLowerCase();
    if (key === "age") return /^\d+$/.test(value) && Number(value) > 0;
    if (key === "x-varnish") return /^\d+ \d+$/.test(value);
    return CACHE_STATUSES.has(key) && /\bhit\b/i.test(value);
  });
}

/** Headers in which caches say whether they had the answer. */
const CACHE_STATUSES: ReadonlySet<string> = new Set([
  "cache-status",
  "cf-cache-status",
  "x-cache",
  "x-cache-status",
  "x-proxy-cache",
  "x-vercel-cache",
]);
