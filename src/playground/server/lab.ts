import type { LabAnswer, LabPlace } from "./lab-answer.ts";
import { headerOf, type RawRequest } from "./raw-request.ts";
import type { HeaderLine } from "./wire-entry.ts";

/** An answer with every line that goes over the wire. */
export interface FullAnswer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
  readonly delay: number;
  readonly silent: boolean;
}

/** What the lab says where nobody has written an answer. */
const NOTHING: LabAnswer = {
  status: 404,
  headers: [["Content-Type", "text/plain"]],
  body: "Nobody wrote an answer for this path.",
};

/** Statuses that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** The answers that are written by hand, and which of them a request gets. It knows nothing else, and asks nobody. */
export class Lab {
  #places: readonly LabPlace[] = [];

  /** Replaces every answer. */
  write(places: readonly LabPlace[]): void {
    this.#places = places;
  }

  answer(request: RawRequest): FullAnswer {
    const path = request.target.split("?", 1)[0] ?? "";
    const place = this.#places.find((candidate) => candidate.path === path);
    const asks = request.method === "OPTIONS" && headerOf(request, "access-control-request-method") !== "";
    const written = place === undefined ? NOTHING : asks ? place.preflight : place.actual;
    const origin = headerOf(request, "origin");
    const headers = written.headers.map(([name, value]): HeaderLine => [name, value.replaceAll("{origin}", origin)]);
    const sendsBody = request.method !== "HEAD" && !BODILESS.has(written.status);
    const text = Buffer.from(written.body ?? `Method: ${request.method}\n`).toString("latin1");
    return {
      status: written.status,
      headers: [
        ...headers,
        ...ownLine("Content-Length", sendsBody ? String(text.length) : undefined, headers),
        ...ownLine("Cache-Control", "no-store", headers),
        ["Connection", "close"],
      ],
      body: sendsBody ? text : "",
      delay: written.delay ?? 0,
      silent: written.silent === true,
    };
  }
}

/** A line that is added where nobody wrote one. */
function ownLine(name: string, value: string | undefined, written: readonly HeaderLine[]): HeaderLine[] {
  const isWritten = written.some(([other]) => other.toLowerCase() === name.toLowerCase());
  return value === undefined || isWritten ? [] : [[name, value]];
}
