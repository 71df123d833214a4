import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";

import { idOf } from "./answer.ts";
import { SETTLING, sleep, Tenant, type Engine, type Reason } from "./engine.ts";

const ENVIRONMENT: Readonly<Record<string, string>> = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  LIBGL_ALWAYS_SOFTWARE: "1",
  GDK_BACKEND: "x11",
  LANG: "C.UTF-8",
};

/**
 * WebKit's sentences, by a name of ours. The first that fits counts; what is in parentheses is the parameter.
 * Sentences that name no URL stand before the one that does.
 */
const SENTENCES: readonly (readonly [code: string, sentence: RegExp])[] = [
  ["RedirectDenied", /^Cross-origin redirection to .* denied by Cross-Origin Resource Sharing policy: (.*)$/],
  ["OriginNotAllowed", /^Origin .* is not allowed by Access-Control-Allow-Origin\./],
  ["MoreThanOneOrigin", /^Access-Control-Allow-Origin cannot contain more than one origin\.$/],
  ["WildcardWithCredentials", /^Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true\.$/],
  ["AllowCredentialsNotTrue", /^Credentials flag is true, but Access-Control-Allow-Credentials is not "true"\.$/],
  ["PreflightNotSuccessful", /^Preflight response is not successful\./],
  ["InvalidMethods", /^Header Access-Control-Allow-Methods has an invalid value: /],
  ["InvalidHeaders", /^Header Access-Control-Allow-Headers has an invalid value: /],
  ["MethodNotAllowed", /^Method (.*) is not allowed by Access-Control-Allow-Methods\.$/],
  ["HeaderNotAllowed", /^Request header field (.*) is not allowed by Access-Control-Allow-Headers\.$/],
  ["MixedContent", /^\[blocked\] The page at .* requested insecure content from /],
  ["RedirectNotAllowed", /^Not allowed to follow a redirection while loading /],
  ["NoCorsMustFollow", /^No-Cors mode requires follow redirect mode$/],
  ["NotAllowedToRequest", /^Not allowed to request resource$/],
  ["OnlyForHttp", /^Cross origin requests are only supported for HTTP\.$/],
  ["FtpDisabled", /^FTP URLs are disabled$/],
  ["UnsafeAttempt", /^Unsafe attempt to load URL .* from origin /],
  ["ResourcePolicy", /^Cancelled load to .* because it violates the resource's Cross-Origin-Resource-Policy/],
  ["RestrictedPort", /^Not allowed to use restricted network port /],
  ["CouldNotConnect", /^Could not connect to /],
  ["PreflightBlocked", /^CORS-preflight request was blocked$/],
  ["TooManyRedirects", /^Load cannot follow more than 20 redirections$/],
  ["RedirectionNotHttp", /^Redirection to URL with a scheme that is not HTTP\(S\)\.$/],
  ["TargetHasCredentials", /^redirection URL .* has credentials$/],
  ["TargetNotHttp", /^not allowed to follow a cross-origin CORS redirection with non CORS scheme$/],
];

/** The sentence that ends a failure and names its URL. */
const ENDING = /^(?:Fetch API|XMLHttpRequest) cannot load /;

/** Turns lines of the console into reasons. */
class Listener {
  #reasons: Reason[] = [];
  #rest = "";
  /** Sentences that have named no URL so far. */
  #pending: Omit<Reason, "id">[] = [];

  read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#hear(line);
  }

  take(): Reason[] {
    const reasons = this.#reasons;
    this.#reasons = [];
    this.#pending = [];
    return reasons;
  }

  #hear(line: string): void {
    const text = /CONSOLE (?:\w+ )+?(?:ERROR|WARN) (.*)$/.exec(line)?.[1];
    if (text === undefined) return;
    // What is said of a header that is dropped in silence elsewhere is no failure.
    if (text.startsWith("Refused to set unsafe header")) return;
    const id = idOf(text);
    if (ENDING.test(text)) {
      if (id !== undefined) this.#reasons.push(...this.#pending.map((reason) => ({ id, ...reason })));
      if (id !== undefined && this.#pending.length === 0) this.#reasons.push({ id, code: "CannotLoad" });
      this.#pending = [];
      return;
    }
    this.#pending.push(classify(text));
  }
}

/** The name of a sentence; a redirect that is denied has the name of its reason as parameter. */
function classify(text: string): Omit<Reason, "id"> {
  for (const [code, sentence] of SENTENCES) {
    const found = sentence.exec(text);
    if (found === null) continue;
    const parameter = code === "RedirectDenied" ? classify(found[1] ?? "").code : found[1];
    return { code, ...(parameter === undefined ? {} : { parameter }) };
  }
  return { code: "Unknown", parameter: text };
}

/** Starts WebKit, which needs a display, with a page. It cannot be driven and speak of reasons at once: the page drives itself. */
export async function launchWebkit(program: string, url: string): Promise<Engine> {
  const display = await startDisplay();
  const tenant = new Tenant(
    "stdbuf",
    () => ["-oL", "-eL", program, "--ignore-tls-errors", "--enable-write-console-messages-to-stdout=true", url],
    ["ignore", "pipe", "pipe"],
    { ...ENVIRONMENT, DISPLAY: display.name },
  );
  // It writes to either, by version.
  const listener = new Listener();
  for (const stream of [tenant.child.stdout, tenant.child.stderr]) {
    (stream as Readable).setEncoding("utf8").on("data", (text: string) => listener.read(text));
  }
  return {
    version: await versionOf(program, display.name),
    gone: Promise.race([tenant.gone, display.gone]),
    reasons: async () => {
      await sleep(SETTLING);
      return listener.take();
    },
    close: async () => {
      await tenant.close();
      await display.close();
    },
  };
}

interface Display {
  readonly name: string;
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

/** A display of its own, whose number Xvfb chooses and tells. */
async function startDisplay(): Promise<Display> {
  const tenant = new Tenant("Xvfb", () => ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"], [
    "ignore",
    "ignore",
    "ignore",
    "pipe",
  ]);
  const told = tenant.child.stdio[3] as Readable;
  const name = await Promise.race([
    new Promise<string>((resolve) =>
      told.setEncoding("utf8").once("data", (text: string) => resolve(`:${text.trim()}`)),
    ),
    tenant.gone.then(() => ""),
    sleep(10_000).then(() => ""),
  ]);
  if (name === "") {
    await tenant.close();
    throw new Error("WebKit: Xvfb gives no display");
  }
  return { name, gone: tenant.gone, close: () => tenant.close() };
}

function versionOf(program: string, display: string): Promise<string> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(program, ["--version"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, ...ENVIRONMENT, DISPLAY: display },
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.once("error", () => resolve("unknown"));
    child.once("close", () => resolve(/[\d.]+/.exec(text)?.[0] ?? "unknown"));
  });
}
