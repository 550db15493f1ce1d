import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import babel from "@rolldown/plugin-babel";
import react, { reactCompilerPreset } from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("src/renderer", import.meta.url));
const pages = [
  "console",
  "technician",
  "wall",
  "watch",
  "phone",
  "trust",
  "setup",
  "history",
  "state",
  "crew",
  "papers",
  "incidents",
  "people",
]
  .map((page) => `${root}/${page}/index.html`)
  .filter((file) => existsSync(file));

/**
 * What the desk draws, which a key must not draw whole: React Compiler remembers each part of it by what it was made of. The
 * glass's own tiles read what changes in place, as the feeds do, and say themselves when they are to be drawn.
 */
const remembered = /\/src\/renderer\/(console|taking|ui)\/.*\.tsx?$/;

/**
 * The pages of the core, each a document of its own: dist/renderer/<page>/index.html with hashed assets beside
 * them. Nothing is inlined, because the core serves them under `default-src 'self'`.
 */
export default defineConfig({
  root,
  base: "/",
  plugins: [react(), babel({ include: remembered, presets: [reactCompilerPreset()] })],
  worker: { format: "es" },
  build: {
    outDir: fileURLToPath(new URL("dist/renderer", import.meta.url)),
    emptyOutDir: true,
    // The browser is ours and pinned: current Chromium, in Electron or as a kiosk.
    target: "chrome120",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: pages },
  },
});
