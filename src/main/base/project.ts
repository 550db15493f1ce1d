import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder that holds package.json: the same from the TypeScript sources and from what is compiled of them,
 * which lies one folder deeper or not.
 */
export function projectFolder(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json above ${from}`);
  }
}

/** The version in package.json. */
export function projectVersion(): string {
  const text = readFileSync(join(projectFolder(), "package.json"), "utf8");
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === "object" && "version" in parsed ? String(parsed.version) : "0";
}
