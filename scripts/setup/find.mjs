import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "EACCES" || error.code === "ENOTDIR") {
      return false;
    }
    throw error;
  }
}

/** The first of `names` (absolute paths or names on the search path) that is an executable file, or null. */
export function findProgram(...names) {
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const name of names) {
    const places = /[/\\]/.test(name) ? [name] : folders.map((folder) => join(folder, name));
    for (const place of places) {
      for (const ending of endings) {
        if (isProgram(place + ending)) {
          return place + ending;
        }
      }
    }
  }
  return null;
}
