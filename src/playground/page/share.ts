import type { HeaderLine } from "../server/wire-entry.ts";
import type { LabAnswer, LabPlace } from "../server/lab-answer.ts";
import { CLIENTS, CREDENTIALS_MODES, MODES, pageRequest, REDIRECT_MODES, type PageRequest } from "./page-request.ts";
import type { Case, ServerSpec } from "./server-spec.ts";
import { API_ORIGIN, LAB_ORIGIN, OTHER_SITE_API_ORIGIN, OTHER_SITE_LAB_ORIGIN, PAGE_ORIGIN } from "./setup.ts";

/** Longest address that is read, in characters. */
const LONGEST = 16_000;

/** Ports differ from machine to machine, so an address names the origins. */
const NAMES: readonly (readonly [name: string, origin: string])[] = [
  ["{page}", PAGE_ORIGIN],
  ["{api}", API_ORIGIN],
  ["{api2}", OTHER_SITE_API_ORIGIN],
  ["{lab}", LAB_ORIGIN],
  ["{lab2}", OTHER_SITE_LAB_ORIGIN],
];

/** Headers whose values an address never carries. */
const SECRET = /^(authorization|cookie|proxy-authorization|.*(token|secret|key|session).*)$/i;

/** A case as a part of an address, without what says who the user is. */
export function writeCase({ request, server }: Case): string {
  const headers = request.headers.map(([name, value]): HeaderLine => [name, SECRET.test(name) ? "" : value]);
  let text = JSON.stringify({ request: { ...request, headers }, server });
  for (const [name, origin] of NAMES) text = text.replaceAll(new RegExp(`${escape(origin)}(?!\\d)`, "g"), name);
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Reads what `writeCase` wrote, or what a stranger wrote: nothing is taken over that is not known.
 *
 * @returns `undefined` when it is no case
 */
export function readCase(written: string): Case | undefined {
  if (written.length > LONGEST) return undefined;
  try {
    const binary = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
    let text = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
    for (const [name, origin] of NAMES) text = text.replaceAll(name, origin);
    const value = JSON.parse(text) as unknown;
    const request = readRequest(member(value, "request"));
    const server = readServer(member(value, "server"));
    return request === undefined || server === undefined ? undefined : { request, server };
  } catch (error) {
    // Whatever is wrong with it, there is no case in it.
    console.info("The address holds no case:", error);
    return undefined;
  }
}

function readRequest(value: unknown): PageRequest | undefined {
  const url = member(value, "url");
  const method = member(value, "method");
  const headers = readLines(member(value, "headers"));
  const body = member(value, "body");
  if (typeof url !== "string" || typeof method !== "string" || headers === undefined) return undefined;
  return pageRequest({
    client: oneOf(CLIENTS, member(value, "client")),
    url,
    method,
    headers,
    ...(typeof body === "string" ? { body } : {}),
    credentials: oneOf(CREDENTIALS_MODES, member(value, "credentials")),
    mode: oneOf(MODES, member(value, "mode")),
    redirect: oneOf(REDIRECT_MODES, member(value, "redirect")),
  });
}

function readServer(value: unknown): ServerSpec | undefined {
  if (member(value, "kind") === "policy") {
    const options = member(value, "options");
    return typeof options === "object" && options !== null ? { kind: "policy", options } : undefined;
  }
  const written = member(value, "places");
  if (member(value, "kind") !== "hand" || !Array.isArray(written)) return undefined;
  const places = written.map(readPlace).filter((place) => place !== undefined);
  return places.length === 0 || places.length > 5 ? undefined : { kind: "hand", places };
}

function readPlace(value: unknown): LabPlace | undefined {
  const path = member(value, "path");
  const preflight = readAnswer(member(value, "preflight"));
  const actual = readAnswer(member(value, "actual"));
  if (typeof path !== "string" || preflight === undefined || actual === undefined) return undefined;
  return { path, preflight, actual };
}

function readAnswer(value: unknown): LabAnswer | undefined {
  const status = member(value, "status");
  const headers = readLines(member(value, "headers"));
  const [body, delay, silent] = [member(value, "body"), member(value, "delay"), member(value, "silent")];
  if (typeof status !== "number" || headers === undefined) return undefined;
  return {
    status,
    headers,
    ...(typeof body === "string" ? { body } : {}),
    ...(typeof delay === "number" ? { delay } : {}),
    ...(silent === true ? { silent } : {}),
  };
}

function readLines(value: unknown): HeaderLine[] | undefined {
  if (!Array.isArray(value) || value.length > 50) return undefined;
  const lines = value.filter(
    (line: unknown): line is HeaderLine =>
      Array.isArray(line) && line.length === 2 && line.every((text) => typeof text === "string"),
  );
  return lines.length === value.length ? lines : undefined;
}

function oneOf<Value extends string>(values: readonly [Value, ...Value[]], value: unknown): Value {
  return values.find((known) => known === value) ?? values[0];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
