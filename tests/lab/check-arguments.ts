import type { HeaderLine } from "../../src/browser/index.ts";
import type { LabCase } from "./lab-case.ts";

/** Names that the lab's pages and servers go by. */
const HOSTS = ["app.example.com", "api.example.com", "api.example.net", "sso.example.com", "unknown.example.com"];

/** What `crossorigin check` is called with for a case of the lab, or for its sound twin. */
export function checkArguments(row: LabCase, port: number, isSound: boolean): string[] {
  const page = isSound ? (row.soundPage ?? row.page) : row.page;
  const url = (isSound ? (row.soundUrl ?? row.url) : row.url).replace("{port}", String(port));
  const init = isSound ? (row.soundInit ?? row.init) : row.init;
  const { method, headers, body, credentials, mode, redirect } = init;
  const flag = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);
  const browsers = row.profiles.filter((profile) => profile !== "standard");
  return [
    "check",
    url,
    ...flag("--from", page),
    ...flag("--request", method),
    ...linesOf(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ...flag("--data", typeof body === "string" ? body : undefined),
    ...flag("--credentials", credentials),
    ...flag("--mode", mode),
    ...flag("--redirect", redirect),
    ...(browsers.length === 3 ? [] : ["--profile", browsers.join(",")]),
    ...HOSTS.flatMap((host) => ["--resolve", `${host}:*:127.0.0.1`]),
    "--timeout",
    "0.5",
    // A follow-up can only be told from the lab's own case where that has one too.
    ...(row.probed ? [] : ["--no-probe"]),
  ];
}

/** The lab writes headers as an object. */
function linesOf(headers: LabCase["init"]["headers"]): HeaderLine[] {
  return headers === undefined ? [] : (Object.entries(headers) as [string, string][]);
}
