import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two shared cores: more workers would make the real servers and browsers of the tests wait for each other.
    maxWorkers: 2,
  },
});
