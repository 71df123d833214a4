import { fileURLToPath } from "node:url";
import { InvalidArgumentError, Option, type Command } from "commander";
import { EXIT } from "./exit-code.ts";
import { reason } from "./read-file.ts";

/** The built page, from where the built command is. */
const PAGE_FOLDER = fileURLToPath(new URL("../playground/page/", import.meta.url));

interface PlayOptions {
  readonly apiPort?: number;
  readonly labPort?: number;
  readonly open?: true;
  readonly port?: number;
}

/**
 * Adds `play`: the playground.
 *
 * @param done is told the exit code
 */
export function addPlay(program: Command, done: (exitCode: number) => void): void {
  program
    .command("play")
    .description("start the playground: an API on one origin, a page on another, and what passes between them")
    .addOption(port("--api-port <number>", "port of the API (default: 8080, or the next free one)"))
    .addOption(port("--port <number>", "port of the page (default: 8081, or the next free one)"))
    .addOption(port("--lab-port <number>", "port of the answers written by hand (default: 8082, or the next free one)"))
    .option("--open", "open the page in your browser")
    .action(async (options: PlayOptions) => done(await play(options)));
}

function port(flags: string, description: string): Option {
  return new Option(flags, description).argParser(toPort);
}

async function play(options: PlayOptions): Promise<number> {
  const ports = [options.port, options.apiPort, options.labPort].filter(
    (number) => number !== undefined && number !== 0,
  );
  if (new Set(ports).size < ports.length) {
    console.error(
      options.labPort === undefined
        ? "error: The page and the API need two different ports."
        : "error: The page, the API and the answers written by hand need three different ports.",
    );
    return EXIT.usage;
  }
  // Loaded on demand: `crossorigin --help` needs no servers.
  const { PortError, startPlayground } = await import("../playground/server/index.ts");
  try {
    const playground = await startPlayground({ pageFolder: PAGE_FOLDER, ...options });
    const stopped = stopSignal();
    console.log(`Node.js listening on port ${playground.apiPort}`);
    for (const note of playground.notes) console.log(note);
    console.log(`
  the API    ${playground.apiOrigin}
  the page   ${playground.pageOrigin}

Open the page: it calls the API from its own origin, and shows what passed between them.
Answers that you write by hand come from ${playground.labOrigin}. Ctrl-C stops them all.`);
    if (options.open === true) await openPage(playground.pageOrigin);
    await stopped;
    await playground.close();
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    console.error(`error: ${error.message} Choose another, or leave the flag out to get the next free one.`);
    return EXIT.failed;
  }
}

/** The playground is of use also where no browser can be started. */
async function openPage(url: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    await open(url);
  } catch (error) {
    console.error(`No browser could be started, so open ${url} yourself. (${reason(error)})`);
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 (any free one) to 65535.");
}
