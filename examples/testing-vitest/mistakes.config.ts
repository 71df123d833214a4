// Tests that fail, to see what they say: npx vitest run --root examples/testing-vitest --config mistakes.config.ts
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["mistakes/*.test.ts"], setupFiles: ["matchers.ts"] } });
