// What every server in servers.mjs is asked, and what it allows.

export const APP = "https://app.example.com";
export const ORIGINS = ["https://shop.example.com", "https://admin.example.com", APP];
export const METHODS = ["PUT", "DELETE"];
export const HEADERS = ["Content-Type", "Authorization"];
export const EXPOSED = ["X-Request-Id"];
export const CREDENTIALS = true;
export const MAX_AGE = 600;

const BROWSER = [
  "Host: api.example.com",
  "Accept: */*",
  "Accept-Encoding: gzip, deflate, br",
  "Accept-Language: en",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  `Origin: ${APP}`,
  `Referer: ${APP}/`,
  "Sec-Fetch-Dest: empty",
  "Sec-Fetch-Mode: cors",
  "Sec-Fetch-Site: cross-site",
];

/** Requests as a browser sends them, by their kind. */
export const REQUESTS = {
  actual: head("GET / HTTP/1.1", ...BROWSER),
  preflight: head(
    "OPTIONS / HTTP/1.1",
    ...BROWSER,
    "Access-Control-Request-Method: PUT",
    "Access-Control-Request-Headers: authorization,content-type",
  ),
};

/** @param {readonly string[]} lines */
function head(...lines) {
  return `${lines.join("\r\n")}\r\n\r\n`;
}
