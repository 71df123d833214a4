import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Browser, type Exchange, type FetchInit, type Transport } from "../../src/browser/index.ts";
import { handler, listener } from "../../src/transport/index.ts";

// The programs of docs/guide/migrating.md, before and after: what a page may do stays the same, there and back.

const FOLDER = new URL("migrating/", import.meta.url);
const GUIDE = readFileSync(new URL("../../docs/guide/migrating.md", import.meta.url), "utf8");

const LIBRARIES = ["cors", "fastify-cors", "koa-cors", "hono-cors"];
const STEPS = ["before", "drop-in", "policy", "back"];

beforeEach(() => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
});

function source(library: string, step: string): string {
  return readFileSync(new URL(`${library}.${step}.ts`, FOLDER), "utf8");
}

/** What is there to be done for pages: an origin, and what its page asks for. */
const PAGES = [
  "https://app.example.com",
  "https://admin.example.com",
  "https://pr-7.preview.example.com",
  "https://pr-7.preview.example.com.evil.example",
  "http://app.example.com",
  "null",
];

const ASKED: Readonly<Record<string, FetchInit>> = {
  GET: { credentials: "include" },
  PUT: { method: "PUT", credentials: "include", body: "{}", headers: { "Content-Type": "application/json" } },
  PATCH: { method: "PATCH", credentials: "include" },
  "GET with X-Secret": { headers: { "X-Secret": "1" } },
};

async function transportOf(library: string, step: string): Promise<Transport> {
  const { app } = (await import(`./migrating/${library}.${step}.ts`)) as { readonly app: never };
  return library === "hono-cors"
    ? handler((request) => (app as { fetch: (request: Request) => Response }).fetch(request))
    : listener(app);
}

/** What every page gets for everything that it asks for. */
async function outcomes(library: string, step: string): Promise<Record<string, unknown>> {
  const transport = await transportOf(library, step);
  const found: Record<string, unknown> = {};
  for (const page of PAGES) {
    for (const [name, init] of Object.entries(ASKED)) {
      const browser = new Browser({ transport });
      // oxlint-disable-next-line no-await-in-loop
      const exchange = await browser.page(page).explain("https://api.example.com/orders", init);
      found[`${page} ${name}`] = [exchange.verdict, exposed(exchange)];
    }
  }
  return found;
}

function exposed({ response }: Exchange): unknown {
  return response === undefined ? undefined : [response.status, response.headers.get("X-Total")];
}

describe.each(LIBRARIES)("coming from %s", (library) => {
  it("is in the guide as it is here", () => {
    for (const step of STEPS.filter((one) => one !== "drop-in")) expect(GUIDE, step).toContain(source(library, step));
    const [line = ""] = source(library, "drop-in").split("\n");
    expect(GUIDE).toContain(line);
  });

  it("starts with one line", () => {
    const [before = "", ...rest] = source(library, "before").split("\n");
    const [after = "", ...same] = source(library, "drop-in").split("\n");
    expect(same).toEqual(rest);
    expect(after).not.toBe(before);
    expect(after).toContain(`"crossorigin/compat/${library}"`);
  });

  it("changes nothing for any page, there and back", async () => {
    const before = await outcomes(library, "before");
    expect(new Set(Object.values(before).map((outcome) => JSON.stringify(outcome))).size).toBeGreaterThan(1);
    expect(Object.values(before)).toContainEqual(["allowed", [200, "1"]]);
    for (const step of STEPS.slice(1)) expect(await outcomes(library, step), step).toEqual(before);
  });
});

describe("the programs", () => {
  it("are all played", () => {
    const named = LIBRARIES.flatMap((library) => STEPS.map((step) => `${library}.${step}.ts`));
    expect(readdirSync(FOLDER).sort()).toEqual(named.sort());
  });
});
