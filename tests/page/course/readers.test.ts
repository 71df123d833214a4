import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBench, openPage, pane, settled, expectWire, type Bench, type OpenPage } from "../browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

/** What each pane of a scenario has to say, and what the API saw. */
interface Case {
  readonly id: string;
  readonly panes: Readonly<Record<string, readonly string[]>>;
  readonly wire: readonly string[];
  /** What the console says, one pattern an error: each of these scenarios fails on purpose. */
  readonly errors: readonly RegExp[];
}

const NOT_ALLOWED_METHOD = /Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response/;
const BAD_STATUS = /It does not have HTTP ok status/;
const FAILED = /net::ERR_FAILED/;
const UNAUTHORIZED = /status of 401/;

const CASES: readonly Case[] = [
  {
    id: "same-host",
    panes: {
      "Same origin": ["✓ 200", "so nobody needs to allow anything", "This one went to the page's own server."],
      "Other port": ["✓ 200", "the API saw Origin: http://localhost:", "At the API: GET 200."],
    },
    wire: ["GET 200"],
    errors: [],
  },
  {
    id: "delete-as-options",
    panes: {
      "Policy without DELETE": [
        "blocked, never sent",
        "its list of methods has no DELETE",
        'What mends it: methods: ["PUT", "DELETE"]',
        "At the API: OPTIONS 204.",
      ],
      "No route for OPTIONS": ["blocked, never sent", "says 404", "At the API: OPTIONS 404."],
      "Handler runs for OPTIONS": [
        "blocked, never sent",
        "The handler ran for the OPTIONS",
        "At the API: OPTIONS 200.",
      ],
      "Policy with DELETE": ["✓ 200", "so the DELETE was sent, and arrived", "At the API: OPTIONS 204, DELETE 200."],
    },
    wire: [
      "OPTIONS 204 [preflight] [does not allow DELETE]",
      "OPTIONS 404 [preflight] [does not allow DELETE, content-type]",
      "OPTIONS 200 [preflight] [does not allow DELETE, content-type]",
      "OPTIONS 204 [preflight]",
      "DELETE 200",
    ],
    errors: [NOT_ALLOWED_METHOD, FAILED, BAD_STATUS, FAILED, NOT_ALLOWED_METHOD, FAILED],
  },
  {
    id: "basic",
    panes: {
      "Policy forgets Authorization": ["blocked, never sent", "the PUT was never sent", "At the API: OPTIONS 204."],
      "Policy names Authorization": ["✓ 200", "the PUT arrived with it", "At the API: OPTIONS 204, PUT 200."],
    },
    wire: [
      "OPTIONS 204 [preflight] [does not allow authorization]",
      "OPTIONS 204 [preflight]",
      "PUT 200 [Authorization]",
    ],
    errors: [/Request header field authorization is not allowed by Access-Control-Allow-Headers/, FAILED],
  },
  {
    id: "api-key",
    panes: {
      "Without the key": ["401, as meant, and readable", "The header X-Api-Key is missing.", "At the API: GET 401."],
      "With the key": ["✓ 200", '"by":"api-key"', "At the API: OPTIONS 204, GET 200."],
    },
    wire: ["GET 401", "OPTIONS 204 [preflight]", "GET 200 [X-Api-Key]"],
    errors: [UNAUTHORIZED],
  },
  {
    id: "login",
    panes: {
      "Before logging in": ["401, as meant, and readable", "At the API: GET 401."],
      "Log in": ["✓ 200", '"token":', "needs no permission", "At the API: POST 200."],
      "With the token": ["✓ 200", '"by":"token"', "At the API: OPTIONS 204, GET 200."],
    },
    wire: ["GET 401", "POST 200", "OPTIONS 204 [preflight]", "GET 200 [Authorization]"],
    errors: [UNAUTHORIZED],
  },
  {
    id: "cookies-same-site",
    panes: {
      "Log in": ["✓ 200", "sets two cookies"],
      "With credentials": ["✓ 200", "The browser sent the session's cookie: SameSite=Lax and SameSite=None; Secure."],
      "Without credentials": ["401, as meant, and readable", "Without withCredentials no cookie goes across origins"],
    },
    wire: ["POST 200", "GET 200 [Cookie]", "GET 401"],
    errors: [UNAUTHORIZED],
  },
  {
    // Debian's Chromium blocks third-party cookies, even SameSite=None; Secure.
    id: "cookies-cross-site",
    panes: {
      "Log in": ["✓ 200"],
      "With credentials": ["401, readable", "The browser sent no cookie"],
      "Without credentials": ["401, as meant, and readable"],
    },
    wire: ["POST 200", "GET 401", "GET 401"],
    errors: [UNAUTHORIZED, UNAUTHORIZED],
  },
  {
    id: "stopped",
    panes: {
      "Server stopped": [
        "blocked or not sent",
        "Nothing arrived, so this is not CORS: status 0",
        "At the API: nothing arrived.",
      ],
      "Preflight refused": ["blocked, never sent", "so this is CORS: status 0", "At the API: OPTIONS 404."],
    },
    wire: ["OPTIONS 404 [preflight] [does not allow PUT, content-type]"],
    errors: [/net::ERR_CONNECTION_REFUSED/, BAD_STATUS, FAILED],
  },
];

describe("the readers' cases in Chromium", () => {
  it.each(CASES)("$id behaves as its text says", async ({ id, panes, wire: expected, errors: patterns }) => {
    opened = await openPage(bench, "#stopped");
    const { page, errors } = opened;
    await settled(page);
    await page.getByRole("button", { name: "Clear" }).click();
    errors.length = 0;

    if (id === "stopped") await page.getByRole("button", { name: "Run again" }).click();
    else await page.locator(`a[href="#${id}"]`).click();
    await page.locator(`a[href="#${id}"][aria-current=true]`).waitFor();
    await settled(page);

    for (const [title, texts] of Object.entries(panes)) {
      const text = await pane(page, title).innerText();
      for (const expectedText of texts) expect(text).toContain(expectedText);
    }
    await expectWire(page, expected);
    expect(errors).toHaveLength(patterns.length);
    for (const pattern of patterns) expect(errors).toContainEqual(expect.stringMatching(pattern));
  });

  it("has a case for every scenario of the list but the article's", async () => {
    opened = await openPage(bench);
    const links = await opened.page
      .locator(".list a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(new Set(links)).toEqual(new Set(["#article", ...CASES.map(({ id }) => `#${id}`)]));
  });
});
