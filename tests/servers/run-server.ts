import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONFIGURATIONS, type RealServer } from "./configurations.ts";
import { LIBRARIES, PROGRAMS } from "./programs.ts";

/** A server that runs. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds between two looks whether it listens, and how often that is done. */
const PAUSE = 20;
const MOST_LOOKS = 500;

/**
 * Runs a real server on loopback, in front of another one, with this configuration in the place of its snippet.
 *
 * @throws Error with what it said when it does not start
 */
export async function runServer(name: RealServer, snippet: string, upstream: number): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), `crossorigin-${name}-`));
  // What Apache runs as may not be who made the folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const place = { folder, port, upstream };
  const { file, text, args } = CONFIGURATIONS[name];
  const path = join(folder, file);
  writeFileSync(path, text(snippet.replaceAll("127.0.0.1:8080", `127.0.0.1:${upstream}`), place));
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: LIBRARIES,
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
  };
  const child = spawn(PROGRAMS[name], args(path, place), { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      said += piece;
    });
  }
  let gone = false;
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      gone = true;
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (gone) break;
    // One look after the other.
    // oxlint-disable-next-line no-await-in-loop
    if (await listens(port)) return { port, close };
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  await close();
  throw new Error(`${name} did not start: ${said}`);
}

/** A port where nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
