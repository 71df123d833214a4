#!/usr/bin/env node
import { EXIT } from "./exit-code.ts";
import { main } from "./main.ts";

// Whoever reads may have had enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Output may still be on its way to a pipe, so the process ends by itself rather than by exit().
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error);
  process.exitCode = EXIT.failed;
}
