import { describe, expect, it } from "vitest";
import { Browser, type WireRequest, type WireResponse } from "../../src/browser/index.ts";
import { browserMessages } from "../../src/diagnosis/index.ts";
import { CHROMIUM_TEXTS } from "../../src/diagnosis/chromium-texts.ts";
import { FIREFOX_TEXTS } from "../../src/diagnosis/firefox-texts.ts";
import recorded from "../../src/diagnosis/recorded-messages.json" with { type: "json" };
import { WEBKIT_TEXTS } from "../../src/diagnosis/webkit-texts.ts";
import { explanationLines } from "../../src/cli/explain-report.ts";
import { explainText } from "../../src/cli/explain-text.ts";
import { withoutUrlSecrets } from "../../src/cli/explain-redaction.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { ROOT } from "../support/process.ts";
import { STORIES, type Story } from "./explain-stories.ts";

const TERMINAL: Terminal = { width: 80, paint: (_style, text) => text };

const PLACES: Readonly<Record<string, string>> = {
  S: "http://localhost:9101",
  X: "http://localhost:9102",
  Y: "http://127.0.0.1:9103",
};

function placed(text: string): string {
  return text.replace(/\{(\w)(H?)\}/g, (_, letter: string, host: string) =>
    host === "" ? (PLACES[letter] ?? "") : (PLACES[letter] ?? "").slice("http://".length),
  );
}

const ENGINES = ["chromium", "firefox", "webkit"] as const;
const SAID = recorded.rows
  .flatMap((row) => ENGINES.map((engine) => [row.name, engine, row[engine].map(placed).join("\n")] as const))
  .filter(([, , text]) => text !== "");

describe("what three consoles said", () => {
  it.each(SAID)("%s, by %s: is explained, alone and among other lines", async (_name, engine, text) => {
    const noise = "[HMR] connected\n";
    for (const around of [text, `${noise}app.js:12 ${text}\n    at go (app.js:3:5)\n${noise}`]) {
      // oxlint-disable-next-line no-await-in-loop
      const explanation = await explainText(around, {}, undefined);
      expect(explanation?.entries).toHaveLength(1);
      const [entry] = explanation?.entries ?? [];
      expect(entry?.browser).toBe(engine);
      // net::ERR_FAILED alone tells nothing; what to look for is said then.
      if (text.endsWith("net::ERR_FAILED") && !text.includes("\n")) {
        expect(entry?.notes.join(" ")).toContain("HAR file");
        continue;
      }
      expect(entry?.code ?? entry?.alternatives[0]).toBeDefined();
      expect(entry?.diagnosis?.fixes.length).toBeGreaterThan(0);
      if (entry?.certain === false) expect(entry.alternatives.length).toBeGreaterThan(0);
      if (entry?.url !== null) expect(entry?.check).toContain("crossorigin check ");
    }
  });
});

/** Every text that a console is known for, with something in its holes. */
const FILLED = [...CHROMIUM_TEXTS, ...FIREFOX_TEXTS, ...WEBKIT_TEXTS]
  .filter(({ role, framed }) => role === undefined && framed !== true)
  .map(({ text, prefix = "", codes }) => {
    const values: Readonly<Record<string, string>> = {
      url: "https://api.example.com/",
      address: "https://api.example.com/",
      to: "https://api.example.com/",
      origin: "https://app.example.com",
      page: "https://app.example.com/",
      status: "404",
      port: "6000",
      name: "x-a",
    };
    return [`${prefix}${text}`.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "something"), codes] as const;
  });

describe("every text that consoles are known for", () => {
  it.each(FILLED)("%s", async (text, codes) => {
    const explanation = await explainText(text, {}, undefined);
    expect(explanation, text).toBeDefined();
    const [entry] = explanation?.entries ?? [];
    const may = [entry?.code, ...(entry?.alternatives ?? [])].map((code) => code?.replace(/^Preflight/, ""));
    const plain = codes.map((code) => code.replace(/^Preflight/, ""));
    if (plain.length > 0)
      expect(
        plain.some((code) => may.includes(code)),
        String(may),
      ).toBe(true);
    expect(
      explanationLines(explanation ?? { entries: [], summary: [], remarks: [] }, { terminal: TERMINAL }).length,
    ).toBeGreaterThan(1);
  });
});

/** What the browser's console prints in a story. */
async function consoleText({ page, url, init, behave, browser }: Story): Promise<string> {
  const transport = ({ method, url: asked, headers }: WireRequest): Promise<WireResponse> => {
    const { hostname, pathname, port } = new URL(asked);
    const origin = headers.find(([name]) => name === "Origin")?.[1];
    const preflight = method === "OPTIONS" && headers.some(([name]) => name === "Access-Control-Request-Method");
    const reply = behave?.({
      method,
      path: pathname,
      host: hostname,
      port: Number(port),
      origin,
      preflight,
      headers: {},
    });
    if (reply === undefined || typeof reply === "string") {
      return Promise.reject(Object.assign(new Error("Connection refused."), { code: "ConnectionRefused" }));
    }
    return Promise.resolve({ status: reply.status, statusText: "", headers: reply.headers ?? [], body: null });
  };
  const exchange = await new Browser({ profile: browser, transport }).page(page).explain(url, init);
  const headerNames = Object.keys((init?.headers ?? {}) as Record<string, string>);
  return (browserMessages(exchange, { url, origin: page, headerNames })[browser] ?? "").trimEnd();
}

async function told(story: Story): Promise<string> {
  const { title, text, browser, stack } = story;
  const said = await consoleText(story);
  const flags = stack === undefined ? {} : { stack };
  const explanation = await explainText(said, flags, undefined);
  if (explanation === undefined) throw new Error(`not understood: ${said}`);
  const lines = explanationLines(explanation, { terminal: TERMINAL, stack }).map(withoutUrlSecrets);
  const shown = lines.join("\n").replaceAll(ROOT, "node_modules/crossorigin/");
  const name = { chromium: "Chrome", firefox: "Firefox", webkit: "Safari" }[browser];
  const option = stack === undefined ? "" : ` --stack ${stack}`;
  return `## ${title}\n\n${text} ${name} prints:\n\n\`\`\`text\n${said}\n\`\`\`\n\n\`crossorigin explain${option}\`, given that, says:\n\n\`\`\`text\n${shown}\n\`\`\`\n`;
}

describe("the problems of the article's readers", () => {
  it.each(STORIES.map((story) => [story.title, story] as const))("%s: comes to its finding", async (_title, story) => {
    const explanation = await explainText(await consoleText(story), {}, undefined);
    expect(explanation?.entries.map(({ diagnosis }) => diagnosis?.code)).toEqual([story.finding]);
  });

  it("are explained in the guide as the command explains them", async () => {
    const parts: string[] = [];
    for (const story of STORIES) {
      // oxlint-disable-next-line no-await-in-loop
      parts.push(await told(story));
    }
    const head = `# From the console to the fix

What readers asked, what their browser prints, and what \`crossorigin explain\` makes of it. [How to use it](explain.md).
A console's line says what the browser compared, not why the server answered so; where that is open, the last line of each
answer asks the server itself.
`;
    await expect([head, ...parts].join("\n")).toMatchFileSnapshot("../../docs/guide/explained.md");
  });
});
