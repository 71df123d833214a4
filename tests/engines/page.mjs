// Runs in the browser: asks for scenarios, does what they say, and tells what came of it. The same file serves the
// sandboxed frame, which is given its scenarios by the page around it.
/* global document, location, parent, XMLHttpRequest */

const session = new URLSearchParams(location.search).get("k");
const origins = JSON.parse(document.documentElement.dataset.origins);

/** Longest wait for one request, in milliseconds. */
const PATIENCE = 10_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function bodyOf(body) {
  switch (body.kind) {
    case "urlencoded":
      return new URLSearchParams(body.value);
    case "blob":
      return new Blob([body.value], body.type === undefined ? {} : { type: body.type });
    case "bytes":
      return new TextEncoder().encode(body.value);
    case "form": {
      const form = new FormData();
      form.append("field", body.value);
      return form;
    }
    case "stream":
      return new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(body.value));
          controller.close();
        },
      });
    default:
      return body.value;
  }
}

async function doFetch(url, step, signal) {
  const { method, mode, credentials, redirect, cache, referrerPolicy, keepalive } = step;
  const chosen = { method, mode, credentials, redirect, cache, referrerPolicy, keepalive };
  const init = Object.fromEntries(Object.entries({ ...chosen, signal }).filter(([, value]) => value !== undefined));
  if (step.headers !== undefined) init.headers = step.headers;
  if (step.body !== undefined) init.body = bodyOf(step.body);
  if (step.body?.kind === "stream") init.duplex = "half";
  const response = await fetch(url, init);
  const { type, status, redirected } = response;
  const seen = { verdict: "response", type, status, url: response.url, redirected, headers: [...response.headers] };
  try {
    seen.body = await response.text();
  } catch (error) {
    seen.body = `unreadable: ${error.name}`;
  }
  return seen;
}

function doXhr(url, step, signal) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    signal.addEventListener("abort", () => xhr.abort());
    xhr.open(step.method ?? "GET", url);
    if (step.withCredentials === true) xhr.withCredentials = true;
    for (const [name, value] of step.headers ?? []) xhr.setRequestHeader(name, value);
    if (step.upload === true) xhr.upload.addEventListener("progress", () => {});
    xhr.addEventListener("error", () => resolve({ verdict: "NetworkError" }));
    xhr.addEventListener("load", () => {
      const lines = xhr.getAllResponseHeaders().split("\r\n");
      const headers = lines
        .filter((line) => line !== "")
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(": ") + 2)]);
      resolve({ verdict: "response", status: xhr.status, url: xhr.responseURL, headers, body: xhr.responseText });
    });
    try {
      xhr.send(step.body === undefined ? null : bodyOf(step.body));
    } catch (error) {
      reject(error);
    }
  });
}

async function runStep(url, step) {
  const control = new AbortController();
  try {
    return await Promise.race([
      step.api === "xhr" ? doXhr(url, step, control.signal) : doFetch(url, step, control.signal),
      sleep(PATIENCE).then(() => {
        // It would keep its connection, of which a browser has few for one server.
        setTimeout(() => control.abort());
        return { verdict: "no end" };
      }),
    ]);
  } catch (error) {
    return { verdict: error.name };
  }
}

async function runScenario({ id, scenario }) {
  const outcomes = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (step.wait !== undefined) await sleep(step.wait);
    // The servers answer by the step that is under way.
    if (index > 0) await fetch(`${origins.S}/control/step/${id}/${index}`, { mode: "no-cors", cache: "no-store" });
    const at = performance.now();
    const host = step.hops[0]?.host ?? "X";
    const outcome = await runStep(`${origins[host]}/s/${id}/0${step.suffix ?? ""}`, step);
    outcomes.push({ ...outcome, at });
  }
  return { id, outcomes };
}

const asked = new Map();
let frame;

function runInFrame(job) {
  return new Promise((resolve) => {
    asked.set(job.id, resolve);
    frame.contentWindow.postMessage(job, "*");
  });
}

async function openFrame() {
  frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts";
  frame.src = `/frame?k=${session}`;
  const ready = new Promise((resolve) => {
    addEventListener("message", ({ data }) => {
      if (data === "ready") resolve();
      else asked.get(data.id)?.(data);
    });
  });
  document.body.append(frame);
  await ready;
}

async function serve() {
  await openFrame();
  for (;;) {
    const response = await fetch(`/control/next?k=${session}`, { cache: "no-store" });
    if (response.status !== 200) return;
    const jobs = await response.json();
    const results = await Promise.all(
      jobs.map((job) => (job.scenario.opaque === true ? runInFrame(job) : runScenario(job))),
    );
    asked.clear();
    await fetch(`/control/done?k=${session}`, { method: "POST", body: JSON.stringify(results) });
  }
}

if (parent === globalThis.window) {
  await serve();
} else {
  addEventListener("message", async ({ data }) => parent.postMessage(await runScenario(data), "*"));
  parent.postMessage("ready", "*");
}
