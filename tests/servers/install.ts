import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { PROGRAMS, UNPACKED } from "./programs.ts";

/** Packages of Debian that bring the servers, with the libraries that not every machine has. */
const PACKAGES = [
  "apache2-bin",
  "caddy",
  "haproxy",
  "nginx",
  "libapr1",
  "libaprutil1",
  "liblua5.3-0",
  "liblua5.4-0",
  "libopentracing-c-wrapper0",
  "libopentracing1",
];

/** Unpacks the servers beside the dependencies when one is missing: nothing is installed, started or changed on the machine. */
export function setup(): void {
  if (Object.values(PROGRAMS).every((path) => existsSync(path))) return;
  console.error("Fetching the servers of tests/servers …");
  const next = `${UNPACKED}.next-${process.pid}`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  try {
    run("apt-get", ["download", "-qq", ...PACKAGES], next);
    for (const file of readdirSync(next).filter((name) => name.endsWith(".deb"))) run("dpkg", ["-x", file, next], next);
    rmSync(UNPACKED, { recursive: true, force: true });
    renameSync(next, UNPACKED);
  } catch (error) {
    throw new Error(
      "tests/servers needs nginx, Apache, Caddy and HAProxy, and fetches them with apt-get and dpkg, as Debian has them.",
      { cause: error },
    );
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
}
