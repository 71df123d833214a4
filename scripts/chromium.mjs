// Finds Chromium, and installs it where that can be done.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** What the engine is called on a PATH, and where it is on systems that keep programs elsewhere. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** How Chromium is started where it is tested: without a sandbox for root, and without calls to its maker. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {string | undefined} the path of Chromium or Chrome; `CROSSORIGIN_CHROMIUM` names another */
export function findChromium() {
  const named = process.env["CROSSORIGIN_CHROMIUM"];
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return (named === undefined ? candidates : [named]).find(isExecutable);
}

/** @returns {boolean} whether Chromium is there now */
export function installChromiumWhenMissing() {
  if (findChromium() !== undefined) return true;
  const isRoot = process.getuid?.() === 0;
  if (process.platform === "linux" && isRoot && apt(["update", "-qq"]) && apt(["install", "-y", "-qq", "chromium"])) {
    if (findChromium() !== undefined) return true;
  }
  console.error(
    "The page's tests need Chromium, and there is none: install it (Debian: sudo apt-get install chromium), name it in " +
      "CROSSORIGIN_CHROMIUM, or leave browsers out with CROSSORIGIN_WITHOUT_BROWSERS=1.",
  );
  return false;
}

/** @param {string[]} args */
function apt(args) {
  console.error(`apt-get ${args.join(" ")} …`);
  const { status } = spawnSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not to be run: the next candidate may be.
    return false;
  }
}
