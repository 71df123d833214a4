import type { PageSetup } from "../server/setup.ts";

/** What the server wrote into the page. */
export const setup: PageSetup = JSON.parse(document.getElementById("setup")?.textContent ?? "null") as PageSetup;

/** This page under the name it was opened by. */
export const PAGE_ORIGIN: string = location.origin;

const openedByAddress = location.hostname === "127.0.0.1";

/** The API on the same host as this page: another origin, the same site. */
export const API_ORIGIN: string = setup.apiOrigins[openedByAddress ? 1 : 0];

/** The same API by its other name: another origin and another site. */
export const OTHER_SITE_API_ORIGIN: string = setup.apiOrigins[openedByAddress ? 0 : 1];
