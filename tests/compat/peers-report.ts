import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** How one library's own tests did against the drop-in for it. */
interface PeerResult {
  /** The package that is replaced, and the version that its behaviour was taken from. */
  readonly library: string;
  readonly version: string;
  /** The version of the checkout that the tests are from. */
  readonly suite: string;
  readonly cases: number;
  readonly passed: number;
  /** Files of tests that were not run, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Cases that do not pass, and why. */
  readonly differences: Readonly<Record<string, string>>;
}

const FILE = fileURLToPath(new URL("peers.json", import.meta.url));

/** What `npm run test:peers` found out last. */
export function readPeers(): readonly PeerResult[] {
  return JSON.parse(readFileSync(FILE, "utf8")) as readonly PeerResult[];
}
