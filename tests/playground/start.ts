import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlayground, type Playground } from "../../src/playground/server/index.ts";

/** Starts the playground on any free ports, with a page of one line in place of the built one. */
export async function startForTest(): Promise<Playground> {
  const pageFolder = await mkdtemp(join(tmpdir(), "crossorigin-page-"));
  await writeFile(join(pageFolder, "index.html"), '<script type="application/json" id="setup">%SETUP%</script>');
  await writeFile(join(pageFolder, "page.js"), "export {};");
  try {
    return await startPlayground({ pageFolder, apiPort: 0, port: 0 });
  } finally {
    await rm(pageFolder, { recursive: true });
  }
}
