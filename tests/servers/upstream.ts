import type { HeaderLine } from "../../src/browser/index.ts";
import { startServer, type Behaviour } from "../lab/lab-server.ts";
import type { Running } from "./run-server.ts";

/** What the server behind the real one says about CORS, where it says something. */
const OWN: readonly HeaderLine[] = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "TRACE"],
  ["Access-Control-Expose-Headers", "x-other"],
];

/** The server behind: it answers everything with 200, `/fails` with 500, and says who it is. */
export function startUpstream({ speaks }: { readonly speaks: boolean }): Promise<Running> {
  const behave: Behaviour = ({ path }) => ({
    status: path === "/fails" ? 500 : 200,
    headers: [["X-Upstream", "1"], ["Vary", "Accept-Encoding"], ...(speaks ? OWN : [])],
    body: "answered",
  });
  return startServer(behave);
}
