import type { HeaderLine } from "../server/wire-entry.ts";
import { ajaxSettings, fetchInit } from "./client-code.ts";
import type { PageRequest } from "./page-request.ts";

/** What a page learns of a request. */
export interface Outcome {
  /** Whether the page would call it a success: it may read the answer, and the status is no error. */
  readonly ok: boolean;
  /** 0 when the browser lets the page know nothing. */
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
  /** What `fetch` calls the answer; absent when there is none, and with the other clients. */
  readonly type?: ResponseType;
  /** The headers that the page may read. */
  readonly headers: readonly HeaderLine[];
  /** The error that the page got. */
  readonly error?: string;
}

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT = 12_000;

/** Longest text that is kept of an answer, in characters. */
const LONGEST_TEXT = 20_000;

type Told = Omit<Outcome, "milliseconds">;

/** Sends a request with the client that it names. Never rejects: a failure is an outcome. */
export async function send(request: PageRequest): Promise<Outcome> {
  const started = performance.now();
  const told = await (
    request.client === "jquery"
      ? sendByJquery(request)
      : request.client === "fetch"
        ? sendByFetch(request)
        : sendByXhr(request)
  ).catch(failed);
  if (told.error !== undefined) console.log("ERROR:", request.method, request.url, told.status, told.error);
  return { ...told, text: told.text.slice(0, LONGEST_TEXT), milliseconds: Math.round(performance.now() - started) };
}

async function sendByJquery(request: PageRequest): Promise<Told> {
  const { $ } = await import("jquery");
  return new Promise((resolve) => {
    const finish = (ok: boolean, xhr: JQuery.jqXHR, error?: string): void =>
      resolve({
        ok,
        status: xhr.status,
        text: xhr.responseText ?? "",
        headers: readHeaders(xhr.getAllResponseHeaders()),
        ...(error === undefined ? {} : { error }),
      });
    $.ajax({ ...ajaxSettings(request), timeout: TIMEOUT })
      .done((_text, _status, xhr) => finish(true, xhr))
      .fail((xhr, status, error) => finish(false, xhr, error === "" ? status : error));
  });
}

async function sendByFetch(request: PageRequest): Promise<Told> {
  const response = await fetch(request.url, { ...fetchInit(request), signal: AbortSignal.timeout(TIMEOUT) });
  const { ok, status, type } = response;
  return { ok, status, type, text: await response.text(), headers: [...response.headers] };
}

async function sendByXhr({ method, url, headers, body, credentials }: PageRequest): Promise<Told> {
  const xhr = new XMLHttpRequest();
  xhr.open(method, url);
  xhr.timeout = TIMEOUT;
  for (const [name, value] of headers) xhr.setRequestHeader(name, value);
  xhr.withCredentials = credentials === "include";
  return new Promise((resolve) => {
    xhr.addEventListener("loadend", () => {
      const { status, responseText } = xhr;
      const read = { ok: status >= 200 && status < 300, status, text: responseText };
      const error = status === 0 ? { error: "The XMLHttpRequest failed." } : {};
      resolve({ ...read, headers: readHeaders(xhr.getAllResponseHeaders()), ...error });
    });
    xhr.send(body ?? null);
  });
}

function failed(error: unknown): Told {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { ok: false, status: 0, text: "", headers: [], error: text };
}

function readHeaders(text: string | null): HeaderLine[] {
  return (text ?? "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
}
