import type { LabAnswer, LabPlace } from "./lab-answer.ts";
import type { HeaderLine } from "./wire-entry.ts";

/** What a hand-written answer may hold at most. */
const MOST = { places: 5, lines: 50, path: 500, name: 200, value: 4000, body: 20_000, delay: 10_000 } as const;

/** What is wrong with something that was sent to the control API: where, and what to write there. */
export interface ControlProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Reads the lab's answers from JSON. Values may be wrong as HTTP, but one line stays one line.
 *
 * @returns the places, or what is wrong
 */
export function readPlaces(value: unknown): readonly LabPlace[] | ControlProblem {
  if (!Array.isArray(value)) return problem([], "The answers are a list of places.");
  if (value.length > MOST.places) return problem([], `There are at most ${MOST.places} places.`);
  const places: LabPlace[] = [];
  for (const [index, entry] of value.entries()) {
    const place = readPlace(entry, [index]);
    if ("message" in place) return place;
    places.push(place);
  }
  return places;
}

function readPlace(value: unknown, at: ControlProblem["path"]): LabPlace | ControlProblem {
  const fields = readFields(value, ["path", "preflight", "actual"], at);
  if ("message" in fields) return fields;
  const { path } = fields.values;
  if (typeof path !== "string" || !/^\/[\x21-\x7e]*$/.test(path) || path.length > MOST.path)
    return problem([...at, "path"], `A path begins with / and has at most ${MOST.path} visible ASCII characters.`);
  const preflight = readAnswer(fields.values["preflight"], [...at, "preflight"]);
  if ("message" in preflight) return preflight;
  const actual = readAnswer(fields.values["actual"], [...at, "actual"]);
  if ("message" in actual) return actual;
  return { path, preflight, actual };
}

function readAnswer(value: unknown, at: ControlProblem["path"]): LabAnswer | ControlProblem {
  const fields = readFields(value, ["status", "headers", "body", "delay", "silent"], at);
  if ("message" in fields) return fields;
  const { status, headers, body, delay, silent } = fields.values;
  if (!isWhole(status, 100, 999)) return problem([...at, "status"], "A status is a whole number from 100 to 999.");
  if (!Array.isArray(headers) || headers.length > MOST.lines)
    return problem([...at, "headers"], `Headers are a list of at most ${MOST.lines} lines.`);
  for (const [index, line] of headers.entries())
    if (!isLine(line)) {
      return problem(
        [...at, "headers", index],
        "A header line is a name of visible ASCII without a colon, and a value of Latin-1 without line ends.",
      );
    }
  if (body !== undefined && (typeof body !== "string" || body.length > MOST.body))
    return problem([...at, "body"], `A body is a text of at most ${MOST.body} characters.`);
  if (delay !== undefined && !isWhole(delay, 0, MOST.delay))
    return problem([...at, "delay"], `A delay is a whole number of milliseconds, at most ${MOST.delay}.`);
  if (silent !== undefined && typeof silent !== "boolean")
    return problem([...at, "silent"], "Silent is true or false.");
  return {
    status,
    headers: headers as HeaderLine[],
    ...(body === undefined ? {} : { body }),
    ...(delay === undefined ? {} : { delay }),
    ...(silent === undefined ? {} : { silent }),
  };
}

/**
 * The members of an object, none but the known ones.
 *
 * @param at where it stands
 */
export function readFields(
  value: unknown,
  names: readonly string[],
  at: ControlProblem["path"] = [],
): { readonly values: Readonly<Record<string, unknown>> } | ControlProblem {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return problem(at, `Here stands an object with ${names.join(", ")}.`);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined)
    return problem([...at, unknown.slice(0, 100)], `There is no such field; there are ${names.join(", ")}.`);
  return { values: value as Readonly<Record<string, unknown>> };
}

function isLine(value: unknown): value is HeaderLine {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [name, text] = value as [unknown, unknown];
  return (
    typeof name === "string" &&
    typeof text === "string" &&
    name.length <= MOST.name &&
    text.length <= MOST.value &&
    /^[\x21-\x39\x3b-\x7e]+$/.test(name) &&
    /^[\t\x20-\x7e\x80-\xff]*$/.test(text)
  );
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function problem(path: ControlProblem["path"], message: string): ControlProblem {
  return { path, message };
}
