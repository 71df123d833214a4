import { join } from "node:path";
import { ROOT } from "../support/process.ts";

/** Where packages are unpacked. */
export const UNPACKED: string = join(ROOT, "node_modules", ".cache", "crossorigin-servers");

/** The servers. */
export const PROGRAMS = {
  apache: join(UNPACKED, "usr", "sbin", "apache2"),
  caddy: join(UNPACKED, "usr", "bin", "caddy"),
  haproxy: join(UNPACKED, "usr", "sbin", "haproxy"),
  nginx: join(UNPACKED, "usr", "sbin", "nginx"),
} as const;

/** Modules of Apache. */
export const APACHE_MODULES: string = join(UNPACKED, "usr", "lib", "apache2", "modules");

/** Where their libraries are. */
export const LIBRARIES: string = ["x86_64", "aarch64"]
  .map((machine) => join(UNPACKED, "usr", "lib", `${machine}-linux-gnu`))
  .join(":");
