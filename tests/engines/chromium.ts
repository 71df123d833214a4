import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

import { CHROMIUM_ARGS } from "../../scripts/chromium.mjs";

import { idOf } from "./answer.ts";
import { SETTLING, sleep, Tenant, type Engine, type Reason } from "./engine.ts";

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { message: string };
};
// What the protocol sends is read member by member, and only where it is known.
type Params = Record<string, unknown>;

/** Chromium over the pipe of its debugging protocol: messages in JSON, each ended by a NUL byte. */
class Pipe {
  readonly #out: Writable;
  readonly #pending = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>();
  readonly #onEvent: (method: string, params: Params) => void;
  #rest = "";
  #count = 0;

  constructor(out: Writable, input: Readable, onEvent: (method: string, params: Params) => void) {
    this.#out = out;
    this.#onEvent = onEvent;
    out.on("error", () => this.fail("the pipe broke"));
    input.setEncoding("utf8").on("data", (text: string) => this.#read(text));
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
  }

  fail(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(`Chromium: ${why}`));
    this.#pending.clear();
  }

  #read(text: string): void {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) {
      const { id, method, params, result, error } = JSON.parse(part) as Message;
      if (id === undefined) {
        if (method !== undefined) this.#onEvent(method, params ?? {});
        continue;
      }
      const waiting = this.#pending.get(id);
      this.#pending.delete(id);
      if (error === undefined) waiting?.resolve(result ?? {});
      else waiting?.reject(new Error(`Chromium: ${error.message}`));
    }
  }
}

/** Turns what Chromium tells developers into reasons. */
class Listener {
  #reasons: Reason[] = [];
  /** The URL of each request, by Chromium's own identifier. */
  readonly #urls = new Map<string, string>();

  take(): Reason[] {
    const reasons = this.#reasons;
    this.#reasons = [];
    this.#urls.clear();
    return reasons;
  }

  hear(method: string, params: Params): void {
    if (method === "Network.requestWillBeSent") {
      this.#urls.set(String(params["requestId"]), String((params["request"] as Params)["url"]));
    } else if (method === "Network.loadingFailed") this.#hearFailure(params);
    else if (method === "Audits.issueAdded") this.#hearIssue(params["issue"] as Params);
  }

  #hearIssue({ code, details }: Params): void {
    const issue = (details as Params)["corsIssueDetails"] as Params | undefined;
    if (code !== "CorsIssue" || issue === undefined || issue["isWarning"] === true) return;
    const { corsError, failedParameter } = issue["corsErrorStatus"] as Params;
    this.#add(String((issue["request"] as Params)["url"]), String(corsError), String(failedParameter));
  }

  /** A failure that has no name of CORS. */
  #hearFailure({ requestId, type, errorText, corsErrorStatus, blockedReason }: Params): void {
    // A page that does not read on aborts what it was given.
    if (corsErrorStatus !== undefined || type === "Preflight" || errorText === "net::ERR_ABORTED") return;
    const url = this.#urls.get(String(requestId)) ?? "";
    this.#add(url, blockedReason === undefined ? String(errorText) : `blocked:${blockedReason as string}`, "");
  }

  #add(url: string, code: string, parameter: string): void {
    const id = idOf(url);
    if (id !== undefined) this.#reasons.push({ id, code, ...(parameter === "" ? {} : { parameter }) });
  }
}

/** Cookies go to other sites, as they do where a user browses; without a window Chromium holds them back. */
function writePreferences(folder: string): void {
  mkdirSync(join(folder, "Default"));
  writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
}

/** Starts Chromium with a page. */
export async function launchChromium(program: string, url: string): Promise<Engine> {
  const args = [
    ...CHROMIUM_ARGS,
    "--headless=new",
    "--remote-debugging-pipe",
    "--lang=en-US",
    "--ignore-certificate-errors",
  ];
  const tenant = new Tenant(
    program,
    (folder) => {
      writePreferences(folder);
      return [...args, `--user-data-dir=${folder}`, "about:blank"];
    },
    ["ignore", "ignore", "ignore", "pipe", "pipe"],
  );
  const listener = new Listener();
  const { stdio } = tenant.child;
  const pipe = new Pipe(stdio[3] as Writable, stdio[4] as Readable, (method, params) => {
    // The sandboxed frame is a target of its own.
    if (method === "Target.attachedToTarget") void prepare(String(params["sessionId"])).catch(() => {});
    else listener.hear(method, params);
  });
  const prepare = async (session: string): Promise<void> => {
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await Promise.all([
      pipe.send("Network.enable", {}, session),
      pipe.send("Audits.enable", {}, session),
      pipe.send("Target.setAutoAttach", attach, session),
    ]);
    await pipe.send("Runtime.runIfWaitingForDebugger", {}, session);
  };
  tenant.gone.then(() => pipe.fail("it ended"), String);
  try {
    const { product } = await pipe.send("Browser.getVersion");
    const { targetId } = await pipe.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
    await prepare(String(sessionId));
    await pipe.send("Page.navigate", { url }, String(sessionId));
    return {
      version: String(product).replace(/^.*\//, ""),
      gone: tenant.gone,
      reasons: async () => {
        await sleep(SETTLING);
        // What it had to say before this answer has arrived when the answer has.
        await pipe.send("Browser.getVersion");
        return listener.take();
      },
      close: () => tenant.close(),
    };
  } catch (error) {
    await tenant.close();
    throw error;
  }
}
