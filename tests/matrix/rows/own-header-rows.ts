import type { MatrixRow } from "../row.ts";
import { FROM_STRANGER, GRANTED, PUBLIC_GRANT, REFUSED, VARY } from "./expectations.ts";

export const OWN_HEADER_ROWS: readonly MatrixRow[] = [
  { fact: "the handler's grant is replaced", ...GRANTED, route: "own-grant", body: "own" },
  { fact: "the handler's grant is taken from a stranger", ...REFUSED, route: "own-grant", body: "own" },
  { fact: "the handler's grant is taken from an answer to nobody", ...REFUSED, headers: [], route: "own-grant" },
  {
    fact: "the handler's credentials are taken from an answer for any origin",
    mount: "public",
    headers: FROM_STRANGER,
    route: "own-grant",
    cors: PUBLIC_GRANT,
  },
  {
    fact: "the handler's grant stands where there is no policy",
    mount: "none",
    headers: FROM_STRANGER,
    route: "own-grant",
    cors: [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Private-Network", "true"],
    ],
  },
  {
    fact: "an upstream's grant is replaced, its Vary is kept",
    ...GRANTED,
    route: "proxies",
    vary: ["Accept", ...VARY],
    lines: [["X-Upstream", "1"]],
    body: "upstream",
  },
  {
    fact: "an upstream's grant is taken from a stranger",
    ...REFUSED,
    route: "proxies",
    vary: ["Accept", ...VARY],
    body: "upstream",
  },
  { fact: "the handler's Vary is kept", ...GRANTED, route: "own-vary", vary: ["Accept-Encoding", ...VARY] },
  {
    fact: "the handler's Vary is kept for a stranger",
    ...REFUSED,
    route: "own-vary",
    vary: ["Accept-Encoding", ...VARY],
  },
  {
    fact: "the handler's Vary is kept where nothing is added",
    mount: "public",
    route: "own-vary",
    cors: PUBLIC_GRANT,
    vary: ["Accept-Encoding"],
  },
  {
    fact: "the handler's Vary of several lines is kept",
    ...GRANTED,
    route: "own-vary-lines",
    vary: ["Accept", "Accept-Language", ...VARY],
  },
  {
    fact: "the handler's `Vary: ORIGIN` is not doubled",
    ...GRANTED,
    route: "own-vary-origin",
    vary: ["accept", ...VARY],
  },
  { fact: "the handler's `Vary: *` stays alone", ...GRANTED, route: "own-vary-star", vary: ["*"] },
];
