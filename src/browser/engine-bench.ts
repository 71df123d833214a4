import type { XhrInit } from "./construct-xhr.ts";
import type { ProfileName } from "./departures.ts";
import { Browser } from "./full.ts";
import type { FetchInit } from "./init-types.ts";
import type { PageOptions } from "./page.ts";
import type { HeaderLine } from "./wire.ts";

// Where engines leave the standard, as what a page's requests are: `departures.ts` says of each row how it was seen.

/** The page's own server, another of its site, and one of another site. */
export const S = "http://localhost:9101";
export const X = "http://localhost:9102";
export const Y = "http://127.0.0.1:9103";
const NAMES: ReadonlyMap<string, string> = new Map([
  [S, "S"],
  [X, "X"],
  [Y, "Y"],
]);

/** A request, and what it meets. */
export interface Scenario {
  /** The URLs that a request is sent on to, one after the other. */
  readonly chain: readonly string[];
  readonly init?: () => FetchInit;
  /** Instead of `fetch()`: an `XMLHttpRequest`. */
  readonly xhr?: () => XhrInit;
  readonly page?: string;
  readonly options?: PageOptions;
  /** The redirects' statuses, one for each. */
  readonly statuses?: readonly number[];
  /** Headers of the answers to the requests themselves, by their place; by default they allow everything. */
  readonly answers?: Readonly<Record<number, readonly HeaderLine[]>>;
  /** Headers that are shown of each request, lower case. */
  readonly shown?: readonly string[];
}

/** What a page sends, request by request, and what becomes of it at last. */
export async function sentBy(profile: ProfileName, scenario: Scenario): Promise<string[]> {
  const { chain, init, xhr, page = `${S}/shop?id=1`, statuses = [], answers = {}, shown = [] } = scenario;
  const lines: string[] = [];
  let count = -1;
  const browser = new Browser({
    profile,
    transport: async ({ method, url, headers, body }) => {
      const asked = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
      const said = headers
        .filter(([name]) => shown.includes(name.toLowerCase()))
        .map(([name, value]) => `${name}: ${value}`);
      const asks = asked.get("access-control-request-headers");
      const place = NAMES.get(new URL(url).origin) ?? url;
      lines.push(
        [
          `${place} ${method}${asks === undefined ? "" : ` for ${asks}`}`,
          ...said,
          ...(body === undefined ? [] : [new TextDecoder().decode(body)]),
        ].join("; "),
      );
      const allow: HeaderLine[] = [
        ["Access-Control-Allow-Origin", asked.get("origin") ?? "*"],
        ["Access-Control-Allow-Credentials", "true"],
      ];
      if (method === "OPTIONS") {
        allow.push(["Access-Control-Allow-Methods", asked.get("access-control-request-method") ?? ""]);
        allow.push(["Access-Control-Allow-Headers", asks ?? ""], ["Access-Control-Max-Age", "0"]);
        return { status: 204, statusText: "", headers: allow, body: null };
      }
      count += 1;
      const own = [...(answers[count] ?? allow)];
      const next = chain[count + 1];
      if (next === undefined) return { status: 200, statusText: "", headers: own, body: null };
      own.push(["Location", next]);
      return { status: statuses[count] ?? 307, statusText: "", headers: own, body: null };
    },
  });
  const opened = browser.page(page, scenario.options);
  const asking =
    xhr === undefined ? opened.explain(chain[0] ?? "", init?.()) : opened.explainXhr(chain[0] ?? "", xhr());
  const end = await asking.then(
    ({ code, phase, hop, verdict }) => (code === undefined ? verdict : `${code} at ${phase} ${hop}`),
    (error: Error) => error.name,
  );
  return end === "allowed" ? lines : [...lines, end];
}

/** What is sent by the standard, and, of each engine that differs, what it sends. */
export async function inEngines(scenario: Scenario): Promise<Readonly<Record<string, readonly string[]>>> {
  const standard = await sentBy("standard", scenario);
  const engines = ["chromium", "firefox", "webkit"] as const;
  const sent = await Promise.all(engines.map(async (engine) => [engine, await sentBy(engine, scenario)] as const));
  const differing = sent.filter(([, lines]) => lines.join("\n") !== standard.join("\n"));
  return { standard, ...Object.fromEntries(differing) };
}
