import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { shellQuoted } from "../../src/cli/shell-words.ts";
import { COMMAND, ROOT } from "../support/process.ts";
import { EXPLAIN_CASES, type ExplainCase } from "./explain-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "crossorigin-explain-"));
const HAR = fileURLToPath(new URL("har", import.meta.url));

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end. */
function run(args: readonly string[], input: string | (() => Iterable<Buffer>) = "", width = "80"): Promise<Ended> {
  const { NO_COLOR: _none, FORCE_COLOR: _forced, ...rest } = process.env;
  const env = { ...rest, COLUMNS: width };
  const child = spawn(process.execPath, [COMMAND, "explain", ...args], { cwd: folder, env });
  const parts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (parts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (parts.stderr += text));
  // It may end before all is written.
  child.stdin.on("error", () => {});
  if (typeof input === "string") child.stdin.end(input);
  else feed(child.stdin, input());
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...parts }));
  });
}

/** Writes as fast as it is read. */
function feed(stream: NodeJS.WritableStream & { readonly destroyed?: boolean }, pieces: Iterable<Buffer>): void {
  const iterator = pieces[Symbol.iterator]();
  const next = (): void => {
    const { value, done } = iterator.next() as IteratorResult<Buffer, undefined>;
    if (done === true || value === undefined) stream.end();
    else if (stream.destroyed !== true) stream.write(value, (error) => (error ? undefined : next()));
  };
  next();
}

async function transcript({ title, args, input }: ExplainCase): Promise<string> {
  const sections: string[] = [];
  for (const width of ["80", "120"]) {
    if (width === "120" && args.includes("--json")) continue;
    // oxlint-disable-next-line no-await-in-loop
    const { code, stdout, stderr } = await run(
      args.map((arg) => arg.replace("{har}", HAR)),
      input,
      width,
    );
    const said = [stdout, stderr].filter((text) => text !== "").join("\n");
    const masked = said.replaceAll(`${HAR}/`, "").replaceAll(ROOT, "/project/");
    sections.push(`## ${width} columns: exit code ${code}\n\n\`\`\`\`\n${masked.trimEnd()}\n\`\`\`\`\n`);
  }
  const call = ["crossorigin", "explain", ...args.map((arg) => arg.replace("{har}/", ""))].map(shellQuoted).join(" ");
  // Written out, so that the page can be read in a terminal.
  const shown = (input ?? "").replace(/[^\P{C}\n]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
  const given = input === undefined ? [] : ["Standard input:\n", `\`\`\`\n${shown.trimEnd()}\n\`\`\`\n`];
  return [`# ${title}\n`, `\`\`\`sh\n${call}\n\`\`\`\n`, ...given, ...sections].join("\n");
}

describe("crossorigin explain, as people see it", () => {
  it.each(EXPLAIN_CASES.map((row) => [row.name, row] as const))("%s", async (name, row) => {
    const page = await transcript(row);
    expect(page.replace(/Standard input:[^]*?## 80/, "")).not.toContain("s3cret");
    // oxlint-disable-next-line no-control-regex
    expect(page).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    await expect(page).toMatchFileSnapshot(`snapshots/explain-${name}.md`);
  });

  it("says how it is used", async () => {
    const { code, stdout } = await run(["--help"], "", "120");
    expect(code).toBe(0);
    await expect(`# crossorigin explain --help\n\n\`\`\`\`\n${stdout}\`\`\`\`\n`).toMatchFileSnapshot(
      "snapshots/explain-help.md",
    );
  });
});

const LINE =
  "Access to fetch at 'https://user:s3cret@api.example.com/?api_key=s3cret' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

describe("crossorigin explain --json", () => {
  it("prints a list of the same ten members for each failure, and nothing else", async () => {
    const { code, stdout, stderr } = await run(["--json"], LINE);
    expect([code, stderr]).toEqual([0, ""]);
    const list = JSON.parse(stdout) as object[];
    expect(list.map((one) => Object.keys(one))).toEqual([
      ["browser", "code", "alternatives", "phase", "parameter", "origin", "url", "certain", "diagnosis", "check"],
    ]);
    expect(list[0]).toMatchObject({
      browser: "chromium",
      code: "MissingAllowOriginHeader",
      alternatives: [],
      origin: "https://app.example.com",
      certain: true,
    });
    expect(stdout).not.toContain("s3cret");
    expect(stdout).toContain("api_key=<redacted>");
  });

  it("says null where there is no verdict, and prints an empty list for a HAR file without a failure", async () => {
    const [entry] = JSON.parse((await run(["--json"], "TypeError: Failed to fetch")).stdout) as object[];
    expect(entry).toMatchObject({ code: null, certain: false, diagnosis: null, check: null });
    const har = '{"log":{"creator":{"name":"Firefox"},"entries":[]}}';
    expect(await run(["--json"], har)).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });

  it("shows secrets when it is asked to", async () => {
    const { stdout } = await run(
      ["--json", "--show-secrets"],
      "curl https://api.example.com/ -H 'Authorization: Bearer s3cret'",
    );
    expect(stdout).toContain("Bearer s3cret");
  });
});

describe("crossorigin explain that is given something else", () => {
  it.each([
    ["nothing", "", 2, "Standard input is empty."],
    ["a command that does not end", "curl 'https://api.example.com/", 2, "does not end. It begins at character 6."],
    ["a call that does not end", 'fetch("https://api.example.com/", {', 2, "This call of fetch does not end."],
    ["PowerShell", 'Invoke-WebRequest -UseBasicParsing -Uri "https://api.example.com/"', 2, "Copy it as cURL (bash)"],
    ["bytes", "\u0000\u0001", 2, "it holds NUL bytes"],
  ])("%s: says so", async (_name, input, code, words) => {
    const ended = await run([], input);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
    expect(ended.stdout).toBe("");
  });

  it.each([
    [["--from", "app.example.com", "x"], 2, "Did you mean https://app.example.com?"],
    [["--stack", "tomcat", "x"], 2, 'There is no stack "tomcat"'],
    [["--browser", "opera", "x"], 2, "Allowed choices are chromium, firefox, webkit."],
    [["."], 3, "it is a folder"],
    [["./nowhere"], 3, "there is no such file"],
  ])("%j: exits with %i", async (args, code, words) => {
    const ended = await run(args);
    expect([ended.code, ended.stderr.includes(words)], ended.stderr).toEqual([code, true]);
  });

  it.each(["", " \n"])("ends with 2 on %j, as a clipboard with nothing in it", async (text) => {
    const { code, stderr } = await run([text]);
    expect(stderr).toContain("The text is empty.\nIt understands");
    expect(code).toBe(2);
  });

  it("takes a message as an argument, and a file before a code of the same name", async () => {
    expect((await run([LINE])).stdout).toContain("MissingAllowOriginHeader");
    writeFileSync(join(folder, "MissingAllowOriginHeader"), "curl https://api.example.com/");
    expect((await run(["MissingAllowOriginHeader"])).stdout).toContain("A curl command");
  });

  it.each([
    ["zeros", "\0"],
    ["blanks", " "],
    ["one line", "a"],
    ["brackets", "["],
    ["braces", "{"],
  ])("a gigabyte of %s: reads no more of it than its limit", async (_name, character) => {
    const piece = Buffer.alloc(65_536, character);
    let written = 0;
    function* gigabyte(): Generator<Buffer> {
      for (; written < 1_073_741_824; written += piece.length) yield piece;
    }
    const { code, stderr } = await run([], gigabyte);
    expect(code, stderr).toBe(2);
    // What a pipe holds is written, too.
    expect(written).toBeLessThan(4_000_000);
  });
});
