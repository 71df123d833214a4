import type { PageSetup } from "../server/setup.ts";

/** What stands in for the server where there is none: the addresses it usually has. */
const USUAL: PageSetup = {
  pageOrigins: ["http://localhost:8081", "http://127.0.0.1:8081"],
  apiOrigins: ["http://localhost:8080", "http://127.0.0.1:8080"],
  labOrigins: ["http://localhost:8082", "http://127.0.0.1:8082"],
  account: { user: "tricia", password: "cross-origin", apiKey: "demo-key-37" },
};

const written = document.getElementById("setup")?.textContent?.trim() ?? "";

/** Whether the servers are there. A file that somebody opened, or put on the web, predicts alone. */
export const IS_LIVE: boolean = written.startsWith("{");

/** What the server wrote into the page. */
export const setup: PageSetup = IS_LIVE ? (JSON.parse(written) as PageSetup) : USUAL;

/** This page under the name it was opened by. */
export const PAGE_ORIGIN: string = IS_LIVE ? location.origin : USUAL.pageOrigins[0];

const openedByAddress = IS_LIVE && location.hostname === "127.0.0.1";

const [here, there] = openedByAddress ? ([1, 0] as const) : ([0, 1] as const);

/** The API on the same host as this page: another origin, the same site. */
export const API_ORIGIN: string = setup.apiOrigins[here];

/** The same API by its other name: another origin and another site. */
export const OTHER_SITE_API_ORIGIN: string = setup.apiOrigins[there];

/** The lab on the same host as this page. */
export const LAB_ORIGIN: string = setup.labOrigins[here];

/** The same lab by its other name. */
export const OTHER_SITE_LAB_ORIGIN: string = setup.labOrigins[there];
