/** The page's own origin. */
export const OWN = "http://home.example";

/** The page's host by other ports and schemes, and so other origins. */
export const OWN_PORT = "http://home.example:8001";
export const OWN_HTTPS = "https://home.example";

/** Another host of the page's site. */
export const REMOTE = "http://www.home.example";
export const REMOTE_PORT = "http://www.home.example:8001";
export const REMOTE_HTTPS = "https://www.home.example";
export const REMOTE_2 = "http://www2.home.example";

/** Another site. */
export const FOREIGN = "http://elsewhere.example";
export const FOREIGN_HTTPS = "https://elsewhere.example";

/** The page that asks, unless a row names another. */
export const PAGE = `${OWN}/pages/index.html`;
export const PAGE_HTTPS = `${OWN_HTTPS}/pages/index.html`;
