import { readdir, readFile } from "node:fs/promises";

/** Processes of this machine whose parent is `parent`, by id. Linux only. */
export async function childrenOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await read(`/proc/${name}/stat`);
    // Its name stands in brackets and may hold anything; the parent is the second field behind it.
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent) found.push(Number(name));
  }
  return found;
}

/** Arguments and environment of a process, as anyone on the machine (or root) can read them. */
export async function visibleTextOf(pid: number): Promise<string> {
  return (await read(`/proc/${pid}/cmdline`)) + (await read(`/proc/${pid}/environ`));
}

export async function commandOf(pid: number): Promise<string> {
  return (await read(`/proc/${pid}/cmdline`)).replaceAll("\0", " ").trim();
}

export async function openHandles(): Promise<number> {
  return (await readdir("/proc/self/fd")).length;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}
