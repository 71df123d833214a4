#!/usr/bin/env node
import { main } from "./main.ts";

// Output may still be on its way to a pipe, so the process ends by itself rather than by exit().
process.exitCode = await main(process.argv.slice(2));
