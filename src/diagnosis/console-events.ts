import { CHROMIUM_FRAMES, CHROMIUM_PREFLIGHT, CHROMIUM_TEXTS } from "./chromium-texts.ts";
import type { ConsoleFrame, ConsoleText } from "./console-text.ts";
import { FIREFOX_FRAMES, FIREFOX_TEXTS } from "./firefox-texts.ts";
import { foldMessage, foldText } from "./folded-text.ts";
import { compileTemplate, TemplateReader, type Filling, type Match, type Template } from "./text-template.ts";
import { WEBKIT_FRAMES, WEBKIT_TEXTS } from "./webkit-texts.ts";

/** One thing that a console said, and where. */
export interface ConsoleEvent {
  readonly start: number;
  readonly end: number;
  /** `undefined`: something was blocked for a reason that nobody here knows. */
  readonly row: ConsoleText | undefined;
  readonly frame: ConsoleFrame | undefined;
  readonly filling: Filling;
  /** Whether Chromium says that the answer to the preflight is at fault. */
  readonly preflight: boolean;
  /** `null`: Firefox says that there was no answer. */
  readonly status: number | null | undefined;
  /** Whether Safari repeats what it has said before. */
  readonly echo: boolean;
  /** The reason as it stands there, comparable. */
  readonly words: string;
}

interface Compiled<Row> {
  readonly row: Row;
  readonly template: Template;
}

function compile<Row extends { readonly text: string }>(rows: readonly Row[]): readonly Compiled<Row>[] {
  return rows.map((row) => ({ row, template: compileTemplate(row.text) }));
}

const FRAMES = compile([...CHROMIUM_FRAMES, ...FIREFOX_FRAMES, ...WEBKIT_FRAMES]);
const TEXTS = compile<ConsoleText>([...CHROMIUM_TEXTS, ...FIREFOX_TEXTS, ...WEBKIT_TEXTS]);

const PREFLIGHT = foldMessage(CHROMIUM_PREFLIGHT);
const ECHO = "failed to load resource: ";

/** What may follow a reason, in this order. */
const THEREFORE = compileTemplate("Origin '{origin}' is therefore not allowed access");
const STATUSES = ["status code: {status}", "The response had HTTP status code {status}"].map(compileTemplate);

/** Most characters between a reason and what follows it: brackets, a full stop, a space. */
const LONGEST_GAP = 4;

/** A frame in the text, by where the reason behind it begins. */
interface FramePlace {
  readonly row: ConsoleFrame;
  readonly start: number;
  readonly filling: Filling;
}

/** Everything that a text says in the words of a console, from left to right. The work grows with the text, no faster. */
export function consoleEvents(text: string): ConsoleEvent[] {
  const reader = new TemplateReader(foldText(text));
  const frames = findFrames(reader);
  const reasons = TEXTS.flatMap(({ row, template }) =>
    reader.all(template).map((match) => placeReason(reader, frames, row, match)),
  ).filter((place) => fits(place, reader));
  const lone = [...frames].map(([end, frame]) => loneFrame(reader, end, frame)).filter((place) => place !== undefined);
  return withTails(withoutOverlap([...reasons, ...lone]), reader);
}

type Place = Omit<ConsoleEvent, "status">;

function findFrames(reader: TemplateReader): Map<number, FramePlace> {
  const frames = new Map<number, FramePlace>();
  for (const { row, template } of FRAMES) {
    for (const { start, end, filling } of reader.all(template)) {
      const outer = frames.get(start);
      frames.set(end, { row, start: outer?.start ?? start, filling: { ...outer?.filling, ...filling } });
    }
  }
  return frames;
}

function placeReason(
  reader: TemplateReader,
  frames: ReadonlyMap<number, FramePlace>,
  row: ConsoleText,
  { start, end, filling }: Match,
): Place {
  const preflight = row.engine === "chromium" && reader.endsAt(PREFLIGHT, start);
  const inner = preflight ? start - PREFLIGHT.length : start;
  const frame = frames.get(inner);
  return {
    row,
    start: frame?.start ?? inner,
    end,
    frame: frame?.row,
    filling: { ...frame?.filling, ...filling, ...before(reader, row, start) },
    preflight,
    echo: reader.endsAt(ECHO, inner),
    words: reader.text.folded.slice(start, end),
  };
}

/** Consoles put method and URL before the name of a network error. */
function before(reader: TemplateReader, { text }: ConsoleText, start: number): Filling {
  const { folded, shown } = reader.text;
  if (!text.startsWith("net::") || folded.charAt(start - 1) !== " ") return {};
  const [url, method] = [wordBefore(folded, start - 1), wordBefore(folded, wordBefore(folded, start - 1) - 1)];
  const address = shown.slice(url, start - 1);
  if (!address.includes("://")) return {};
  const verb = shown.slice(method, Math.max(method, url - 1));
  return { url: address, ...(/^[A-Z]{3,10}$/.test(verb) ? { name: verb } : {}) };
}

/** Longest word that is looked at backwards, in characters. */
const LONGEST_WORD = 8192;

function wordBefore(folded: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < LONGEST_WORD && folded.charAt(start - 1) !== " ") start -= 1;
  return start;
}

function fits({ row, end, frame }: Place, { text }: TemplateReader): boolean {
  if (row?.framed === true && frame === undefined) return false;
  return row?.endsLine !== true || text.endsLine(end);
}

/** A frame before something unknown. At the end of a line it is another message, whose first words are the same. */
function loneFrame(reader: TemplateReader, end: number, { row, start, filling }: FramePlace): Place | undefined {
  if (row.past === true && reader.text.endsLine(end - 1)) return undefined;
  // The reason is not looked at, so it takes no room: a known one that begins here goes first.
  return { row: undefined, start, end, frame: row, filling, preflight: false, echo: false, words: "" };
}

/** Of places that share characters, the one that begins first, then the longest. */
function withoutOverlap(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  let end = 0;
  for (const place of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start < end) continue;
    kept.push(place);
    end = place.end;
  }
  return kept;
}

/** Reads what follows each reason: from left to right, so that no part is looked through twice. */
function withTails(places: readonly Place[], reader: TemplateReader): ConsoleEvent[] {
  const therefore = reader.pass(THEREFORE);
  const statuses = STATUSES.map((template) => reader.pass(template));
  return places.map((place) => {
    const told = therefore.at(afterGap(reader, place.end));
    const from = afterGap(reader, told?.end ?? place.end);
    const status = place.filling.status ?? statuses.map((pass) => pass.at(from)?.filling.status).find(isText);
    return {
      ...place,
      filling: { ...place.filling, ...told?.filling },
      status: status === undefined || status === "(null)" ? status && null : Number(status),
    };
  });
}

function afterGap({ text: { folded } }: TemplateReader, end: number): number {
  let at = end;
  while (at - end < LONGEST_GAP && ".) '".includes(folded.charAt(at)) && at < folded.length) at += 1;
  return at;
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
