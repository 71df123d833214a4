import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOfSources } from "../../scripts/steps.mjs";
import { ROOT } from "../support/process.ts";
import { GUESTS } from "./place.ts";

/** In the installed folder: what it was installed from. */
const STAMP = join(GUESTS, "node_modules", ".installed-from");

/** What is in the package besides the build, as far as somebody who imports it can tell. */
const PACKED = ["package.json", "README.md", "LICENSE"];

/** Installs the guests, and the package as npm packs it among them, when they are missing or something has changed. */
export function setup(): void {
  const wanted = hashOfInputs();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.error("Installing the runtimes and frameworks of tests/guests …");
  const folder = mkdtempSync(join(tmpdir(), "crossorigin-guests-"));
  try {
    rmSync(STAMP, { force: true });
    // By one command, since npm removes what no manifest names; without a change of the manifest, as a path would not hold elsewhere.
    npm(
      [
        "install",
        "--no-save",
        "--include=dev",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--loglevel=error",
        pack(folder),
      ],
      GUESTS,
    );
    writeFileSync(STAMP, wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds and packs for these tests alone: dist/ is left to others. */
function pack(folder: string): string {
  const staged = join(folder, "package");
  mkdirSync(staged);
  for (const path of PACKED) cpSync(join(ROOT, path), join(staged, path));
  run(process.execPath, [join(ROOT, "scripts", "build.mjs"), join(staged, "dist")], ROOT);
  const [tarball] = JSON.parse(npm(["pack", "--json", "--ignore-scripts", staged], folder)) as { filename: string }[];
  if (tarball === undefined) throw new Error("npm packed nothing.");
  return join(folder, tarball.filename);
}

function hashOfInputs(): string {
  const hash = createHash("sha256").update(hashOfSources());
  // The versions that are installed depend on both, their binaries on the machine.
  for (const name of ["package.json", "package-lock.json"]) hash.update(readFileSync(join(GUESTS, name)));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

function npm(args: readonly string[], cwd: string): string {
  return run("npm", args, cwd);
}

/** What a program says; what it complains of stands in the error when it fails. */
function run(program: string, args: readonly string[], cwd: string): string {
  // On Windows npm is a script that only a shell finds.
  const shell = process.platform === "win32" && program === "npm";
  return execFileSync(program, args, { cwd, shell, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
