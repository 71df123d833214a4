import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { chromium, type Browser, type CDPSession, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.mjs";
import { main } from "../../src/cli/main.ts";
import { OTHER_CASES } from "../lab/cases-beyond-cors.ts";
import { ANSWER_CASES } from "../lab/cases-of-answers.ts";
import { PREFLIGHT_CASES } from "../lab/cases-of-preflights.ts";
import { checkArguments } from "../lab/check-arguments.ts";
import type { LabCase } from "../lab/lab-case.ts";
import { startServer } from "../lab/lab-server.ts";
import { selfSignedCertificate } from "../matrix/certificate.ts";

const CASES = [...PREFLIGHT_CASES, ...ANSWER_CASES, ...OTHER_CASES];
const ROWS = CASES.flatMap((row) => [
  [row.failure, row.name, row, false] as const,
  [row.failure, `${row.name}: the sound twin`, row, true] as const,
]);

/** Where the two cannot be compared, or differ on purpose. */
const KNOWN: Readonly<Record<string, string>> = {
  "a URL without http before it": "the command refuses it, and says how to write it",
  "a page of an application": "no page of Chromium has the scheme capacitor:",
  "a page of an application: the sound twin": "no page of Chromium has the scheme capacitor:",
  "a server that never answers": "Chromium waits for minutes",
};

/** What Chromium calls what has no name of CORS. */
const NETWORK_NAMES: Readonly<Record<string, readonly string[]>> = {
  BlockedPort: ["net::ERR_UNSAFE_PORT"],
  ConnectionRefused: ["net::ERR_CONNECTION_REFUSED"],
  ConnectionReset: ["net::ERR_EMPTY_RESPONSE", "net::ERR_CONNECTION_RESET"],
  InvalidRedirectLocation: ["net::ERR_INVALID_REDIRECT"],
  MixedContent: ["mixed-content"],
  NameNotResolved: ["net::ERR_NAME_NOT_RESOLVED"],
  RedirectNotAllowed: ["net::ERR_FAILED"],
  ResourcePolicyNotSameOrigin: ["corp-not-same-origin"],
  ResourcePolicyNotSameSite: ["corp-not-same-site"],
  TlsFailed: ["net::ERR_SSL_PROTOCOL_ERROR"],
  TooManyRedirects: ["net::ERR_TOO_MANY_REDIRECTS"],
  UnsafeRedirect: ["net::ERR_UNSAFE_REDIRECT"],
};

/** What became of a request. */
interface Outcome {
  readonly verdict: string;
  readonly codes: readonly string[];
}

let browser: Browser;
const servers: Server[] = [];
const pages = new Map<string, { readonly page: Page; readonly session: CDPSession; readonly heard: string[] }>();

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("Chromium is missing: npm test installs it or says how.");
  const answer: RequestListener = ({ url }, response) => {
    // A page without an origin of its own.
    const sandbox = url === "/sandboxed" ? { "Content-Security-Policy": "sandbox allow-scripts" } : {};
    response.writeHead(200, { "Content-Type": "text/html", ...sandbox }).end("<!doctype html><title>page</title>");
  };
  const plain = await listen(createServer(answer));
  const secure = await listen(createSecureServer(selfSignedCertificate(), answer));
  const rules = [
    ...["app.example.com", "app.example.net", "www.app.example.com"].flatMap((host) => [
      `MAP ${host}:80 127.0.0.1:${plain}`,
      `MAP ${host}:443 127.0.0.1:${secure}`,
    ]),
    ...["localhost:3000", "127.0.0.1:3000"].map((host) => `MAP ${host} 127.0.0.1:${plain}`),
    "MAP *.example.com 127.0.0.1",
    "MAP *.example.net 127.0.0.1",
  ];
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=${rules.join(", ")}`, "--ignore-certificate-errors"];
  browser = await chromium.launch({ executablePath, args });
  vi.spyOn(console, "log").mockImplementation(() => {});
});

afterAll(async () => {
  vi.restoreAllMocks();
  await browser.close();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A page on an origin, whose failures are listened to. */
async function pageOn(origin: string): Promise<{ readonly page: Page; readonly heard: string[] }> {
  const known = pages.get(origin);
  if (known !== undefined) return known;
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const heard: string[] = [];
  session.on("Audits.issueAdded", ({ issue }) => {
    const cors = issue.details.corsIssueDetails;
    if (cors !== undefined && !cors.isWarning) heard.push(cors.corsErrorStatus.corsError);
  });
  session.on("Network.loadingFailed", ({ type, errorText, corsErrorStatus, blockedReason }) => {
    if (corsErrorStatus === undefined && type !== "Preflight") heard.push(blockedReason ?? errorText);
  });
  await session.send("Network.enable");
  await session.send("Audits.enable");
  await page.goto(origin === "null" ? "http://app.example.com/sandboxed" : `${origin}/`);
  const opened = { page, session, heard };
  pages.set(origin, opened);
  return opened;
}

/** What a real page makes of it. */
async function inChromium(row: LabCase, port: number, isSound: boolean): Promise<Outcome> {
  const { page, heard } = await pageOn(isSound ? (row.soundPage ?? row.page) : row.page);
  const url = (isSound ? (row.soundUrl ?? row.url) : row.url).replace("{port}", String(port));
  const init = isSound ? (row.soundInit ?? row.init) : row.init;
  heard.length = 0;
  const type = await page.evaluate(
    ([address, options]) =>
      fetch(address, options as RequestInit).then(
        (response) => response.type,
        () => undefined,
      ),
    [url, { ...init, headers: init.headers as Record<string, string> | undefined }] as const,
  );
  if (type !== undefined) return { verdict: type.startsWith("opaque") ? "opaque" : "allowed", codes: [] };
  await vi.waitFor(() => expect(heard).not.toEqual([]), { timeout: 2000, interval: 20 });
  await wait(30);
  return { verdict: "blocked", codes: [...heard] };
}

/** What the command says that Chromium does. */
async function inCommand(row: LabCase, port: number, isSound: boolean): Promise<{ verdict: string; code?: string }> {
  const printed = vi.mocked(console.log);
  printed.mockClear();
  await main([...checkArguments(row, port, isSound), "--profile", "chromium", "--no-probe", "--json"]);
  return JSON.parse(String(printed.mock.calls[0]?.[0])) as { verdict: string; code?: string };
}

describe("crossorigin check and Chromium", () => {
  it.each(ROWS)("%s, %s: agree", async (_failure, name, row, isSound) => {
    if (name in KNOWN) return;
    const server = await startServer(isSound ? row.sound : row.broken);
    try {
      const real = await inChromium(row, server.port, isSound);
      const { verdict, code } = await inCommand(row, server.port, isSound);
      expect(verdict === "network-error" ? "blocked" : verdict, `${code} ${real.codes.join()}`).toBe(real.verdict);
      if (code === undefined) return expect(real.codes).toEqual([]);
      const names = NETWORK_NAMES[code] ?? [code];
      expect(real.codes).toContainEqual(expect.toSatisfy((one: string) => names.includes(one)));
    } finally {
      await server.close();
    }
  });

  it("differ only where that is known, of cases that there are", () => {
    const names = ROWS.map(([, name]) => name);
    expect(Object.keys(KNOWN).filter((name) => !names.includes(name))).toEqual([]);
  });
});
