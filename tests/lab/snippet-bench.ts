import { Browser, type Exchange, type FetchInit, type Transport } from "../../src/browser/index.ts";
import { diagnose, probe, type Diagnosis } from "../../src/diagnosis/index.ts";
import type { Grant } from "../../src/export/snippets.ts";

/** The page that the snippets let in. */
export const ORIGIN = "https://app.example.com";

/** What the snippets are written for. */
export const GRANTS: Readonly<Record<string, Grant>> = {
  "a plain read": { origin: ORIGIN, methods: [], headerNames: [], exposeHeaders: [], credentials: false },
  "a change with headers": {
    origin: ORIGIN,
    methods: ["PUT", "PATCH"],
    headerNames: ["content-type", "x-a"],
    exposeHeaders: ["x-total-count"],
    credentials: false,
  },
  "a change with cookies": {
    origin: ORIGIN,
    methods: ["PUT"],
    headerNames: ["content-type"],
    exposeHeaders: [],
    credentials: true,
  },
};

/** What a page that has this grant does. */
export function requestOf({ methods, headerNames, credentials }: Grant): FetchInit {
  const [method = "GET"] = methods;
  return {
    method,
    headers: Object.fromEntries(headerNames.map((name) => [name, name === "content-type" ? "application/json" : "1"])),
    ...(method === "GET" ? {} : { body: "{}" }),
    ...(credentials ? { credentials: "include" } : {}),
  };
}

/** What becomes of a request, and what is found in it after follow-ups. */
export async function ask(
  transport: Transport,
  url: string,
  init: FetchInit,
  page: string = ORIGIN,
): Promise<{ readonly exchange: Exchange; readonly diagnosis: Diagnosis | undefined }> {
  const exchange = await new Browser({ profile: "standard", transport }).page(page).explain(url, init);
  const observations = await probe(exchange, transport);
  return { exchange, diagnosis: diagnose(exchange, { observations }) };
}
