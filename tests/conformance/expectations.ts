import type { FetchInit, ReasonCode, XhrInit } from "../../src/browser/index.ts";
import type { Expected, Got, Outcome, Row, Step } from "./row.ts";
import type { Resources } from "./server.ts";

/** The page reads the answer of another origin. */
export function reads(more: Omit<Got, "type"> = {}): Outcome {
  return { got: { type: "cors", status: 200, ...more } };
}

/** The page reads the answer of its own origin. */
export function readsOwn(more: Omit<Got, "type"> = {}): Outcome {
  return { got: { type: "basic", status: 200, ...more } };
}

/** The page gets an answer that it cannot read. */
export const OPAQUE: Outcome = {
  got: { type: "opaque", status: 0, statusText: "", url: "", redirected: false, text: "", body: false },
};

/** The page gets a redirect that it cannot read. */
export function opaqueRedirect(url: string): Outcome {
  return { got: { type: "opaqueredirect", status: 0, statusText: "", url, text: "", body: false } };
}

/** The page gets a `TypeError`. */
export function fails(failed: ReasonCode, hop?: number): Outcome {
  return hop === undefined ? { failed } : { failed, hop };
}

/** The page gets a `TypeError` before anything is sent. */
export const THROWS: Outcome = { thrown: "TypeError" };

/** A row in which the page asks once, by `fetch()`. */
export function fetchRow(name: string, resources: Resources, url: string, init: FetchInit, expected: Expected): Row {
  return { name, resources, steps: [{ url, init, ...expected }] };
}

/** A row in which the page asks once, by `XMLHttpRequest`. */
export function xhrRow(name: string, resources: Resources, url: string, xhr: XhrInit, expected: Expected): Row {
  return { name, resources, steps: [{ url, xhr, ...expected }] };
}

/** A row in which the page asks several times. */
export function rowOf(name: string, resources: Resources, steps: readonly Step[]): Row {
  return { name, resources, steps };
}
