import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { runServer } from "./run-server.ts";
import { startUpstream } from "./upstream.ts";

const PAGE = "http://app.example.com";

/** A mistake in front of a server, what a page asks, and what the command says of it. */
interface Mistake {
  readonly server: "nginx" | "apache";
  readonly name: string;
  readonly snippet: string;
  /** Flags of what is asked. */
  readonly asked?: readonly string[];
  /** Whether the server behind sends headers of CORS itself. */
  readonly speaks?: boolean;
  /** Whether it is gone. */
  readonly gone?: boolean;
  readonly says: RegExp;
}

const PASS = "proxy_pass http://127.0.0.1:8080;";
const PUT = ["-X", "PUT", "-H", "Content-Type: application/json", "-d", "{}"];

const MISTAKES: readonly Mistake[] = [
  {
    server: "nginx",
    name: "adds what the server behind has sent already",
    snippet: `location / { add_header Access-Control-Allow-Origin ${PAGE} always; ${PASS} }`,
    speaks: true,
    says: /Blocked: MultipleAllowOriginValues/,
  },
  {
    server: "nginx",
    name: "loses its headers on its own 502",
    snippet: `location / { add_header Access-Control-Allow-Origin ${PAGE}; ${PASS} }`,
    gone: true,
    says: /< 502 Bad Gateway.*Blocked: MissingAllowOriginHeader/s,
  },
  {
    server: "nginx",
    name: "swallows the preflight",
    snippet: `location / { if ($request_method = OPTIONS) { return 204; } ${PASS} }`,
    asked: PUT,
    says: /Never sent.*Blocked: PreflightMissingAllowOriginHeader/s,
  },
  {
    server: "apache",
    name: "adds what the server behind has sent already",
    snippet: `Header always set Access-Control-Allow-Origin "${PAGE}"`,
    speaks: true,
    says: /Blocked: MultipleAllowOriginValues/,
  },
  {
    server: "apache",
    name: "loses its headers on its own 503",
    snippet: `Header set Access-Control-Allow-Origin "${PAGE}"`,
    gone: true,
    says: /< 503 Service Unavailable.*Blocked: MissingAllowOriginHeader/s,
  },
  {
    server: "apache",
    name: "swallows the preflight",
    snippet: "RewriteEngine On\nRewriteCond %{REQUEST_METHOD} =OPTIONS\nRewriteRule ^ - [R=204,L]",
    asked: PUT,
    says: /Never sent.*Blocked: PreflightMissingAllowOriginHeader/s,
  },
];

let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});

afterEach(() => vi.restoreAllMocks());

/** Runs the command against a server with this configuration, in front of another: how it ended, and what a person reads. */
async function check(row: Mistake, snippet: string): Promise<{ readonly code: number; readonly output: string }> {
  const { server, asked = [], speaks = false, gone = false } = row;
  const upstream = await startUpstream({ speaks });
  const front = await runServer(server, snippet, upstream.port);
  if (gone) await upstream.close();
  printed = [];
  const url = `http://api.example.com:${front.port}/orders`;
  try {
    const code = await main(["check", url, "--from", PAGE, "--resolve", "*:*:127.0.0.1", ...asked]);
    return { code, output: printed.join("\n") };
  } finally {
    await front.close();
    if (!gone) await upstream.close();
  }
}

/** The code that the command prints under the name of a server, moved in by four columns, as a person copies it. */
function printedFix(output: string, title: string): string {
  const name = output.indexOf(`\n  ${title}: let in ${PAGE}`);
  if (name === -1) throw new Error(`No code for ${title} in:\n${output}`);
  const lines = output.slice(output.indexOf("\n\n", name) + 2).split("\n");
  const end = lines.findIndex((line) => line !== "" && !line.startsWith("    "));
  return lines
    .slice(0, end)
    .map((line) => line.slice(4))
    .join("\n");
}

describe.each(MISTAKES.map((row) => [row.server, row.name, row] as const))("%s that %s", (server, _name, row) => {
  it("is blocked in crossorigin check; with what that prints it is allowed by the same check", async () => {
    const before = await check(row, row.snippet);
    expect(before.code, before.output).toBe(1);
    expect(before.output).toMatch(row.says);
    const fix = printedFix(before.output, server === "nginx" ? "nginx" : "Apache");
    const after = await check(row, fix);
    expect(after.code, after.output).toBe(0);
    expect(after.output).toContain("✓ Allowed: the page reads the answer");
    expect(after.output).not.toContain("Even so");
  });
});
