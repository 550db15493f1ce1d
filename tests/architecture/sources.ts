import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What one source file asks for: its path and each specifier, both as they stand, `/` between folders. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The file inside the repository, or null for a package or a module of Node. */
  readonly target: string | null;
}

// `import ... from "x"`, `export ... from "x"`, `import "x"`, `import("x")`, `new URL("x", import.meta.url)`.
const forms = [
  /\b(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/g,
  // Not the last word of a path in quotes.
  /(?<!\/)\bimport\s*["']([^"']+)["']/g,
  /\bimport\s*\(\s*["']([^"']+)["']/g,
  /\bnew URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url/g,
  /\brequire\s*\(\s*["']([^"']+)["']/g,
];

/** The specifiers in a source text; comments are left out, types are not. */
export function specifiers(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ""));
}

/** Paths of the source files under `folder`, `/` between folders. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mts|js|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Every import of every source file under `folder`. */
export function importsUnder(folder: string): Import[] {
  return sourceFiles(folder).flatMap((from) =>
    specifiers(readFileSync(join(root, from), "utf8")).map((specifier) => ({
      from,
      specifier,
      target: specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null,
    })),
  );
}
