import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { importsUnder, specifiers, type Import } from "./sources.ts";

const all = importsUnder("src");

function inside(path: string | null, ...folders: string[]): boolean {
  return path !== null && folders.some((folder) => path.startsWith(`${folder}/`));
}

function breaking(folder: string, allowed: (entry: Import) => boolean): string[] {
  return all
    .filter((entry) => inside(entry.from, folder) && !allowed(entry))
    .map((entry) => `${entry.from} imports ${entry.specifier}`);
}

function isNode(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier.split("/")[0] ?? "");
}

function isElectron(specifier: string): boolean {
  return specifier === "electron" || specifier.startsWith("electron/");
}

/**
 * Rooms of the core from the lowest to the highest: a room imports only from rooms of a lower level and from
 * itself. `index.ts` and the demo lie above all of them, the shell beside them.
 */
const levels: Record<string, number> = {
  base: 0,
  store: 1,
  feeds: 1,
  access: 2,
  audit: 2,
  onvif: 2,
  probe: 2,
  imports: 2,
  clips: 2,
  images: 2,
  relay: 2,
  map: 2,
  support: 2,
  desk: 2,
  wall: 2,
  incidents: 3,
  server: 4,
  demo: 5,
};

/** The files that are reached from each other, each circle as its files in their order. */
function circles(edges: readonly (readonly [string, string])[]): string[][] {
  const next = Map.groupBy(edges, ([from]) => from);
  const reached = new Map<string, Set<string>>();
  for (const from of next.keys()) {
    const seen = new Set<string>();
    const open = [from];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const [, target] of next.get(file) ?? []) {
        if (seen.has(target)) continue;
        seen.add(target);
        open.push(target);
      }
    }
    reached.set(from, seen);
  }
  const found = [...reached].map(([file, seen]) =>
    [...seen].filter((other) => seen.has(file) && reached.get(other)?.has(file)).toSorted(),
  );
  return found.filter((circle, at) => circle.length > 0 && circle[0] === [...reached.keys()][at]);
}

describe("who may import whom", () => {
  it("finds the imports it judges", () => {
    expect(
      specifiers('import a, {\n b } from "./a.ts";\nexport * from "x";\nimport "y";\nawait import("z");'),
    ).toEqual(["./a.ts", "x", "y", "z"]);
    expect(
      specifiers('// import "no";\n/* from "no" */ new Worker(new URL("./w.ts", import.meta.url))'),
    ).toEqual(["./w.ts"]);
    expect(all.length).toBeGreaterThan(30);
  });

  it("layouts imports itself and zod", () => {
    expect(breaking("src/layouts", (i) => inside(i.target, "src/layouts") || i.specifier === "zod")).toEqual(
      [],
    );
  });

  it("protocol imports itself, layouts and zod", () => {
    expect(
      breaking(
        "src/protocol",
        (i) => inside(i.target, "src/protocol", "src/layouts") || i.specifier === "zod",
      ),
    ).toEqual([]);
  });

  it("renderer imports neither main nor Node nor Electron", () => {
    expect(
      breaking("src/renderer", (i) =>
        i.target === null
          ? !isNode(i.specifier) && !isElectron(i.specifier)
          : inside(i.target, "src/renderer", "src/layouts", "src/protocol"),
      ),
    ).toEqual([]);
  });

  it("main imports no page", () => {
    expect(breaking("src/main", (i) => !inside(i.target, "src/renderer"))).toEqual([]);
  });

  it("only the shell imports Electron", () => {
    expect(breaking("src", (i) => !isElectron(i.specifier) || inside(i.from, "src/main/shell"))).toEqual([]);
  });

  it("nothing of the core imports the shell, and the shell nothing of the core but its base", () => {
    expect(
      breaking("src/main", (i) => !inside(i.target, "src/main/shell") || inside(i.from, "src/main/shell")),
    ).toEqual([]);
    expect(
      breaking(
        "src/main/shell",
        (i) =>
          i.target === null ||
          inside(i.target, "src/main/shell", "src/main/base", "src/protocol", "src/layouts"),
      ),
    ).toEqual([]);
  });

  it("rooms of the core import downwards only", () => {
    const upward = all.filter(({ from, target }) => {
      const [, , room = "", ...deeper] = from.split("/");
      const [, , other = "", ...below] = (target ?? "").split("/");
      const isRoom = inside(from, "src/main") && deeper.length > 0 && room !== "shell";
      if (!isRoom || !inside(target, "src/main") || room === other) {
        return false;
      }
      const here = levels[room];
      const there = below.length === 0 ? Number.POSITIVE_INFINITY : levels[other];
      return here === undefined || there === undefined || there >= here;
    });
    expect(upward.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
  });

  it("no file imports itself by way of others, types included", () => {
    expect(
      circles([
        ["a", "b"],
        ["b", "c"],
        ["c", "a"],
        ["c", "d"],
      ]),
    ).toEqual([["a", "b", "c"]]);
    const inTree = all.flatMap(({ from, target }): [string, string][] =>
      target === null ? [] : [[from, target]],
    );
    expect(circles(inTree)).toEqual([]);
  });

  it("every file of TypeScript is imported with its ending", () => {
    expect(
      breaking(
        "src",
        (i) =>
          i.target === null || /\.(?:ts|tsx|css|json|svg|png|wav|woff2|bin)(?:\?\w+)?$/.test(i.specifier),
      ),
    ).toEqual([]);
  });
});
