import type { HeaderLine } from "../browser/wire.ts";
import { quote } from "./quote.ts";
import { isBlank, isToken, trimBlanks } from "./token.ts";

/** What stands before the body of a response. */
export interface ResponseHead {
  /** HTTP/1.1 or above, and so with chunks and connections that stay open. */
  readonly isModern: boolean;
  /** 100 to 999. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
}

/** Why it is none. */
export interface NoHead {
  readonly problem: string;
}

/** After so many bytes it is known whether they are HTTP: four that are forgiven, and its name. */
export const ENOUGH_TO_TELL = 8;

const CR = 0x0d;
const LF = 0x0a;

/**
 * Reads status line and header lines. Names and values are kept as written, without the blanks around them, every line in
 * its place. What Chromium forgives is forgiven here too, since browsers are what is imitated: up to four bytes before the
 * status line, lines that end with LF or CR alone, continued lines (joined with a space), and lines without a colon or
 * without a proper name, which are passed over.
 *
 * @param text one character a byte, up to the empty line
 * @see RFC 9112, 4 and 5
 */
export function parseResponseHead(text: string): ResponseHead | NoHead {
  if (text.includes("\0")) return { problem: "there is a NUL byte among its headers" };
  const start = startOfHead(text);
  const [first = "", ...lines] = linesOf(text.slice(Math.max(start, 0)));
  const status = start === -1 ? undefined : parseStatusLine(first);
  if (status === undefined) return { problem: `its status line is ${quote(first.slice(0, 80))}` };
  return { ...status, headers: headerLines(lines) };
}

/** Where `HTTP` begins, or -1 when it does not within the bytes that are forgiven. */
export function startOfHead(text: string): number {
  return text.slice(0, ENOUGH_TO_TELL).toUpperCase().indexOf("HTTP");
}

/** Cut at every CR and LF; what is empty goes, so that CRLF is one end. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const code = index === text.length ? LF : text.charCodeAt(index);
    if (code !== CR && code !== LF) continue;
    if (index > start) lines.push(text.slice(start, index));
    start = index + 1;
  }
  return lines;
}

/** `HTTP/1.1 200 OK`, with the leniency of browsers in letters, blanks and version, but three digits there must be. */
function parseStatusLine(line: string): Omit<ResponseHead, "headers"> | undefined {
  let at = "HTTP".length;
  while (at < line.length && !isBlank(line.charCodeAt(at))) at += 1;
  const version = line.slice("HTTP".length, at);
  while (isBlank(line.charCodeAt(at))) at += 1;
  const digits = countDigits(line, at);
  const status = Number(line.slice(at, at + digits));
  if (digits !== 3 || status < 100) return undefined;
  return { isModern: isModern(version), status, statusText: trimBlanks(line.slice(at + 3)) };
}

/** `/1.1` and everything later; no version at all is an old one. */
function isModern(version: string): boolean {
  const major = version.charCodeAt(1) - 0x30;
  const minor = version.charCodeAt(3) - 0x30;
  const isVersion = version.startsWith("/") && version.charAt(2) === "." && countDigits(version, 1) === 1;
  return isVersion && (major > 1 || (major === 1 && minor >= 1 && minor <= 9));
}

function countDigits(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at - start;
}

function headerLines(lines: readonly string[]): HeaderLine[] {
  const headers: { readonly name: string; readonly parts: string[] }[] = [];
  let parts: string[] | undefined;
  for (const line of lines) {
    if (isBlank(line.charCodeAt(0))) {
      // A continuation of what was passed over is passed over with it.
      parts?.push(trimBlanks(line));
      continue;
    }
    const colon = line.indexOf(":");
    const name = trimBlanks(line.slice(0, Math.max(colon, 0)));
    parts = isToken(name) ? [trimBlanks(line.slice(colon + 1))] : undefined;
    if (parts !== undefined) headers.push({ name, parts });
  }
  return headers.map(({ name, parts }) => [name, trimBlanks(parts.join(" "))]);
}

/** The values of all lines of a name, in order. */
export function valuesOf(headers: readonly HeaderLine[], name: string): string[] {
  return headers.filter((line) => line[0].toLowerCase() === name).map((line) => line[1]);
}

/** The members of a comma-separated header, of all its lines, in lower case. */
export function membersOf(headers: readonly HeaderLine[], name: string): string[] {
  const members = valuesOf(headers, name).flatMap((value) => value.split(","));
  return members.map((member) => trimBlanks(member).toLowerCase()).filter((member) => member !== "");
}
