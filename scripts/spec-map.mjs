// Part of `npm run docs`: collects from the doc comments of src/browser and src/standard which algorithm of the standard is
// where, what is not modelled and what departs, and writes docs/spec-map.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./steps.mjs";

/** The text of the Fetch standard that the sources follow. */
export const PINNED = "https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/";

const ROOMS = ["src/browser", "src/standard"];

/**
 * A doc comment, and what it is about.
 *
 * @typedef {{ file: string, name: string, paragraphs: string[], sees: string[] }} DocComment
 */

/** `docs/spec-map.md`, as it has to be. */
export function specMap() {
  const comments = ROOMS.flatMap(sourcesIn).flatMap(commentsIn);
  const seen = comments.flatMap((comment) => comment.sees.map((address) => ({ address, comment })));
  const fetch = seen.filter(({ address }) => address.startsWith(`${PINNED}#`));
  const others = seen.filter(({ address }) => !address.startsWith(PINNED));
  return [
    INTRODUCTION,
    "## The Fetch standard\n",
    table(
      "section",
      fetch.map(({ address, comment }) => [`[${address.slice(PINNED.length)}](${address})`, comment]),
    ),
    "## Other standards\n",
    table(
      "section",
      others.map(({ address, comment }) => [address.includes("://") ? `<${address}>` : address, comment]),
    ),
    "## Not modelled\n",
    ...phrases(comments, "Not modelled"),
    "\n## Departures\n",
    "On purpose, and for everybody. Where one engine departs from the standard, that is a row of `src/browser/departures.ts`.\n",
    ...phrases(comments, "Departs"),
    "",
  ].join("\n");
}

const INTRODUCTION = `# Where the standards are

What each part of [src/browser](../src/browser) and [src/standard](../src/standard) follows, as its doc comment says, in the text of the Fetch
standard that all of them follow: [commit 586cd2a](${PINNED}). When that text is exchanged for a newer one, these are the places to read again.

This page is written by \`npm run docs\`; a test fails when it is not what the sources say.
`;

/**
 * @param {string} room
 * @returns {string[]} its files, from the project's root, without tests
 */
function sourcesIn(room) {
  return readdirSync(join(ROOT, room))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => `${room}/${name}`);
}

/**
 * @param {string} file
 * @returns {DocComment[]}
 */
function commentsIn(file) {
  const source = readFileSync(join(ROOT, file), "utf8");
  return [...source.matchAll(/\/\*\*(.*?)\*\/\s*([^\n]*)/gs)].map(([, comment = "", declaration = ""]) => {
    const lines = comment.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trim());
    const tag = lines.findIndex((line) => line.startsWith("@"));
    const text = (tag === -1 ? lines : lines.slice(0, tag)).join("\n");
    return {
      file,
      name: nameIn(declaration),
      paragraphs: text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim()),
      sees: lines.filter((line) => line.startsWith("@see ")).map((line) => line.slice("@see ".length)),
    };
  });
}

/**
 * What a line declares: a function, a class, a type, a constant or a member.
 *
 * @param {string} declaration
 */
function nameIn(declaration) {
  const [, declared] =
    /^(?:export )?(?:async )?(?:abstract )?(?:function|class|interface|type|const) (\w+)/.exec(declaration) ?? [];
  const [, member] = /^(?:export )?(?:readonly |override |async |get )*([#\w]+)/.exec(declaration) ?? [];
  const name = declared ?? member;
  if (name === undefined) throw new Error(`Nothing is declared here: ${declaration}`);
  return name;
}

/**
 * @param {string} head
 * @param {readonly (readonly [string, DocComment])[]} rows
 */
function table(head, rows) {
  const lines = rows.map(([text, { file, name }]) => `| ${text} | \`${name}\` | [${file}](../${file}) |`);
  return [`| ${head} | in | file |`, "| --- | --- | --- |", ...lines.sort(), ""].join("\n");
}

/**
 * @param {readonly DocComment[]} comments
 * @param {string} word with which a paragraph begins
 */
function phrases(comments, word) {
  return comments.flatMap(({ file, name, paragraphs }) =>
    paragraphs
      .filter((paragraph) => paragraph.startsWith(`${word}: `))
      .map((paragraph) => `- \`${name}\` in [${file}](../${file}): ${paragraph.slice(word.length + 2)}`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, "docs", "spec-map.md"), specMap());
}
