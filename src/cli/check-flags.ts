import { Command, InvalidArgumentError, Option } from "commander";
import type { CredentialsMode, Mode, ProfileName, RedirectMode } from "../browser/index.ts";
import type { Expectation } from "./check-request.ts";

/** What is said of a request, on the command line or on a line of a file. What is not said is left out. */
export interface RequestFlags {
  readonly from?: string;
  readonly request?: string;
  readonly header?: readonly string[];
  readonly data?: string;
  readonly credentials?: CredentialsMode;
  readonly mode?: Mode;
  readonly redirect?: RedirectMode;
  readonly xhr?: boolean;
  readonly profile?: readonly ProfileName[];
  readonly cookie?: readonly string[];
  readonly user?: string;
  readonly read?: readonly string[];
  readonly repeat?: number;
  readonly pause?: number;
  readonly expect?: Expectation;
  readonly stack?: string;
}

/** Written out, as the command's beginning is to load no browser. */
const PROFILES: readonly ProfileName[] = ["standard", "chromium", "firefox", "webkit"];

/** What a browser makes of a request when nobody says otherwise. */
export const EVERY_BROWSER: readonly ProfileName[] = ["chromium", "firefox", "webkit"];

const MOST_TIMES = 100;

/** Adds the flags that say what is asked. */
export function addRequestFlags(command: Command): Command {
  return command
    .option("--origin, --from <origin>", "the page that asks: its origin, its URL, or null")
    .option("-X, --request <method>", "method (default: GET, with --data POST); really sent, as a browser would")
    .option("-H, --header <line>", "a header that the page sets, 'name: value'; can be repeated", appended)
    .option("-d, --data <text>", "body; @file reads a file, @- standard input")
    .addOption(
      new Option("--credentials <mode>", "whether cookies go along (default: same-origin, as with fetch)").choices([
        "include",
        "same-origin",
        "omit",
      ]),
    )
    .addOption(new Option("--mode <mode>", "of fetch (default: cors)").choices(["cors", "no-cors", "same-origin"]))
    .addOption(new Option("--redirect <mode>", "of fetch (default: follow)").choices(["follow", "error", "manual"]))
    .option("--xhr", "ask as an XMLHttpRequest does, as jQuery and axios do, in place of fetch")
    .addOption(
      new Option("--profile <name>", `whose behaviour: ${PROFILES.join(", ")}; several with commas`)
        .argParser(toProfiles)
        .default(undefined, "chromium,firefox,webkit"),
    )
    .option("--cookie <line>", "a cookie that the browser has for the URL, as in Set-Cookie; can be repeated", appended)
    .option("--user <name:password>", "HTTP authentication that the browser has for the URL's origin")
    .option("--read <header>", "a response header that the page reads; can be repeated", appended)
    .option("--repeat <times>", "ask so often in one browser, and see its preflight cache at work", toTimes)
    .option(
      "--pause <seconds>",
      "with --repeat: the browser's clock moves on so much in between; nobody waits",
      toSeconds,
    )
    .addOption(
      new Option("--expect <verdict>", "exit with 0 when the verdict is this, else with 1").choices([
        "allowed",
        "blocked",
      ]),
    )
    .option("--stack <name>", "whose code mends it, such as express, nginx or spring (default: what the answer shows)");
}

/** A number of seconds, above 0. */
function toSeconds(text: string): number {
  const seconds = /^\d{1,7}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("Write a number of seconds above 0, such as 10 or 0.5.");
}

/** Longest that anything is waited for, in seconds: a day. */
const LONGEST_WAIT = 86_400;

/** Seconds to wait: above 0, and at most a day. */
export function toTimeout(text: string): number {
  const seconds = toSeconds(text);
  if (seconds <= LONGEST_WAIT) return seconds;
  throw new InvalidArgumentError(`Write at most ${LONGEST_WAIT} seconds.`);
}

function toTimes(text: string): number {
  const times = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (times >= 1 && times <= MOST_TIMES) return times;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_TIMES}.`);
}

function toProfiles(text: string): ProfileName[] {
  return text.split(",").map((name) => {
    const profile = PROFILES.find((known) => known === name.trim().toLowerCase());
    if (profile === undefined)
      throw new InvalidArgumentError(`Allowed are ${PROFILES.join(", ")}, with commas between.`);
    return profile;
  });
}

function appended(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
