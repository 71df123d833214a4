import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startServer, type Behaviour } from "../lab/lab-server.ts";
import { allows, always } from "../lab/lab-case.ts";
import { COMMAND, ROOT } from "../support/process.ts";
import { shellQuoted } from "../../src/cli/shell-words.ts";
import { CHECK_CASES, type CheckCase } from "./check-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "crossorigin-check-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** How the command ended. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end. */
function run(args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Ended> {
  const { NO_COLOR: _none, FORCE_COLOR: _forced, ...rest } = process.env;
  const env = { ...rest, ...options.env };
  const child = spawn(process.execPath, [COMMAND, "check", ...args], { cwd: folder, env });
  const parts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (parts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (parts.stderr += text));
  child.stdin.on("error", () => {}).end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...parts }));
  });
}

/** A port of five digits where nobody listens, so that lines have the same length on every machine. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

/** Runs something against a server of the lab. */
async function withServer<Result>(behave: Behaviour, use: (port: number) => Promise<Result>): Promise<Result> {
  const server = await startServer(behave);
  try {
    return await use(server.port);
  } finally {
    await server.close();
  }
}

/** A case as a page to read: the command, how it ended, and what it said at both widths. */
async function transcript({ title, args, behave = always(200), input }: CheckCase): Promise<string> {
  const closed = await closedPort();
  return withServer(behave, async (port) => {
    const filled = (text: string): string =>
      text.replaceAll("{port}", String(port)).replaceAll("{closed}", String(closed));
    // Ports differ from run to run, the date of an answer too, and so does where this lies.
    const masked = (text: string): string =>
      text
        .replaceAll(String(port), "54321")
        .replaceAll(String(closed), "54320")
        .replaceAll(ROOT, "/project/")
        .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, "Sun, 29 Nov 2026 12:00:00 GMT");
    const call = ["crossorigin", "check", ...args].map(shellQuoted).join(" ");
    const sections: string[] = [];
    for (const width of ["80", "120"]) {
      if (width === "120" && args.includes("--json")) continue;
      const options = { env: { COLUMNS: width }, ...(input === undefined ? {} : { input: filled(input) }) };
      // oxlint-disable-next-line no-await-in-loop
      const { code, stdout, stderr } = await run(args.map(filled), options);
      const said = [stdout, stderr].filter((text) => text !== "").join("\n");
      sections.push(`## ${width} columns: exit code ${code}\n\n\`\`\`\`\n${masked(said).trimEnd()}\n\`\`\`\`\n`);
    }
    const given = input === undefined ? [] : ["Standard input:\n", `\`\`\`\n${input}\`\`\`\n`];
    const head = [
      `# ${title}\n`,
      `\`\`\`sh\n${call.replaceAll("{port}", "54321").replaceAll("{closed}", "54320")}\n\`\`\`\n`,
    ];
    return [...head, ...given, ...sections].join("\n");
  });
}

describe("crossorigin check, as people see it", () => {
  it.each(CHECK_CASES.map((row) => [row.name, row] as const))("%s", async (name, row) => {
    await expect(await transcript(row)).toMatchFileSnapshot(`snapshots/check-${name}.md`);
  });

  it("says how it is used", async () => {
    const { code, stdout } = await run(["--help"], { env: { COLUMNS: "120" } });
    expect(code).toBe(0);
    await expect(`# crossorigin check --help\n\n\`\`\`\`\n${stdout}\`\`\`\`\n`).toMatchFileSnapshot(
      "snapshots/check-help.md",
    );
  });
});

const FROM = ["--from", "http://localhost:3000"];

describe("crossorigin check that cannot begin", () => {
  it.each([
    [[], "Say what is asked: a URL, or --file"],
    [["http://localhost:8080/"], "Say which page asks: --from"],
    [["localhost:8080", ...FROM], "Did you mean http://localhost:8080?"],
    [["http://localhost:8080", "--from", "localhost:3000"], "Did you mean http://localhost:3000?"],
    [["http://localhost:8080", ...FROM, "-X", "TRACE"], "No page can send TRACE"],
    [["http://localhost:8080", ...FROM, "-H", "nonsense"], "is no header: write 'name: value'"],
    [["http://localhost:8080", ...FROM, "--credentials", "yes"], "Allowed choices are include, same-origin, omit."],
    [["http://localhost:8080", ...FROM, "--profile", "opera"], "Allowed are standard, chromium, firefox, webkit"],
    [
      ["http://localhost:8080", ...FROM, "--stack", "tomcat"],
      'There is no stack "tomcat"; there are crossorigin, express',
    ],
    [["http://localhost:8080", ...FROM, "--resolve", "a:b"], "has to be host:port:address"],
    [["http://localhost:8080", ...FROM, "--timeout", "soon"], "Write a number of seconds above 0"],
    [["http://localhost:8080", ...FROM, "--timeout", "9999999"], "Write at most 86400 seconds."],
    [["http://localhost:8080", ...FROM, "--repeat", "0"], "Write a whole number from 1 to 100."],
    [["http://localhost:8080", ...FROM, "--jsn"], "Did you mean --json?"],
    [["http://localhost:8080", ...FROM, "--file", "x"], "Either URLs or --file"],
    [["http://localhost:8080", ...FROM, "--cookie", "nonsense"], "it has no name and value"],
  ])("ends with 2 on %j and says what is meant", async (args, words) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toContain(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it.each([
    [["--file", "missing.txt"], "missing.txt cannot be read: there is no such file."],
    [["http://localhost:8080", ...FROM, "-d", "@missing.json"], "missing.json cannot be read"],
    [["http://localhost:8080", ...FROM, "--cacert", "missing.pem"], "missing.pem cannot be read"],
  ])("ends with 3 on %j", async (args, words) => {
    expect(await run(args)).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining(words) });
  });

  it("says which variable names no proxy", async () => {
    const env = { HTTP_PROXY: "socks5://me:hunter2@127.0.0.1:1080" };
    const { code, stderr } = await run(["http://api.example.com/", ...FROM], { env });
    expect(stderr).toContain("HTTP_PROXY is");
    expect(stderr).not.toContain("hunter2");
    expect(code).toBe(2);
  });
});

describe("crossorigin check", () => {
  it("sends a POST once, though three browsers ask, and each GET of its own", async () => {
    const methods: string[] = [];
    const behave: Behaviour = (request) => {
      methods.push(request.method);
      return allows()(request);
    };
    await withServer(behave, async (port) => {
      const url = `http://api.example.com:${port}/`;
      const common = ["--from", "http://app.example.com", "--resolve", "*:*:127.0.0.1", "--no-probe"];
      expect((await run([url, ...common, "-d", "a=b"])).code).toBe(0);
      expect((await run([url, ...common])).code).toBe(0);
    });
    expect(methods).toEqual(["POST", "GET", "GET", "GET"]);
  });

  it("reads a body from a file, and says so to curl", async () => {
    const path = join(folder, "order.json");
    writeFileSync(path, '{"name":"Trícia"}\n');
    const bodies: (string | undefined)[] = [];
    const behave: Behaviour = (request) => {
      bodies.push(request.headers["content-length"]);
      return allows()(request);
    };
    const { stdout } = await withServer(behave, (port) =>
      run([`http://127.0.0.1:${port}/`, "--from", "http://app.example.com", "-d", "@order.json", "--no-probe"]),
    );
    expect(bodies).toEqual(["19"]);
    expect(stdout).toContain("--data-binary @order.json");
  });

  it("writes what a CI server reads, and the worst exit code", async () => {
    const path = join(folder, "cors.xml");
    const input = [
      "http://127.0.0.1:{port}/a --expect allowed",
      "http://127.0.0.1:{port}/<b>&c --from http://stranger.example --expect allowed",
      "http://127.0.0.1:{closed}/",
    ].join("\n");
    const closed = await closedPort();
    const { code } = await withServer(allows(), (port) =>
      run(["--file", "-", "--from", "http://app.example.com", "--junit", path, "--json"], {
        input: input.replaceAll("{port}", String(port)).replaceAll("{closed}", String(closed)),
      }),
    );
    expect(code).toBe(3);
    const xml = readFileSync(path, "utf8");
    expect(xml).toContain('tests="3" failures="1" errors="1"');
    expect(xml).toMatch(
      /name="line 1: GET http:\/\/127\.0\.0\.1:\d+\/a from http:\/\/app\.example\.com" time="[\d.]+"\/>/,
    );
    expect(xml).toContain("/%3Cb%3E&amp;c from http://stranger.example");
    expect(xml).toContain('<failure type="MissingAllowOriginHeader" message="');
    expect(xml).toContain('<error type="ConnectionRefused" message="');
  });

  it("prints a list for several requests, one document each, and nothing else", async () => {
    const { stdout, stderr } = await withServer(allows(), (port) =>
      run([`http://127.0.0.1:${port}/a`, `http://127.0.0.1:${port}/b`, "--from", "http://app.example.com", "--json"]),
    );
    expect(JSON.parse(stdout)).toMatchObject([{ verdict: "allowed" }, { verdict: "allowed" }]);
    expect(stderr).toBe("");
  });

  it("names headers that no page can set, in its JSON too, whatever they are called", async () => {
    const headers = ["Host: x", "constructor: 1", "__proto__: 1"].flatMap((line) => ["-H", line]);
    const { stdout } = await withServer(allows({ headers: "constructor, __proto__" }), (port) =>
      run([`http://127.0.0.1:${port}/`, "--from", "http://app.example.com", "--no-probe", "--json", ...headers]),
    );
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "allowed",
      notes: [expect.stringContaining("A page cannot set Host: it is dropped in silence.")],
    });
  });

  it("hides secrets in what it prints, JSON too, unless they are asked for", async () => {
    const behave = allows({
      headers: "authorization, x-api-key",
      credentials: true,
      lines: [["Set-Cookie", "sid=s3cret-1"]],
    });
    await withServer(behave, async (port) => {
      const args = [`http://127.0.0.1:${port}/`, "--from", "http://app.example.com", "--credentials", "include"];
      const secrets = [
        "-H",
        "Authorization: Bearer s3cret-2",
        "-H",
        "X-Api-Key: s3cret-3",
        "--cookie",
        "c=s3cret-4; SameSite=None; Secure",
      ];
      for (const how of [[], ["--json"], ["--verbose"]]) {
        // oxlint-disable-next-line no-await-in-loop
        const { stdout } = await run([...args, ...secrets, ...how, "--profile", "firefox"]);
        expect(stdout).toMatch(/allowed/i);
        expect(stdout).not.toContain("s3cret");
      }
      const shown = await run([...args, ...secrets, "--profile", "firefox", "--show-secrets"]);
      expect(shown.stdout).toContain("Authorization: Bearer s3cret-2");
    });
  });

  it("hides what stands in URLs too: of the request, of a redirect, and in the browsers' own words", async () => {
    const path = join(folder, "secrets.xml");
    const behave: Behaviour = () => ({
      status: 302,
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Location", "http://me:s3cret-1@127.0.0.1/login?access_token=s3cret-2&page=2"],
      ],
    });
    await withServer(behave, async (port) => {
      const args = [`http://127.0.0.1:${port}/a?api_key=s3cret-3&size=4`, "--from", "http://app.example.com"];
      for (const how of [[], ["--json"], ["--verbose"]]) {
        // oxlint-disable-next-line no-await-in-loop
        const { stdout, code } = await run([...args, ...how, "--junit", path]);
        expect(code).toBe(1);
        expect(stdout).toContain("RedirectContainsCredentials");
        expect(stdout).toContain("size=4");
        expect(stdout + readFileSync(path, "utf8")).not.toContain("s3cret");
      }
      expect((await run([...args, "--show-secrets"])).stdout).toContain("s3cret-3");
    });
  });

  it("keeps control characters out of its JSON", async () => {
    const { stdout } = await withServer(always(200, ["Server", "\u009b31m"]), (port) =>
      run([`http://127.0.0.1:${port}/`, "--from", "http://app.example.com", "--json"]),
    );
    expect(stdout).not.toMatch(/[\u007f-\u009f]/);
    expect(JSON.stringify(JSON.parse(stdout))).toContain("\u009b31m");
  });

  it("has colours where they are forced, and none with NO_COLOR", async () => {
    await withServer(allows(), async (port) => {
      const args = [`http://127.0.0.1:${port}/`, "--from", "http://app.example.com"];
      expect((await run(args, { env: { FORCE_COLOR: "1" } })).stdout).toContain("\u001b[");
      expect((await run(args, { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout).not.toContain("\u001b[");
      expect((await run(args)).stdout).not.toContain("\u001b[");
    });
  });

  it("goes through the proxy that the environment names, and past it to what NO_PROXY and --resolve name", async () => {
    const asked: string[] = [];
    await withServer(allows(), async (port) => {
      // Whatever is asked for, it sends to the one server there is.
      const proxy = createHttpServer((request, response) => {
        asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"]}`);
        response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
      }).on("connect", (request, socket) => {
        asked.push(`CONNECT ${request.url}`);
        const there = connect(port, "127.0.0.1", () => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
        there.on("error", () => socket.destroy());
        socket.on("close", () => there.destroy());
      });
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      const { port: at } = proxy.address() as AddressInfo;
      const env = {
        HTTP_PROXY: `http://me:pw@127.0.0.1:${at}`,
        HTTPS_PROXY: `127.0.0.1:${at}`,
        NO_PROXY: "direct.example.com",
      };
      const common = ["--from", "http://app.example.com", "--profile", "standard", "--no-probe"];
      expect((await run(["http://api.example.com/a", ...common], { env })).code).toBe(0);
      const tunnel = await run(["https://api.example.com/b", ...common], { env });
      expect(tunnel.code).toBe(3);
      expect(tunnel.stdout.replaceAll(/\s+/g, " ")).toContain(
        `The proxy 127.0.0.1:${at} opens no tunnel to api.example.com:443`,
      );
      const direct = ["--resolve", `direct.example.com:${port}:127.0.0.1`];
      expect((await run([`http://direct.example.com:${port}/`, ...common, ...direct], { env })).code).toBe(0);
      expect((await run([`http://127.0.0.1:${port}/`, ...common], { env })).code).toBe(0);
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    });
    expect(asked).toEqual([`GET http://api.example.com/a Basic ${btoa("me:pw")}`, "CONNECT api.example.com:443"]);
  });

  it("prints a line for curl that a shell hands on word for word", async () => {
    await withServer(allows({ headers: "x-it, content-type" }), async (port) => {
      const url = `http://api.example.com:${port}/a?b=[1]&c='d'`;
      const body = ["-H", "X-It: it's $HOME", "-H", "Content-Type: text/x", "-d", "`id`\n\t\u{202e}it's $(id)"];
      const flags = ["--resolve", "*:*:127.0.0.1", "-X", "PUT", "--profile", "standard", "--no-probe"];
      const { stdout } = await run([url, "--from", "http://app.example.com", ...flags, ...body]);
      const line = stdout.slice(stdout.indexOf("  curl "));
      const words = await new Promise<string[]>((resolve, reject) => {
        const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
        execFile("bash", ["-c", script], (error, output) =>
          error === null ? resolve(output.split("\0")) : reject(error),
        );
      });
      expect(words.slice(0, 6)).toEqual(["-i", "-X", "PUT", "-g", "--resolve", `*:${port}:127.0.0.1`]);
      expect(words).toContain(url.replaceAll("'", "%27"));
      expect(words).toContain("X-It: it's $HOME");
      expect(words).toContain("Origin: http://app.example.com");
      expect(words.slice(-3)).toEqual(["--data-raw", "`id`\n\t\u{202e}it's $(id)", ""]);
    });
  });
});
