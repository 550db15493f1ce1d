import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first executable file named `name` on the search path of `env`, or null. */
export function onSearchPath(name: string, env: NodeJS.ProcessEnv): string | null {
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    for (const ending of folder === "" ? [] : endings) {
      const path = join(folder, name + ending);
      if (isExecutable(path)) {
        return path;
      }
    }
  }
  return null;
}

/** Whether this process may run the file at `path`. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return false;
    }
    throw error;
  }
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The same command, which the kernel of Linux sends `signal` when this process dies, however it dies (setpriv's
 * --pdeathsig, kept across exec). Elsewhere, and without setpriv, the command as it was.
 */
export function parentBound(command: Command, signal: "KILL" | "TERM", env: NodeJS.ProcessEnv): Command {
  const setpriv = process.platform === "linux" ? onSearchPath("setpriv", env) : null;
  return setpriv === null
    ? command
    : { file: setpriv, args: ["--pdeathsig", signal, "--", command.file, ...command.args] };
}
