import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser, type FetchInit } from "../../src/browser/index.ts";
import { diagnose, probe, type Diagnosis, type FindingCode } from "../../src/diagnosis/index.ts";
import { network, type ClosableTransport } from "../../src/transport/index.ts";
import { runServer } from "./run-server.ts";
import { startUpstream } from "./upstream.ts";

const PAGE = "http://app.example.com";
const PUT: FetchInit = { method: "PUT", body: "{}" };

/** A mistake that people make in front of a server that works. */
interface Layer {
  readonly server: "nginx" | "apache";
  readonly name: string;
  readonly snippet: string;
  readonly init: FetchInit;
  /** Whether the server behind sends headers of CORS itself. */
  readonly speaks: boolean;
  /** Whether it is gone. */
  readonly gone: boolean;
  readonly finding: FindingCode;
}

function layer(told: Partial<Layer> & Pick<Layer, "server" | "name" | "snippet" | "finding">): Layer {
  return { init: {}, speaks: false, gone: false, ...told };
}

const PASS = "proxy_pass http://127.0.0.1:8080;";
const ADD = `add_header Access-Control-Allow-Origin ${PAGE}`;

const LAYERS: readonly Layer[] = [
  layer({
    server: "nginx",
    name: "adds what the server behind has sent already",
    snippet: `location / { ${ADD} always; ${PASS} }`,
    speaks: true,
    finding: "HeadersTwice",
  }),
  layer({
    server: "nginx",
    name: "loses its headers on its own 502, without always",
    snippet: `location / { ${ADD}; ${PASS} }`,
    gone: true,
    finding: "ErrorWithoutHeaders",
  }),
  layer({
    server: "nginx",
    name: "swallows the preflight",
    snippet: `location / { if ($request_method = OPTIONS) { return 204; } ${PASS} }`,
    init: PUT,
    finding: "PreflightMissingAllowOriginHeader",
  }),
  layer({
    server: "nginx",
    name: "sets headers by if, and forgets a method",
    snippet: `location / {
      if ($request_method = OPTIONS) { ${ADD}; add_header Access-Control-Allow-Methods "PUT"; return 204; }
      if ($request_method = GET) { ${ADD}; }
      ${PASS}
    }`,
    init: PUT,
    finding: "PreflightAllowedOnly",
  }),
  layer({
    server: "nginx",
    name: "has a location that loses what it would inherit",
    snippet: `${ADD} always; location / { add_header X-Frame-Options DENY; ${PASS} }`,
    finding: "MissingAllowOriginHeader",
  }),
  layer({
    server: "nginx",
    name: "redirects the preflight to the path with a slash",
    snippet: `location = /orders { return 301 /orders/; } location / { ${ADD} always; ${PASS} }`,
    init: PUT,
    finding: "PreflightDisallowedRedirect",
  }),
  layer({
    server: "apache",
    name: "adds what the server behind has sent already, since it has two tables",
    snippet: `Header always set Access-Control-Allow-Origin "${PAGE}"`,
    speaks: true,
    finding: "HeadersTwice",
  }),
  layer({
    server: "apache",
    name: "loses its headers on its own 503, without always",
    snippet: `Header set Access-Control-Allow-Origin "${PAGE}"`,
    gone: true,
    finding: "ErrorWithoutHeaders",
  }),
  layer({
    server: "apache",
    name: "lets only some methods through",
    snippet: `Header set Access-Control-Allow-Origin "${PAGE}"
      <Location />
        Require method GET PUT
      </Location>`,
    init: PUT,
    finding: "PreflightRejected",
  }),
];

let transport: ClosableTransport;

beforeAll(() => {
  transport = network({ resolve: () => "127.0.0.1", keepAlive: false });
});

afterAll(() => transport.close());

/** What a page gets of a server with this configuration in front of it. */
async function ask(row: Layer, snippet: string): Promise<Diagnosis | undefined> {
  const upstream = await startUpstream({ speaks: row.speaks });
  const front = await runServer(row.server, snippet, upstream.port);
  if (row.gone) await upstream.close();
  const page = new Browser({ profile: "chromium", transport }).page(PAGE);
  const exchange = await page.explain(`http://api.example.com:${front.port}/orders`, row.init);
  const observations = await probe(exchange, transport);
  await front.close();
  if (!row.gone) await upstream.close();
  return diagnose(exchange, { observations });
}

describe.each(LAYERS.map((row) => [row.server, row.name, row] as const))("%s that %s", (server, _name, row) => {
  it("is found, and known by its marks; what is printed for it mends it", async () => {
    const diagnosis = await ask(row, row.snippet);
    expect(diagnosis?.code).toBe(row.finding);
    const fix = diagnosis?.fixes.find(({ detected }) => detected === true);
    expect(fix?.stack).toBe(server);
    expect(await ask(row, fix?.snippet?.code ?? "")).toBeUndefined();
  });
});
