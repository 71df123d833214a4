import { $ } from "jquery";

/** A request, as a page would hand it to jQuery. */
export interface AjaxRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value that is sent as JSON. */
  readonly json?: unknown;
  /** Fields that are sent as a form sends them. */
  readonly form?: Readonly<Record<string, string>>;
  /** Whether cookies may go along. */
  readonly withCredentials?: boolean;
}

/** What a page learns of a request. */
export interface Outcome {
  /** Whether jQuery calls it a success. */
  readonly ok: boolean;
  /** 0 when the browser lets the page know nothing. */
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT = 10_000;

/** Sends a request with `$.ajax`. Never rejects: a failure is an outcome. */
export function send(request: AjaxRequest): Promise<Outcome> {
  const { method, url, headers, json, form, withCredentials = false } = request;
  const started = performance.now();
  return new Promise((resolve) => {
    const finish = (ok: boolean, { status, responseText }: JQuery.jqXHR): void =>
      resolve({ ok, status, text: responseText ?? "", milliseconds: Math.round(performance.now() - started) });
    $.ajax({
      url,
      method,
      headers: { ...headers },
      ...(json === undefined ? {} : { data: JSON.stringify(json), contentType: "application/json" }),
      ...(form === undefined ? {} : { data: form }),
      dataType: "text",
      timeout: TIMEOUT,
      xhrFields: { withCredentials },
    })
      .done((_text, _status, xhr) => finish(true, xhr))
      .fail((xhr, status, error) => {
        console.log("ERROR:", method, url, status, error);
        finish(false, xhr);
      });
  });
}
