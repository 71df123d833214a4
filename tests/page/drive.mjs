// Runs in the playground's page, in any browser: opens every scenario, waits until it is done, and tells what was said of the
// model and the browser. It tells by addresses that the API then has in its log, since the page may reach nothing else.
/* global document, location, fetch, setTimeout */

const setup = JSON.parse(document.getElementById("setup").textContent);
const api = setup.apiOrigins[location.hostname === "127.0.0.1" ? 1 : 0];

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The API is stopped now and then, and a browser may be busy: it is told again. */
async function tell(path) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      return await fetch(`${api}/report/${path}`, { mode: "no-cors" });
    } catch {
      await sleep(250);
    }
  }
}

/** Until every pane is done and nothing runs. */
async function settled() {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    await sleep(50);
    const panes = [...document.querySelectorAll(".pane")];
    const isDone = panes.length > 0 && panes.every((pane) => pane.dataset.state === "done");
    if (isDone && document.querySelector(".button")?.textContent === "Run again") return true;
  }
  return false;
}

async function report(id) {
  const isSettled = await settled();
  const text = (selector) => [...document.querySelectorAll(selector)].map((place) => place.textContent).join(" / ");
  const said = isSettled ? `${text(".pane__verdict")} | ${text(".pane__agreement")}` : "it did not end";
  await tell(`${id}/${encodeURIComponent(said)}`);
}

await settled();
const ids = [...document.querySelectorAll(".list__entries a")].map((link) => link.getAttribute("href").slice(1));
// A browser that died at one goes on with it.
const from = new URLSearchParams(location.search).get("from")?.replace(/-mended$/, "");
for (const id of ids.slice(Math.max(0, ids.indexOf(from)))) {
  location.hash = id;
  await sleep(50);
  await report(id);
  const mend = [...document.querySelectorAll("button")].find((button) => button.textContent === "Mend it");
  if (mend === undefined) continue;
  mend.click();
  await sleep(50);
  await report(`${id}-mended`);
}
await tell("end/end");
