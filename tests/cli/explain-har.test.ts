import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainHar } from "../../src/cli/explain-har.ts";
import { readInput, type ExplainInput } from "../../src/cli/explain-input.ts";
import type { ExplainFlags } from "../../src/cli/explain.ts";
import type { Explained, Explanation } from "../../src/cli/explained.ts";

async function* inPieces(text: string, size = 5000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(text: string): Promise<ExplainInput> {
  return readInput({ name: "a file", bytes: inPieces(text) });
}

async function explainText(text: string, flags: ExplainFlags = {}): Promise<Explanation> {
  const input = await read(text);
  if (input.kind !== "har") throw new Error(input.kind);
  return explainHar(input, flags, flags.from);
}

function recorded(name: string): string {
  return readFileSync(new URL(`har/${name}.har`, import.meta.url), "utf8");
}

/** Path, code, finding, and whether it is certain, of each entry. */
function rows({ entries }: Explanation): string[] {
  return entries.map(
    ({ url, code, diagnosis, certain, browser }) =>
      `${browser} ${new URL(url ?? "").port === "9102" ? new URL(url ?? "").pathname : url} ${code} ${diagnosis?.code} ${certain ? "certain" : "open"}`,
  );
}

describe("a HAR file of Chromium's DevTools", () => {
  it("is explained request by request, by the answers that stand in it", async () => {
    const explanation = await explainText(recorded("chromium"));
    expect(rows(explanation)).toEqual([
      "chromium /none MissingAllowOriginHeader MissingAllowOriginHeader certain",
      "chromium /err500 MissingAllowOriginHeader ErrorWithoutHeaders certain",
      "chromium /pre401 PreflightMissingAllowOriginHeader PreflightNeedsLogin certain",
      "chromium /prenone PreflightMissingAllowOriginHeader PreflightMissingAllowOriginHeader certain",
      "chromium /premethod MethodDisallowedByPreflightResponse MethodDisallowedByPreflightResponse open",
      "chromium /preheader HeaderDisallowedByPreflightResponse ContentTypeNotAllowed open",
      "chromium /actualnone MissingAllowOriginHeader PreflightAllowedOnly certain",
      "chromium /twice MultipleAllowOriginValues HeadersTwice certain",
      "chromium /star WildcardOriginNotAllowed WildcardOriginNotAllowed certain",
      "chromium /nocred InvalidAllowCredentials InvalidAllowCredentials certain",
      "chromium /redirx MissingAllowOriginHeader OriginLostInRedirect certain",
      "chromium /prered PreflightDisallowedRedirect PreflightDisallowedRedirect certain",
      "chromium /reset ConnectionReset ConnectionReset certain",
      "chromium /reset ConnectionReset ConnectionReset certain",
      "chromium /corp ResourcePolicyNotSameOrigin ResourcePolicyNotSameOrigin certain",
      "chromium /expose null HeaderNotExposed open",
      "chromium http://localhost:1/x BlockedPort BlockedPort certain",
      "chromium http://localhost:9109/x ConnectionRefused ConnectionRefused certain",
      "chromium /premethod MethodDisallowedByPreflightResponse MethodDisallowedByPreflightResponse open",
    ]);
    expect(explanation.summary).toEqual([
      "Chrome's HAR file, 40 entries. To other origins: 25 requests. 18 refused or without an answer, 7 came through.",
    ]);
    expect(explanation.remarks.join(" ")).toContain("leaves cookies and Authorization out");
  });

  it("says what would be named first had the page asked with credentials, which no HAR file says", async () => {
    const { entries } = await explainText(recorded("chromium"));
    const entry = entries.find(({ url }) => url?.endsWith("/premethod"));
    expect(entry?.alternatives).toEqual(["MethodDisallowedByPreflightResponse", "PreflightInvalidAllowCredentials"]);
    expect(entry?.parameter).toBe("PUT");
    expect(entry?.notes.join(" ")).toContain("would have named PreflightInvalidAllowCredentials before this");
  });

  it("infers credentials where only they explain the failure", async () => {
    const { entries } = await explainText(recorded("chromium"));
    const entry = entries.find(({ url }) => url?.endsWith("/star"));
    expect(entry?.notes.join(" ")).toContain("asked with credentials");
    expect(entry?.check).toBe(
      "crossorigin check http://localhost:9102/star --from http://localhost:9101 --credentials include --profile chromium",
    );
  });

  it("has the line that asks again, with the headers of the page and without those of the browser", async () => {
    const { entries } = await explainText(recorded("chromium"));
    const check = (path: string): string | null | undefined => entries.find(({ url }) => url?.endsWith(path))?.check;
    expect(check("/preheader")).toBe(
      "crossorigin check http://localhost:9102/preheader --from http://localhost:9101 -X PUT -H 'content-type: application/json' -H 'authorization: <redacted>' --profile chromium",
    );
    expect(entries.at(-1)?.check).toContain("-X DELETE --xhr");
  });

  it("says where it is cut off, and explains what was whole", async () => {
    const text = recorded("chromium");
    const explanation = await explainText(text.slice(0, text.lastIndexOf("\n", text.indexOf("/pre401")) + 200));
    expect(rows(explanation)).toEqual([
      "chromium /none MissingAllowOriginHeader MissingAllowOriginHeader certain",
      "chromium /err500 MissingAllowOriginHeader ErrorWithoutHeaders certain",
    ]);
    expect(explanation.remarks[0]).toMatch(/^The file is cut off at character [\d,]+, in log\.entries\[7\]/);
  });
});

describe("a HAR file of Firefox", () => {
  it("is explained by the answers, which it keeps, though it marks none as refused", async () => {
    const explanation = await explainText(recorded("firefox"));
    expect(rows(explanation)).toEqual([
      "firefox /none MissingAllowOriginHeader MissingAllowOriginHeader certain",
      "firefox /err500 MissingAllowOriginHeader ErrorWithoutHeaders certain",
      "firefox /pre401 PreflightMissingAllowOriginHeader PreflightNeedsLogin certain",
      "firefox /prenone PreflightMissingAllowOriginHeader PreflightMissingAllowOriginHeader certain",
      "firefox /premethod MethodDisallowedByPreflightResponse MethodDisallowedByPreflightResponse open",
      "firefox /preheader HeaderDisallowedByPreflightResponse ContentTypeNotAllowed open",
      "firefox /actualnone MissingAllowOriginHeader PreflightAllowedOnly certain",
      "firefox /twice MultipleAllowOriginValues HeadersTwice certain",
      "firefox /redirx MissingAllowOriginHeader OriginLostInRedirect certain",
      "firefox /prered PreflightDisallowedRedirect PreflightDisallowedRedirect open",
      "firefox /reset null undefined open",
      "firefox /reset null undefined open",
      "firefox /expose null HeaderNotExposed open",
      "firefox http://localhost:1/x BlockedPort BlockedPort certain",
      "firefox http://localhost:9109/x null undefined open",
      "firefox /premethod MethodDisallowedByPreflightResponse MethodDisallowedByPreflightResponse open",
    ]);
  });

  it("claims nothing of * where only the page's wish for credentials decides", async () => {
    const { remarks } = await explainText(recorded("firefox"));
    expect(remarks.join(" ")).toContain("would be refused if the page had asked with credentials");
  });

  it("says that no answer came where it has none, since it would have kept it", async () => {
    const { entries } = await explainText(recorded("firefox"));
    const entry = entries.find(({ url }) => url?.endsWith("/reset"));
    expect(entry?.alternatives[0]).toBe("NoAnswer");
    expect(entry?.notes.join(" ")).toContain("hardly CORS");
  });
});

describe("a HAR file of Playwright", () => {
  it("says that what was refused does not stand in it, and which line settles it", async () => {
    const { entries, remarks } = await explainText(recorded("playwright"));
    const entry = entries.find(({ url }) => url?.endsWith("/pre401"));
    expect(entry).toMatchObject({ code: null, certain: false, diagnosis: null });
    expect(entry?.alternatives).toContain("PreflightMissingAllowOriginHeader");
    expect(entry?.check).toContain("crossorigin check http://localhost:9102/pre401");
    expect(entries.find(({ url }) => url?.includes(":9109"))).toMatchObject({ code: "ConnectionRefused" });
    expect(remarks).toContain(
      "Playwright writes no preflights into a HAR file, and no answers that the browser refused.",
    );
  });
});

interface Message {
  readonly method?: string;
  readonly url?: string;
  readonly sent?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: object;
}

const PAGE = "https://app.example.com";
const API = "https://api.example.com/orders";

function entry({ method = "GET", url = API, sent = {}, status = 200, headers = {}, more = {} }: Message): object {
  const lines = (one: Readonly<Record<string, string>>): object[] =>
    Object.entries(one).map(([name, value]) => ({ name, value }));
  return {
    request: { method, url, headers: lines({ Origin: PAGE, ...sent }) },
    response: { status, statusText: "", headers: lines(headers) },
    ...more,
  };
}

function har(entries: readonly object[], creator = "Firefox"): string {
  return JSON.stringify({ log: { version: "1.2", creator: { name: creator }, entries } });
}

async function only(text: string, flags: ExplainFlags = {}): Promise<Explained> {
  const { entries } = await explainText(text, flags);
  expect(entries).toHaveLength(1);
  return entries[0] as Explained;
}

describe("a HAR file of another program", () => {
  it("is judged as the browser that the request names", async () => {
    const agent = { "User-Agent": "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15" };
    expect((await only(har([entry({ sent: agent })], "Charles Proxy"))).browser).toBe("webkit");
    expect((await only(har([entry({})], "Charles Proxy"))).browser).toBeNull();
    expect((await only(har([entry({})], "Charles Proxy"), { browser: "firefox" })).browser).toBe("firefox");
  });

  it("takes a preflight that it does not have for allowed where the request itself was answered", async () => {
    const { code, diagnosis } = await only(har([entry({ method: "PUT", sent: { "X-A": "1" } })]));
    expect([code, diagnosis?.code]).toEqual(["MissingAllowOriginHeader", "PreflightAllowedOnly"]);
  });

  it("passes over what is of the page's own origin, and what no program of a page asked for", async () => {
    const own = entry({ url: `${PAGE}/api` });
    const image = { ...entry({}), request: { method: "GET", url: "https://cdn.example/a.png", headers: [] } };
    const socket = entry({ url: "wss://api.example.com/", sent: { "Sec-Fetch-Mode": "websocket" } });
    const opened = entry({ sent: { "Sec-Fetch-Mode": "navigate" } });
    const { entries, summary } = await explainText(har([own, image, socket, opened]));
    expect(entries).toEqual([]);
    expect(summary[0]).toContain("No page's program asked another origin");
  });

  it("asks who the page was where nothing says it", async () => {
    const failed = {
      _resourceType: "fetch",
      request: { method: "GET", url: API, headers: [] },
      response: { status: 0, headers: [], _error: "net::ERR_FAILED" },
    };
    const text = har([failed], "WebInspector");
    expect((await only(text)).notes.join(" ")).toContain("Say it with --from");
    expect((await only(text, { from: PAGE })).origin).toBe(PAGE);
  });

  it("hands each of several equal requests its own preflight", async () => {
    const ask = (status: number): object =>
      entry({
        method: "OPTIONS",
        status,
        sent: { "Access-Control-Request-Method": "PUT" },
        headers: { "Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Methods": "PUT" },
      });
    const put = (status: number): object =>
      entry({ method: "PUT", status, headers: { "Access-Control-Allow-Origin": PAGE } });
    const { entries } = await explainText(har([ask(204), put(200), ask(500), put(0)]));
    expect(entries.map(({ code }) => code)).toEqual(["PreflightInvalidStatus"]);
  });

  it("finds a cookie that is not kept beside an answer that came through", async () => {
    const headers = {
      "Access-Control-Allow-Origin": PAGE,
      "Access-Control-Allow-Credentials": "true",
      "Set-Cookie": "sid=s3cret; SameSite=None",
    };
    const { code, diagnosis } = await only(har([entry({ headers, sent: { Cookie: "a=s3cret" } })]));
    expect([code, diagnosis?.code]).toEqual([null, "CookieNotStored"]);
    expect(JSON.stringify(diagnosis)).not.toContain("s3cret");
  });
});

describe("a large HAR file", () => {
  it("is read in pieces: what is kept does not grow with bodies, and of other files nothing is kept", async () => {
    const body = "x".repeat(200_000);
    const asset = {
      ...entry({ more: {} }),
      request: { method: "GET", url: "https://cdn.example/a.js", headers: [] },
      _resourceType: "script",
    };
    const piece = Buffer.from(
      `${JSON.stringify({ ...asset, response: { status: 200, headers: [], content: { text: body } } })},`,
    );
    const count = 200;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"log":{"creator":{"name":"Firefox"},"entries":[');
      for (let at = 0; at < count; at += 1) yield piece;
      yield Buffer.from(`${JSON.stringify(entry({}))}]}}`);
    }
    const input = await readInput({ name: "a file", bytes: pieces() });
    if (input.kind !== "har") throw new Error(input.kind);
    expect(input.summary).toMatchObject({ entries: count + 1, fault: undefined });
    expect(input.entries).toHaveLength(1);
    expect(JSON.stringify(input.entries).length).toBeLessThan(1000);
  });

  it("keeps at most so many entries, and says that there are more", async () => {
    const piece = Buffer.from(`${JSON.stringify(entry({}))},`.repeat(1000));
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"log":{"entries":[');
      for (let at = 0; at < 25; at += 1) yield piece;
    }
    const input = await readInput({ name: "a file", bytes: pieces() });
    expect(input).toMatchObject({ kind: "har", limit: "entries" });
    if (input.kind === "har") expect(input.entries.length).toBe(20_000);
  });
});

describe("readInput", () => {
  it("stops reading where nothing can come of it", async () => {
    const endless = (text: string): { taken: () => number; bytes: AsyncIterable<Uint8Array> } => {
      let count = 0;
      const piece = Buffer.from(text.repeat(65_536 / text.length));
      async function* bytes(): AsyncGenerator<Uint8Array> {
        for (; ; count += 1) yield piece;
      }
      return { taken: () => count, bytes: bytes() };
    };
    for (const [text, kind, most] of [
      ["\0", "binary", 1],
      [" ", "text", 17],
      ["a", "text", 17],
      ["[", "text", 17],
      ["{", "har", 1],
    ] as const) {
      const source = endless(text);
      // oxlint-disable-next-line no-await-in-loop
      const input = await readInput({ name: "standard input", bytes: source.bytes });
      expect(input.kind).toBe(kind);
      expect(source.taken()).toBeLessThanOrEqual(most);
    }
  });

  it.each([
    ["UTF-8 with its mark", Buffer.from("\uFEFFfür", "utf8")],
    ["UTF-16, as PowerShell writes it", Buffer.from("\uFEFFfür", "utf16le")],
    ["the letters of Windows in the west", Buffer.from([0x66, 0xfc, 0x72])],
  ])("reads %s", async (_name, bytes) => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    expect(await readInput({ name: "a file", bytes: pieces() })).toEqual({ kind: "text", text: "für", isCut: false });
  });

  it("reads a HAR file in UTF-16 too", async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`\uFEFF${har([entry({})])}`, "utf16le");
    }
    expect(await readInput({ name: "a file", bytes: pieces() })).toMatchObject({
      kind: "har",
      summary: { isHar: true, entries: 1 },
    });
  });
});
