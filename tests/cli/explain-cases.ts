/** A call of `crossorigin explain` that is kept as a page to read. */
export interface ExplainCase {
  readonly name: string;
  readonly title: string;
  readonly args: readonly string[];
  /** What is pasted. */
  readonly input?: string;
}

const CURL = String.raw`curl 'https://api.example.com/orders/1?access_token=s3cret' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H 'authorization: Bearer s3cret' \
  -H 'content-type: application/json' \
  -b 'sid=s3cret' \
  -H 'origin: https://app.example.com' \
  -H 'sec-fetch-mode: cors' \
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \
  --data-raw $'{"name":"Tricia\'s"}' \
  --compressed
`;

const FETCH = `await fetch("https://api.example.com/orders", {
  "headers": { "accept": "application/json", "x-api-key": "s3cret" },
  "referrer": "https://app.example.com/",
  "method": "GET",
  "mode": "cors",
  "credentials": "omit"
});
`;

const CODE =
  "const response = await fetch(`${API}/orders/${id}`, {\n" +
  "  method: 'DELETE',\n" +
  "  headers: { Authorization: `Bearer ${token}` },\n" +
  "  credentials: 'include',\n" +
  "});\n";

const CONSOLE = `[vite] connected.
app.js:31 Access to XMLHttpRequest at 'https://api.example.com/me' from origin 'https://app.example.com' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.
app.js:31  GET https://api.example.com/me net::ERR_FAILED 200 (OK)
Access to fetch at 'https://api.example.com/orders' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field x-b3-traceid is not allowed by Access-Control-Allow-Headers in preflight response.
app.js:40  GET https://down.example.com/ net::ERR_NAME_NOT_RESOLVED
Uncaught (in promise) TypeError: Failed to fetch
`;

export const EXPLAIN_CASES: readonly ExplainCase[] = [
  { name: "code", title: "A code", args: ["PreflightMissingAllowOriginHeader"] },
  {
    name: "code-of-firefox",
    title: "Firefox's name, and a stack",
    args: ["corsmissingalloworigin", "--stack", "spring"],
  },
  { name: "code-of-a-policy", title: "A code of a policy", args: ["OriginTrailingSlash"] },
  { name: "unknown-code", title: "A code that is misspelt", args: ["PreflightMisingAllowOriginHeader"] },
  { name: "console", title: "A console, with other lines in it", args: [], input: CONSOLE },
  { name: "json", title: "As JSON", args: ["--json"], input: CONSOLE.split("\n").slice(0, 3).join("\n") },
  {
    name: "control-characters",
    title: "Control characters in what a server sent",
    args: [],
    input:
      "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains the invalid value '\u001b[2Jx\u009b31m\u202e'. Have the server send the header with a valid value.\n",
  },
  { name: "silent", title: "A text that says nothing", args: [], input: "TypeError: Failed to fetch\n" },
  { name: "curl", title: "curl, as DevTools copies it", args: [], input: CURL },
  { name: "fetch", title: "fetch, as DevTools copies it", args: [], input: FETCH },
  { name: "code-with-fetch", title: "Somebody's own code", args: ["--from", "http://localhost:3000"], input: CODE },
  { name: "har-of-chromium", title: "A HAR file of Chromium", args: ["{har}/chromium.har"] },
  { name: "har-of-firefox", title: "A HAR file of Firefox", args: ["{har}/firefox.har"] },
  { name: "har-of-playwright", title: "A HAR file of Playwright", args: ["{har}/playwright.har"] },
  { name: "nothing-known", title: "Nothing that it knows", args: [], input: "hello, world: it does not work\n" },
  { name: "no-har", title: "JSON that is no HAR file", args: [], input: '{"name":"crossorigin"}\n' },
  { name: "no-file", title: "A file that is not there", args: ["./nowhere.har"] },
];
