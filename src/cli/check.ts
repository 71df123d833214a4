import { Option, type Command } from "commander";
import type { CheckFlags } from "./check-command.ts";
import { addRequestFlags, toTimeout } from "./check-flags.ts";

const EXAMPLES = `
Examples:
  crossorigin check https://api.example.com/orders --from https://app.example.com
  crossorigin check http://localhost:8080/orders/1 --from http://localhost:3000 \\
    -X PUT -H 'Content-Type: application/json' -d '{"name":"Tricia"}'
  crossorigin check https://api.example.com/me --from https://app.example.com \\
    --credentials include --cookie 'id=1; SameSite=None; Secure' --stack nginx
  crossorigin check --file requests.txt --junit cors.xml

What the server lets the page send is really sent, a POST, a PUT and a DELETE too:
once, even for three browsers. After it, up to eight harmless requests (GET, HEAD,
OPTIONS) tell look-alikes apart; --no-probe leaves them out.

HTTP_PROXY, HTTPS_PROXY and NO_PROXY are respected.

Exit code: 0 the page gets its answer, 1 a browser blocks, 2 wrong usage, 3 no answer
or could not run; of several requests the highest. With --expect 0 or 1.

A line of a file is what stands behind the command:
  https://api.example.com/me --from https://app.example.com --expect allowed`;

/**
 * Adds `check`: one request, as browsers make it.
 *
 * @param done is told the exit code
 */
export function addCheck(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("check")
    .description(
      "ask a server as a browser would for a page, and see what it makes of the answer, why, and what mends it",
    )
    .argument("[urls...]", "what is asked: http(s) URLs");
  addRequestFlags(command)
    .option("--file <path>", "one request a line, with these flags; - is standard input")
    .option("--no-probe", "ask nothing besides")
    .option("-k, --insecure", "take any certificate")
    .option("--cacert <path>", "trust these authorities (PEM)")
    .option("--resolve <host:port:address>", "send a host to another address; can be repeated", appended)
    .addOption(
      new Option("--connect-timeout <seconds>", "until a connection stands (default: 10)").argParser(toTimeout),
    )
    .addOption(new Option("--timeout <seconds>", "until an answer comes (default: 30)").argParser(toTimeout))
    .option("--json", "one JSON document on standard output, and nothing else")
    .option("--junit <path>", "write the results for a CI server")
    .option("--show-secrets", "show cookies, Authorization and keys, which are hidden otherwise")
    .option("-v, --verbose", "all header lines and all steps, each with its section of the standard")
    .addHelpText("after", EXAMPLES)
    .action(async (urls: string[], flags: CheckFlags) => {
      // Loaded on demand: `crossorigin --help` needs no browser.
      const { check } = await import("./check-command.ts");
      done(await check(urls, flags, process.env));
    });
}

function appended(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
