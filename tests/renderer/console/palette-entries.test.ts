import { expect, it } from "vitest";
import { type Entry, foundEntries } from "../../../src/renderer/console/palette-entries.ts";

const entry = (kind: Entry["kind"], name: string, more = ""): Entry => ({
  key: `${kind} ${name}`,
  kind,
  name,
  more,
  run: () => undefined,
});
const cameras = Array.from({ length: 2000 }, (_, at) =>
  entry("camera", `Kamera ${at}`, at % 2 ? "Pasar" : "Sungai"),
);
const all = [...cameras, entry("layout", "Pasar malam"), entry("act", "Tukar")];

it("finds by name and by what else is told, what was used last first, and few enough to list", () => {
  expect(foundEntries(all, "malam PASAR", []).map(({ name }) => name)).toEqual(["Pasar malam"]);
  expect(foundEntries(all, "kamera 1999 pasar", []).map(({ name }) => name)).toEqual(["Kamera 1999"]);
  const nothing = foundEntries(all, "", ["layout Pasar malam", "camera Kamera 1500", "camera gone"]);
  expect(nothing.slice(0, 3).map(({ name }) => name)).toEqual(["Pasar malam", "Kamera 1500", "Kamera 0"]);
  expect(nothing.filter(({ kind }) => kind === "camera")).toHaveLength(30);
  expect(nothing.at(-1)?.name).toBe("Tukar");
});
