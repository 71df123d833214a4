import { writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

import { idOf } from "./answer.ts";
import { SETTLING, sleep, Tenant, type Engine, type Reason } from "./engine.ts";

const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.newtabpage.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.proxy.type": 0,
  "extensions.update.enabled": false,
  "services.settings.server": "http://localhost:1/",
  "intl.accept_languages": "en-US, en",
};

/** Collects what the console is told, in the privileged half of the browser. */
const LISTEN = `
  const keeper = Services.wm.getMostRecentWindow("navigator:browser");
  keeper.crossoriginTold = [];
  keeper.crossoriginListener = {
    observe(message) {
      try {
        const error = message.QueryInterface(Ci.nsIScriptError);
        keeper.crossoriginTold.push([error.category, error.errorMessage]);
      } catch {}
    },
  };
  Services.console.registerListener(keeper.crossoriginListener);
  return null;`;

const TAKE = `
  const keeper = Services.wm.getMostRecentWindow("navigator:browser");
  return keeper.crossoriginTold.splice(0);`;

/** Firefox's own remote protocol: JSON with its length before it. */
class Marionette {
  readonly #socket: Socket;
  readonly #pending = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #rest: Buffer = Buffer.alloc(0);
  #count = 0;
  readonly hello: Promise<void>;
  #greet: () => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    this.hello = new Promise((resolve) => {
      this.#greet = resolve;
    });
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => this.#fail("the connection broke"));
    socket.on("close", () => this.#fail("the connection was closed"));
  }

  send(name: string, params: unknown = {}): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    const text = JSON.stringify([0, id, name, params]);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  async execute(script: string): Promise<unknown> {
    const result = await this.send("WebDriver:ExecuteScript", { script, args: [] });
    return (result as { value: unknown }).value;
  }

  close(): void {
    this.#socket.destroy();
  }

  #fail(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(`Firefox: ${why}`));
    this.#pending.clear();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const colon = this.#rest.indexOf(":");
      if (colon === -1) return;
      const end = colon + 1 + Number(this.#rest.subarray(0, colon).toString());
      if (this.#rest.length < end) return;
      const message: unknown = JSON.parse(this.#rest.subarray(colon + 1, end).toString("utf8"));
      this.#rest = this.#rest.subarray(end);
      if (Array.isArray(message)) this.#settle(message);
      else this.#greet();
    }
  }

  #settle([, id, error, result]: unknown[]): void {
    const waiting = this.#pending.get(Number(id));
    this.#pending.delete(Number(id));
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error(`Firefox: ${JSON.stringify(error).slice(0, 300)}`));
  }
}

/** Starts Firefox with a page. */
export async function launchFirefox(program: string, url: string): Promise<Engine> {
  const port = await freePort();
  const tenant = new Tenant(
    program,
    (folder) => {
      const lines = Object.entries({ ...PREFERENCES, "marionette.port": port });
      const text = lines.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
      writeFileSync(join(folder, "user.js"), text.join(""));
      const remote = ["--marionette", "--remote-allow-system-access"];
      return ["--headless", ...remote, "--no-remote", "--profile", folder];
    },
    ["ignore", "ignore", "ignore"],
  );
  try {
    const marionette = await reach(port, tenant);
    const created = (await marionette.send("WebDriver:NewSession", { acceptInsecureCerts: true })) as {
      capabilities: { browserVersion: string };
    };
    await marionette.send("Marionette:SetContext", { value: "chrome" });
    await marionette.execute(LISTEN);
    await marionette.send("Marionette:SetContext", { value: "content" });
    await marionette.send("WebDriver:Navigate", { url });
    await marionette.send("Marionette:SetContext", { value: "chrome" });
    return {
      version: created.capabilities.browserVersion,
      gone: tenant.gone,
      reasons: async () => {
        await sleep(SETTLING);
        return ((await marionette.execute(TAKE)) as [string, string][]).flatMap(toReason);
      },
      close: () => {
        marionette.close();
        return tenant.close();
      },
    };
  } catch (error) {
    await tenant.close();
    throw error;
  }
}

/** Categories of lines that say why a page got no answer; others are about what it does with one. */
const CATEGORIES = /^(?:CORS|SOP$|COEP$|DATA_URI_BLOCKED$)/;

/** What a line of the console says; nothing when it is about something else. */
function toReason([category, message]: readonly [string, string]): Reason[] {
  const id = idOf(message);
  // A warning is no failure.
  if (id === undefined || !CATEGORIES.test(category) || category.endsWith("Deprecation")) return [];
  const name = /header ‘([^’]*)’ is not allowed/.exec(message)?.[1];
  return [{ id, code: category, ...(name === undefined ? {} : { parameter: name }) }];
}

async function reach(port: number, tenant: Tenant): Promise<Marionette> {
  for (let attempt = 0; attempt < 300 && tenant.child.exitCode === null; attempt += 1) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const candidate = connect(port, "127.0.0.1", () => resolve(candidate));
      candidate.once("error", () => resolve(undefined));
    });
    if (socket !== undefined) {
      const marionette = new Marionette(socket);
      await Promise.race([marionette.hello, sleep(10_000)]);
      return marionette;
    }
    await sleep(200);
  }
  throw new Error("Firefox: nothing listens at its port");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : Number.NaN;
      server.close(() => resolve(port));
    });
  });
}
