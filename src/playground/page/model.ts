// Loaded on demand: the simulated browser and the policy's engine are the largest part of the page.
import {
  Browser,
  REASONS,
  type Exchange,
  type Page,
  type ProfileName,
  type Transport,
  type WireResponse,
} from "../../browser/slim.ts";
import { checkPolicy, definePolicy, type Policy, type PolicyOptions, type Problem } from "../../slim.ts";
import type { LabAnswer } from "../server/lab-answer.ts";
import type { HeaderLine } from "../server/wire-entry.ts";
import { wireMethod, type PageRequest } from "./page-request.ts";
import type { Case, ServerSpec } from "./server-spec.ts";

/** Something that was sent before, which the browser may remember. */
export interface Past extends Case {
  /** In milliseconds since 1970. */
  readonly time: number;
}

/** What a browser will do, says the model. */
export interface Prediction {
  readonly profile: ProfileName;
  /** `refused`: the page gets an error before there is a request. */
  readonly verdict: Exchange["verdict"] | "refused";
  readonly code?: string;
  readonly parameter?: string;
  /** One sentence on why not; empty when the page may read the answer. */
  readonly why: string;
  /** What the page sees: 0 when nothing. */
  readonly status: number;
  readonly type?: string;
  /** The headers that the page may read. */
  readonly headers: readonly HeaderLine[];
  readonly steps: Exchange["steps"];
  readonly wire: Exchange["wire"];
}

/** Hosts here are names of this machine, and examples; no list is needed to tell their sites. */
function publicSuffixOf(host: string): string | undefined {
  return host.includes(".") ? host.slice(host.lastIndexOf(".") + 1) : undefined;
}

/** What the engine finds wrong with a policy. */
export function problemsOf(options: unknown): readonly Problem[] {
  return checkPolicy(withSuffixes(options));
}

/**
 * What a browser will do with a request.
 *
 * @param page the origin of the page
 * @param past what it was sent before, oldest first: it may keep permissions
 * @param now milliseconds since 1970
 */
export async function predict(
  profile: ProfileName,
  page: string,
  past: readonly Past[],
  { request, server }: Case,
  now: number,
): Promise<Prediction> {
  let clock = now;
  let answering: Transport = noAnswer;
  const transport: Transport = (wireRequest) => answering(wireRequest);
  const browser = new Browser({ profile, transport, publicSuffixOf, now: () => clock });
  const opened = browser.page(page);
  for (const one of past) {
    clock = one.time;
    answering = transportOf(one.server, page);
    await explain(opened, one.request).catch(() => undefined);
  }
  clock = now;
  answering = transportOf(server, page);
  try {
    return toPrediction(profile, await explain(opened, request));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { profile, verdict: "refused", why, status: 0, headers: [], steps: [], wire: [] };
  }
}

function explain(page: Page, request: PageRequest): Promise<Exchange> {
  const { client, url, headers, body, credentials, mode, redirect, method } = request;
  if (client === "fetch")
    return page.explain(url, { method, headers, mode, credentials, redirect, ...(body === undefined ? {} : { body }) });
  const accept = client === "jquery" && !headers.some(([name]) => name.toLowerCase() === "accept");
  return page.explainXhr(url, {
    method: client === "jquery" ? wireMethod(request) : method,
    headers: [...headers, ...(accept ? [["Accept", "text/plain, */*; q=0.01"] as const] : [])],
    ...(body === undefined ? {} : { body }),
    withCredentials: credentials === "include",
  });
}

function toPrediction(profile: ProfileName, exchange: Exchange): Prediction {
  const { verdict, code, parameter, steps, wire, response } = exchange;
  return {
    profile,
    verdict,
    ...(code === undefined ? {} : { code }),
    ...(parameter === undefined ? {} : { parameter }),
    why: code === undefined ? "" : REASONS[code].title,
    status: response?.status ?? 0,
    ...(response === undefined ? {} : { type: response.type }),
    headers: response === undefined ? [] : [...response.headers],
    steps,
    wire,
  };
}

/** The server, as the model sees it. */
function transportOf(server: ServerSpec, page: string): Transport {
  if (server.kind === "gone") return noAnswer;
  const respond = server.kind === "hand" ? respondByHand(server.places) : respondByPolicy(server);
  return async (request) => {
    // The page's own server gives its files to its own page.
    if (new URL(request.url).origin === page) return { ...respondWith(200, []), body: null };
    return respond(request);
  };
}

const noAnswer: Transport = () => Promise.reject(new Error("There is no server."));

function respondByPolicy({ options, status = 200 }: Extract<ServerSpec, { kind: "policy" }>): Transport {
  const policy = compile(options);
  return async ({ method, url, headers }) => {
    const value = (name: string): string | undefined => valueOf(headers, name);
    const decision = policy?.decide({
      method,
      origin: value("origin"),
      requestMethod: value("access-control-request-method"),
      requestHeaders: value("access-control-request-headers"),
    });
    const lines = [...(decision?.headers ?? []), ...(decision?.vary ?? []).map((name): HeaderLine => ["Vary", name])];
    if (decision?.status !== undefined) return respondWith(decision.status, lines);
    const wished = /[?&]status=([2-5]\d\d)(&|$)/.exec(url)?.[1];
    return respondWith(wished === undefined ? status : Number(wished), [
      ["Content-Type", "text/plain; charset=utf-8"],
      ["X-Total-Count", "37"],
      ["ETag", '"tricia-37"'],
      ...lines,
    ]);
  };
}

/** @returns `undefined` when the options are none: the server then has the policy it had */
function compile(options: unknown): Policy | undefined {
  if (problemsOf(options).some(({ severity }) => severity === "error")) return undefined;
  return definePolicy(withSuffixes(options) as PolicyOptions);
}

function withSuffixes(options: unknown): unknown {
  return typeof options === "object" && options !== null ? { ...options, publicSuffixOf } : options;
}

function respondByHand(places: Extract<ServerSpec, { kind: "hand" }>["places"]): Transport {
  return async ({ method, url, headers }) => {
    const { pathname } = new URL(url);
    const place = places.find(({ path }) => path === pathname || path === "*");
    const asks = method === "OPTIONS" && valueOf(headers, "access-control-request-method") !== undefined;
    const nothing: LabAnswer = { status: 404, headers: [] };
    const written = place === undefined ? nothing : asks ? place.preflight : place.actual;
    if (written.silent === true) throw new Error("The server closed the connection without an answer.");
    const origin = valueOf(headers, "origin") ?? "";
    return respondWith(
      written.status,
      written.headers.map(([name, value]): HeaderLine => [name, value.replaceAll("{origin}", origin)]),
    );
  };
}

function respondWith(status: number, headers: readonly HeaderLine[]): WireResponse {
  return { status, statusText: "", headers, body: null };
}

function valueOf(headers: readonly HeaderLine[], name: string): string | undefined {
  const values = headers.filter(([written]) => written.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}
