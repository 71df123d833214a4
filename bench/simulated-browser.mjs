// A request of the simulated browser to a handler in this process, against others that make one without a browser.
import { createRequire } from "node:module";
import { Browser } from "crossorigin/browser";
import { handler } from "crossorigin/transport";
import { Window } from "happy-dom";
import { fetch, MockAgent } from "undici";
import { startChild } from "./child.mjs";
import { measureAsync, median, ratioOf } from "./harness.mjs";
import { APP } from "./served.mjs";

const { JSDOM } = createRequire(import.meta.url)("jsdom");

const API = "https://api.example.com/orders/1";
const BODY = "Hello";
const HEADERS = { "access-control-allow-origin": APP, "content-type": "text/plain" };
const PREFLIGHT = { ...HEADERS, "access-control-allow-methods": "PUT", "access-control-max-age": "600" };

/** @type {import("./harness.mjs").Benchmark} */
export async function simulatedBrowser(pace) {
  const server = startChild("serve.mjs", ["node", "any origin"], 1);
  const { port } = await server.says();
  const dispatcher = mockAgent();
  const page = pageWith(600);
  const forgetful = pageWith(0);
  const dom = new JSDOM("", { url: APP, resources: { dispatcher } });
  const window = new Window({ url: APP.replace("https:", "http:") });
  try {
    const contenders = {
      "page.fetch": () => textOf(page.fetch(API)),
      "page.fetch, preflight cached": () => textOf(page.fetch(API, { method: "PUT" })),
      "page.fetch, preflight sent": () => textOf(forgetful.fetch(API, { method: "PUT" })),
      "undici, MockAgent": () => textOf(fetch(API, { dispatcher })),
      "jsdom, MockAgent": () => sendXhr(dom.window),
      "happy-dom, loopback": () => textOf(window.fetch(`http://127.0.0.1:${port}/`)),
    };
    for (const [name, call] of Object.entries(contenders)) {
      if ((await call()) !== BODY) throw new Error(`${name} has read something else.`);
    }
    const times = await measureAsync(Object.values(contenders), pace);
    const [simple = [], cached, sent, undici, jsdom, happyDom] = times;
    return {
      title: "simulated browser",
      note: "One request and the whole body of its answer, in costs of page.fetch. happy-dom's own interceptor answers before any request is made, so it asks a server.",
      columns: ["what", "times page.fetch"],
      rows: Object.keys(contenders).map((name, at) => [name, median(times[at] ?? []) / median(simple)]),
      figures: {
        "fetch-undici": ratioOf(simple, undici),
        "fetch-jsdom": ratioOf(jsdom, simple),
        "fetch-happy-dom": ratioOf(happyDom, simple),
        "fetch-cached-preflight": ratioOf(cached, simple),
        "fetch-sent-preflight": ratioOf(sent, simple),
      },
    };
  } finally {
    server.end();
    dom.window.close();
    await window.happyDOM.close();
    await dispatcher.close();
  }
}

/** @param {number} maxAge of the preflight's answer, in seconds */
function pageWith(maxAge) {
  const transport = handler(({ method }) => {
    if (method !== "OPTIONS") return new Response(BODY, { headers: HEADERS });
    return new Response(null, { status: 204, headers: { ...PREFLIGHT, "access-control-max-age": `${maxAge}` } });
  });
  return new Browser({ transport }).page(APP);
}

function mockAgent() {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const { origin, pathname } = new URL(API);
  agent.get(origin).intercept({ path: pathname }).reply(200, BODY, { headers: HEADERS }).persist();
  return agent;
}

/** @param {Promise<{ text(): Promise<string> }>} response */
async function textOf(response) {
  return (await response).text();
}

/**
 * @param {any} window
 * @returns {Promise<string>}
 */
function sendXhr(window) {
  return new Promise((resolve, reject) => {
    const request = new window.XMLHttpRequest();
    request.open("GET", API);
    request.addEventListener("load", () => resolve(request.responseText));
    request.addEventListener("error", () => reject(new Error("jsdom has refused the answer.")));
    request.send();
  });
}
