import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** A copy of the project that nobody else edits, while faults are tried on it. */
export interface PrivateCopy {
  readonly root: string;
  /** Every program of `src` and `tests`, by its path from the root with forward slashes. */
  readonly sources: ReadonlyMap<string, string>;
  readonly remove: () => void;
}

/** What is copied; everything else is linked to. */
const COPIED = ["src", "tests"];

/** Copies a project. */
export function createPrivateCopy(project: string): PrivateCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "crossorigin-mutation-")));
  for (const name of readdirSync(project)) {
    if (COPIED.includes(name)) cpSync(join(project, name), join(root, name), { recursive: true, filter: isSource });
    else if (!/^(\.git|dist.*)$/.test(name)) symlinkSync(join(project, name), join(root, name));
  }
  return {
    root,
    sources: readSources(root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Every program of `src` and `tests`, by its path from the root with forward slashes. */
export function readSources(root: string): ReadonlyMap<string, string> {
  const paths = COPIED.map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => programsIn(folder));
  return new Map(paths.map((path) => [relative(root, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]));
}

/** Not what was installed or built there. */
function isSource(path: string): boolean {
  return !/[\\/](node_modules|dist)$/.test(path);
}

function programsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => isSource(join(folder, name)))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return programsIn(path);
      return path.endsWith(".ts") ? [path] : [];
    });
}
