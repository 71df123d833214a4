import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { launchChromium } from "./chromium.ts";
import type { EngineName } from "./engine.ts";
import { launchFirefox } from "./firefox.ts";
import type { Launch } from "./runner.ts";
import { launchWebkit } from "./webkit.ts";

interface Installation {
  /** Programs, each under the names it may have; all of them are needed. */
  readonly programs: readonly (readonly string[])[];
  /** Packages of Debian that bring them. */
  readonly packages: readonly string[];
}

const INSTALLATIONS: Readonly<Record<EngineName, Installation>> = {
  chromium: { programs: [["chromium", "chromium-browser", "google-chrome"]], packages: ["chromium"] },
  firefox: { programs: [["firefox-esr", "firefox"]], packages: ["firefox-esr"] },
  webkit: {
    programs: [["MiniBrowser"], ["Xvfb"], ["stdbuf"]],
    packages: ["webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb", "coreutils"],
  },
};

/** Where programs are that are on no PATH. */
const OTHER_FOLDERS = ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1`);

const LAUNCHES: Readonly<Record<EngineName, (program: string, url: string) => ReturnType<Launch>>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebkit,
};

/**
 * How an engine is started; what it needs is installed first where that can be done.
 *
 * @throws Error that says what to install, when it is missing and stays so
 */
export function prepare(name: EngineName): Launch {
  const { programs, packages } = INSTALLATIONS[name];
  const find = (): (string | undefined)[] => programs.map((names) => findProgram(names));
  let found = find();
  if (found.includes(undefined) && process.platform === "linux" && process.getuid?.() === 0) {
    apt(["update", "-qq"]);
    apt(["install", "-y", "-qq", ...packages]);
    found = find();
  }
  const missing = programs.filter((_, index) => found[index] === undefined).map(([program]) => program);
  const [program] = found;
  if (missing.length > 0 || program === undefined) {
    throw new Error(`${name} needs ${missing.join(", ")}: on Debian, apt-get install ${packages.join(" ")}`);
  }
  return (url) => LAUNCHES[name](program, url);
}

function findProgram(names: readonly string[]): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""), ...OTHER_FOLDERS];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function apt(args: readonly string[]): void {
  console.error(`apt-get ${args.join(" ")} …`);
  spawnSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not to be run: the next candidate may be.
    return false;
  }
}
