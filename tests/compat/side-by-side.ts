import * as fc from "fast-check";
import { createServer, request as send, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it goes over the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back: the status, and every header line but those that differ from one second to the next. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: readonly string[];
  readonly body: string;
}

const UNSTABLE = ["date", "connection", "keep-alive", "etag", "transfer-encoding"];

/** A server whose application is exchanged for each case. */
export class Stage {
  readonly #server: Server = createServer((request, response) => this.#listener(request, response));
  #listener: RequestListener = (_request, response) => response.end();

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** What this application answers, one request after the other. */
  async play(listener: RequestListener, requests: readonly Asked[]): Promise<Answered[]> {
    this.#listener = listener;
    const answers: Answered[] = [];
    // oxlint-disable-next-line no-await-in-loop
    for (const asked of requests) answers.push(await this.#ask(asked));
    return answers;
  }

  #ask({ method, path, headers }: Asked): Promise<Answered> {
    const { port } = this.#server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      send({ host: "127.0.0.1", port, method, path, headers }, (response) => readAnswer(response).then(resolve, reject))
        .on("error", reject)
        .end();
    });
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answered> {
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += String(chunk);
  const { statusCode, rawHeaders } = response;
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name.toLowerCase()}: ${rawHeaders[index + 1] ?? ""}`] : [],
  );
  const stable = lines.filter((line) => !UNSTABLE.includes(line.slice(0, line.indexOf(":"))));
  return { status: statusCode, headers: stable.sort(), body };
}

/** Origins that requests name and options list: pages, strangers that look like them, `null`, and texts that are no origins. */
const ORIGINS = [
  "https://a.example",
  "https://b.example",
  "https://a.example.evil.example",
  "https://xa.example",
  "http://a.example",
  "null",
  "a.example",
  "*",
  "https://*.example",
];

export const anOrigin: fc.Arbitrary<string> = fc.constantFrom(...ORIGINS);

/** Expressions of every kind: tied to both ends, to one, to none; matching everything; with flags. */
export const anExpression: fc.Arbitrary<RegExp> = fc.constantFrom(
  /^https:\/\/a\.example$/,
  /a\.example$/,
  /^https:\/\/a.example/,
  /EXAMPLE/i,
  /.*/,
  /^$/,
  /undefined/,
);

/** Names as these libraries take them: a list, one text, nothing. */
export function someNames(...names: readonly string[]): fc.Arbitrary<string | string[]> {
  const list = fc.subarray([...names]);
  return fc.oneof(
    list,
    list.map((chosen) => chosen.join(",")),
    fc.constantFrom("*", `${names.join(" , ")} `),
  );
}

const ASKED_HEADERS = ["x-a", "x-a,content-type", " x-a , x-b ", "authorization", ",", ""];

/** A request: any method, with and without an `Origin`, asking for permission or not. */
const aRequest: fc.Arbitrary<Asked> = fc
  .record(
    {
      method: fc.constantFrom("GET", "POST", "DELETE", "OPTIONS", "OPTIONS", "OPTIONS"),
      path: fc.constantFrom("/ok", "/vary", "/throws", "/own-options", "/nowhere"),
      origin: fc.oneof(anOrigin, fc.constant("")),
      requestMethod: fc.constantFrom("PUT", "DELETE", "GET", ""),
      requestHeaders: fc.constantFrom(...ASKED_HEADERS),
    },
    { requiredKeys: ["method", "path"] },
  )
  .map(({ method, path, origin, requestMethod, requestHeaders }) => {
    const headers = {
      origin,
      "access-control-request-method": requestMethod,
      "access-control-request-headers": requestHeaders,
    };
    const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { method, path, headers: Object.fromEntries(given) };
  });

export const someRequests: fc.Arbitrary<Asked[]> = fc.array(aRequest, { minLength: 1, maxLength: 6 });
