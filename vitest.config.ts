import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
    // Workers and cores that tests start read their TypeScript once: opening a store takes a third of the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two shared cores: more workers would make the real servers and browsers of the tests wait for each other.
    maxWorkers: 2,
  },
});
