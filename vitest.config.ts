import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that look at the whole from outside and hold it to times: they run last, and one after the other. */
const fromOutside = [
  "tests/e2e/**/*.test.ts",
  "tests/chaos/**/*.test.ts",
  // Keys at the desk reach the wall within a second, while nine live pictures are decoded for it.
  "tests/renderer/console/core.test.ts",
];

/** What only computes: its files share a process, which spares each the loading of what it tests. */
const pure = ["layouts", "protocol", "renderer/{tiles,link,ui,i18n,technician/draft}"].map(
  (rooms) => `tests/${rooms}/**/*.test.{ts,tsx}`,
);

/**
 * What runs within the core's own process: its files share one too. Those of the other rooms of tests/main count
 * processes, handles and timers of their own process, or change what all of it sees, and keep one each.
 */
const core = ["tests/main/{access,demo,imports,incidents,map,onvif,relay,server,store,wall}/**/*.test.ts"];

/** Pages in a browser: their files share a process and its Chromium, whose start takes two seconds of a processor. */
const pages = ["tests/renderer/**/*.test.{ts,tsx}"];

/** Real servers by the dozen: on its own, with the machine to itself. */
const matrix = ["tests/matrix/**/*.test.ts"];

export default defineConfig({
  test: {
    environment: "node",
    globalSetup: "tests/built.ts",
    // Workers and cores that tests start read their TypeScript once: opening a store takes a third of the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)) },
    testTimeout: 60_000,
    maxConcurrency: 6,
    hookTimeout: 120_000,
    // What is waited for is over when it is there; what is held to a time measures it (tests/fixtures/fair-watch.ts).
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "rooms",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: [...pure, ...core, ...pages, ...fromOutside, ...matrix],
          // Two shared cores: more workers would make the real servers and browsers of the tests wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "core", include: core, isolate: false, maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: pages,
          exclude: [...pure, ...fromOutside],
          isolate: false,
          env: { DINDING_SHARED_CHROMIUM: "1" },
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "pure", include: pure, isolate: false, maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: "matrix", include: matrix, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
      {
        extends: true,
        test: { name: "outside", include: fromOutside, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
