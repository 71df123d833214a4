// npm run build && npx vitest run --root examples/testing-vitest
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["*.test.ts"], setupFiles: ["matchers.ts"] } });
