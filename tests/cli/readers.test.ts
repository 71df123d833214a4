import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPlayground, type Playground } from "../../src/playground/server/index.ts";
import { shellQuoted } from "../../src/cli/shell-words.ts";
import { PAGE_FOLDER } from "../page/browser.ts";
import { COMMAND, ROOT } from "../support/process.ts";

/** A problem of the article's readers, and what `check` says of it. */
interface Reader {
  readonly problem: string;
  /** What it comes to, before the answer is read. */
  readonly text: string;
  /** What stands behind `crossorigin check`: `{api}`, `{page}`, `{other}` (the API by another name) and `{closed}` are origins. */
  readonly args: readonly string[];
}

const JSON_BODY = ["-H", "Content-Type: application/json", "-d", '{"name":"Tricia","age":37}'];

const READERS: readonly Reader[] = [
  {
    problem: "The article's own PUT, and why there is an OPTIONS before it",
    text: "A PUT and JSON need permission, so the browser asks first. It remembers the answer: the second time no OPTIONS is sent, and ten seconds later there is one again.",
    args: [
      "{api}/some/url/resource/path",
      "--from",
      "{page}",
      "-X",
      "PUT",
      ...JSON_BODY,
      "--xhr",
      "--repeat",
      "3",
      "--pause",
      "6",
      "--profile",
      "chromium",
    ],
  },
  {
    problem: "“My DELETE reaches the server as OPTIONS”",
    text: "What arrives is the browser's question. This server answers it, but its list of methods has no DELETE.",
    args: ["{api}/no-delete/orders/1", "--from", "{page}", "-X", "DELETE", "--xhr", "--stack", "crossorigin"],
  },
  {
    problem: "“The preflight gets a 404”",
    text: "The header is there, on every answer; but nobody made a route for OPTIONS, and only a status from 200 to 299 is a yes.",
    args: ["{api}/no-options/not-found/orders/1", "--from", "{page}", "-X", "DELETE", "--xhr", "--stack", "express"],
  },
  {
    problem: "“I answer the OPTIONS with 200, and still the DELETE does not come”",
    text: "The handler runs for the OPTIONS as if it were a request like any other, and allows nothing but the origin.",
    args: ["{api}/no-options/runs-handler/orders/1", "--from", "{page}", "-X", "DELETE", "--xhr", "--stack", "nginx"],
  },
  {
    problem: "“Authorization breaks everything”",
    text: "A request with Authorization needs a preflight, and the answer has to name that header.",
    args: [
      "{api}/guarded/forgets-authorization/path",
      "--from",
      "{page}",
      "-X",
      "PUT",
      "-H",
      "Authorization: Basic bWU6cHc=",
      ...JSON_BODY,
      "--xhr",
      "--stack",
      "crossorigin",
    ],
  },
  {
    problem: "“My cookies are not sent”: one site",
    text: "Another port is another origin, and the same site. With credentials the browser sends even a cookie that is SameSite=Lax, and the answer names the page's origin.",
    args: ["{api}/session", "--from", "{page}", "--credentials", "include", "--cookie", "playground=1; SameSite=Lax"],
  },
  {
    problem: "“My cookies are not sent”: two sites",
    text: "localhost and 127.0.0.1 are one machine and two sites. CORS is fine here, as the readable 401 shows; the cookie stays behind all the same.",
    args: ["{other}/session", "--from", "{page}", "--credentials", "include", "--cookie", "playground=1; SameSite=Lax"],
  },
  {
    problem: "“It is the same host. Is this even cross-origin?”",
    text: "It is: an origin is scheme, host and port. The request carries an Origin, and the answer has to allow it.",
    args: ["{api}/same/host", "--from", "{page}", "--profile", "chromium"],
  },
  {
    problem: "“It fails at once”: no server, or no permission?",
    text: "Nobody listens at this port. The page gets the same TypeError as from a refusal; the exit code here is 3 and not 1.",
    args: ["{closed}/orders/1", "--from", "{page}", "-X", "PUT", "--xhr"],
  },
  {
    problem: "“It works with curl, but not from my page”, which was opened from a file",
    text: "A file has no origin that a server could name.",
    args: ["{api}/session", "--from", "file:///home/me/index.html", "--credentials", "include"],
  },
];

const INTRODUCTION = `# What its readers asked

The article that this project began with had a decade of readers whose requests failed. Here are their problems, made again on the
[playground](../../README.md#quick-start) and put through [\`crossorigin check\`](check.md). Every answer below is what the command printed; a test
holds them to that.

\`http://localhost:8081\` is the page, \`http://localhost:8080\` the API; \`crossorigin play\` starts both.
`;

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground({ pageFolder: PAGE_FOLDER, apiPort: 0, port: 0 });
});

afterAll(() => playground.close());

it("docs/guide/readers.md is what the command says of the readers' problems", async () => {
  const closed = await closedPort();
  const { apiOrigin, pageOrigin, apiPort, port } = playground;
  const filled = (text: string): string =>
    text
      .replaceAll("{api}", apiOrigin)
      .replaceAll("{page}", pageOrigin)
      .replaceAll("{other}", `http://127.0.0.1:${apiPort}`)
      .replaceAll("{closed}", `http://localhost:${closed}`);
  const masked = (text: string): string =>
    text
      .replaceAll(`:${apiPort}`, ":8080")
      .replaceAll(`:${port}`, ":8081")
      .replaceAll(`:${closed}`, ":8089")
      .replaceAll(ROOT, "node_modules/crossorigin/");
  const sections: string[] = [];
  for (const { problem, text, args } of READERS) {
    const words = args.map(filled);
    // oxlint-disable-next-line no-await-in-loop
    const { code, stdout } = await run(words);
    const call = masked(["crossorigin", "check", ...words].map(shellQuoted).join(" "));
    sections.push(
      `## ${problem}\n\n${text}\n\n\`\`\`sh\n${call}\n\`\`\`\n\n\`\`\`\`\n${masked(stdout)}\`\`\`\`\n\nExit code ${code}.\n`,
    );
  }
  await expect([INTRODUCTION, ...sections].join("\n")).toMatchFileSnapshot("../../docs/guide/readers.md");
});

function run(args: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const { NO_COLOR: _none, FORCE_COLOR: _forced, ...rest } = process.env;
  const child = spawn(process.execPath, [COMMAND, "check", ...args], { env: { ...rest, COLUMNS: "90" } });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout }));
  });
}

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
