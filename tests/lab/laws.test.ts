import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Browser, PROFILES, type Exchange, type FetchInit, type HeaderLine } from "../../src/browser/index.ts";
import { diagnose, probe, type Diagnosis, type Finding } from "../../src/diagnosis/index.ts";
import { runs } from "../oracle/runs.ts";

const PAGES = ["https://app.example.com", "http://localhost:3000", "capacitor://localhost", "null"];
const SECRET = "s3cret-7f1c";
const LAW = runs(150);

/** Values that servers send, right ones, wrong ones, and ones that are meant to do harm where they are shown. */
const value = fc.oneof(
  fc.constantFrom(
    ...PAGES,
    "*",
    "true",
    "True",
    "PUT, patch",
    "PUT; GET",
    "x-a, authorization",
    "https://app.example.com/",
    "HTTPS://APP.example.com:443",
    "https://*.example.com",
    "*, *",
    "",
    "30",
    "HIT",
    "nginx/1.22",
    "cloudflare",
    "text/html",
    `https://user:${SECRET}@other.example/login`,
    "/orders/1/",
    "\u001b[31mred",
    "\u0085\u0090",
    "a".repeat(5000),
  ),
  fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength: 30 })
    .map((bytes) => String.fromCharCode(...bytes.filter((byte) => byte !== 10 && byte !== 13))),
);
const name = fc.constantFrom(
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Expose-Headers",
  "Access-Control-Expose-Header",
  "Vary",
  "Location",
  "Content-Type",
  "Server",
  "Via",
  "Age",
  "X-Cache",
  "Allow",
  "WWW-Authenticate",
  "cf-mitigated",
  "X-Total-Count",
  "Cross-Origin-Resource-Policy",
);
const COOKIE = ["Set-Cookie", `id=${SECRET}; SameSite=None`] as const;
const answer = fc.record({
  status: fc.constantFrom(200, 200, 204, 301, 302, 308, 401, 403, 404, 405, 429, 500, 503),
  headers: fc.array(fc.oneof({ weight: 8, arbitrary: fc.tuple(name, value) }, fc.constant(COOKIE)), { maxLength: 8 }),
});
const init: fc.Arbitrary<FetchInit> = fc.record({
  method: fc.constantFrom("GET", "GET", "PUT", "patch", "POST", "HEAD"),
  headers: fc
    .subarray(["X-A", "Authorization", "traceparent", "Content-Type"])
    .map((names) => names.map((one): HeaderLine => [one, one === "Authorization" ? `Bearer ${SECRET}` : "text/x"])),
  credentials: fc.constantFrom("omit", "include", "same-origin"),
  mode: fc.constantFrom("cors", "cors", "cors", "same-origin", "no-cors"),
});
const asked = fc.record({
  page: fc.constantFrom(...PAGES),
  url: fc.constantFrom("https://api.example.com/orders/1", "http://127.0.0.1:8080/", "https://app.example.com/"),
  profile: fc.constantFrom(...PROFILES),
  init,
  answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
});

type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

interface Said {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis | undefined;
}

/** An exchange with a server that answers in turn, and what is said of it; `undefined` where no browser takes the request. */
async function say({ page, url, profile, init: given, answers }: Asked): Promise<Said | undefined> {
  let count = 0;
  const transport = async (): Promise<{ status: number; statusText: string; headers: HeaderLine[]; body: null }> => {
    const next = answers[count % answers.length];
    count += 1;
    return { status: next?.status ?? 200, statusText: "", headers: next?.headers ?? [], body: null };
  };
  const asker = new Browser({ profile, transport }).page(page);
  const exchange = await asker.explain(url, given).catch((error: unknown) => {
    if (error instanceof TypeError) return undefined;
    throw error;
  });
  if (exchange === undefined) return undefined;
  const observations = await probe(exchange, transport);
  return { exchange, diagnosis: diagnose(exchange, { url, origin: page, observations }) };
}

function findingsOf({ also, ...first }: Diagnosis): readonly Finding[] {
  return [first, ...also];
}

/** Everything in it that is meant to be shown as it is. */
function textsOf(diagnosis: Diagnosis): string[] {
  const findings = findingsOf(diagnosis).flatMap(({ cause, title, evidence }) => [
    cause,
    title,
    ...evidence.flatMap(({ line, note }) => [line, note ?? ""]),
  ]);
  return [...findings, ...diagnosis.fixes.flatMap(({ sentence, snippet }) => [sentence, snippet?.code ?? ""])];
}

/** Tries a law on every diagnosis that there is. */
function law(check: (said: Said & { readonly diagnosis: Diagnosis }) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(asked, async (given) => {
      const said = await say(given);
      if (said?.diagnosis !== undefined) check({ ...said, diagnosis: said.diagnosis });
    }),
    LAW,
  );
}

describe("diagnose", () => {
  it("says something of every failure, and names it or a cause of it", async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const said = await say(given);
        if (said === undefined || said.exchange.code === undefined) return;
        expect(said.diagnosis?.cause).not.toBe("");
        expect(said.diagnosis?.evidence.length, JSON.stringify(said.diagnosis)).toBeGreaterThan(0);
      }),
      LAW,
    );
  });

  it("quotes nothing that was not on the wire", async () => {
    await law(({ exchange, diagnosis }) => {
      const wire = exchange.wire.flatMap(({ request, response }) => [...request.headers, ...(response?.headers ?? [])]);
      const names = new Set(wire.map(([key]) => key.toLowerCase()));
      for (const { evidence } of findingsOf(diagnosis)) {
        for (const { from, line } of evidence) {
          if (from !== "request" && from !== "response") continue;
          const [, key] = /^([\w-]+): ?/.exec(line) ?? [];
          if (key !== undefined) expect(names, line).toContain(key.toLowerCase());
        }
      }
    });
  });

  it("shows nothing that could move a cursor or turn a line, and nothing without end", async () => {
    await law(({ diagnosis }) => {
      for (const text of textsOf(diagnosis)) {
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}](?<!\n)/u);
        expect(text.length).toBeLessThan(5000);
      }
    });
  });

  it("shows no secret", async () => {
    await law(({ diagnosis }) => {
      expect(textsOf(diagnosis).filter((text) => text.includes(SECRET))).toEqual([]);
    });
  });

  it("is plain data", async () => {
    await law(({ diagnosis }) => {
      expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
    });
  });
});
