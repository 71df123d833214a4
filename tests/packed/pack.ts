import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ROOT } from "../support/process.ts";

/** The package as npm packs it, and a project into which it is installed. */
export interface Packed {
  /** The project that has installed the package; the tests write there what they like. */
  readonly project: string;
  /** Of the tarball, in bytes. */
  readonly size: number;
  /** What is in the tarball. */
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

declare module "vitest" {
  interface ProvidedContext {
    packed: Packed;
  }
}

/** What npm packs besides what the manifest lists. */
const ALWAYS_PACKED = ["package.json", "README.md", "LICENSE"];

let folder = "";

/** Builds the package for these tests alone, packs it, and installs it; dist/ is left to others. */
export function setup({ provide }: TestProject): void {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "crossorigin-packed-")));
  try {
    provide("packed", buildAndInstall());
  } catch (error) {
    teardown();
    throw error;
  }
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}

function buildAndInstall(): Packed {
  const staged = join(folder, "package");
  const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly files: string[] };
  const listed = files.filter((path) => path !== "dist" && !path.startsWith("!"));
  for (const path of [...ALWAYS_PACKED, ...listed]) {
    cpSync(join(ROOT, path), join(staged, path), { recursive: true });
  }
  run(process.execPath, [join(ROOT, "scripts", "build.mjs"), join(staged, "dist")], ROOT);

  const [ours] = pack(staged);
  if (ours === undefined) throw new Error("npm packed nothing.");
  const project = join(folder, "project");
  install(project, [ours, ...pack(join(ROOT, "node_modules", "tldts"), join(ROOT, "node_modules", "tldts-core"))]);
  return { project, size: ours.size, files: ours.files };
}

interface Tarball extends Pick<Packed, "size" | "files"> {
  readonly name: string;
  readonly filename: string;
}

function pack(...paths: readonly string[]): Tarball[] {
  return JSON.parse(npm(["pack", "--json", "--ignore-scripts", ...paths], folder)) as Tarball[];
}

/**
 * Installs tarballs into an empty project without asking a registry: the list of public suffixes comes from our own
 * node_modules. npm uses it only where it is the version that the manifest asks for, and fails for anything else.
 */
function install(project: string, tarballs: readonly Tarball[]): void {
  mkdirSync(project);
  const dependencies = Object.fromEntries(tarballs.map(({ name, filename }) => [name, `file:../${filename}`]));
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  npm(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"], project);
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
