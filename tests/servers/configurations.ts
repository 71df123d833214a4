import { join } from "node:path";
import { APACHE_MODULES, PROGRAMS } from "./programs.ts";

/** Where a server that is started finds things. */
interface Place {
  /** A folder of its own. */
  readonly folder: string;
  readonly port: number;
  /** The port of the server behind it. */
  readonly upstream: number;
}

/** How one server is run with a piece of configuration in the place where its snippet belongs. */
export interface Configuration {
  readonly file: string;
  readonly text: (snippet: string, place: Place) => string;
  readonly args: (file: string, place: Place) => readonly string[];
}

export type RealServer = keyof typeof PROGRAMS;

const MODULES = ["mpm_event", "authz_core", "authz_host", "headers", "rewrite", "setenvif", "proxy", "proxy_http"];

/** The comment behind which a snippet for nginx goes on in `server`. */
const IN_SERVER = "\n# In server { }";

export const CONFIGURATIONS: Readonly<Record<RealServer, Configuration>> = {
  nginx: {
    file: "nginx.conf",
    text: (snippet, { folder, port }) => {
      const at = snippet.indexOf(IN_SERVER);
      const [before, within] = at === -1 ? ["", snippet] : [snippet.slice(0, at), snippet.slice(at)];
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
      return [
        "daemon off;",
        "master_process off;",
        `pid ${join(folder, "pid")};`,
        "events {}",
        "http {",
        "access_log off;",
        ...temporary.map((name) => `${name}_temp_path ${join(folder, name)};`),
        before,
        `server { listen 127.0.0.1:${port};`,
        within,
        "} }",
      ].join("\n");
    },
    args: (file, { folder }) => ["-p", folder, "-e", "stderr", "-c", file],
  },
  apache: {
    file: "apache.conf",
    text: (snippet, { folder, port, upstream }) =>
      [
        `ServerRoot ${folder}`,
        `DefaultRuntimeDir ${folder}`,
        `PidFile ${join(folder, "pid")}`,
        `ErrorLog ${join(folder, "error.log")}`,
        "ServerName localhost",
        "User nobody",
        "Group nogroup",
        ...MODULES.map((name) => `LoadModule ${name}_module ${join(APACHE_MODULES, `mod_${name}.so`)}`),
        `Listen 127.0.0.1:${port}`,
        `<VirtualHost *:${port}>`,
        snippet,
        `ProxyPass / http://127.0.0.1:${upstream}/ retry=0`,
        "</VirtualHost>",
      ].join("\n"),
    args: (file) => ["-f", file, "-DFOREGROUND"],
  },
  caddy: {
    file: "Caddyfile",
    text: (snippet, { folder, port }) =>
      [
        "{",
        "admin off",
        "auto_https off",
        `storage file_system ${folder}`,
        "}",
        `http://:${port} {`,
        "bind 127.0.0.1",
        snippet,
        "}",
      ].join("\n"),
    args: (file) => ["run", "--config", file, "--adapter", "caddyfile"],
  },
  haproxy: {
    file: "haproxy.cfg",
    text: (snippet, { port, upstream }) =>
      [
        "defaults",
        "mode http",
        "timeout connect 2s",
        "timeout client 10s",
        "timeout server 10s",
        "frontend front",
        `bind 127.0.0.1:${port}`,
        snippet,
        "default_backend back",
        "backend back",
        `server one 127.0.0.1:${upstream}`,
        "",
      ].join("\n"),
    args: (file) => ["-db", "-f", file],
  },
};
