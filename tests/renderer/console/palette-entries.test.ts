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

it("puts the camera whose number is written before all others, used or not", () => {
  const numbered = cameras.map((camera, at) => ({ ...camera, number: 2000 - at }));
  const found = foundEntries(numbered, "12", ["camera Kamera 12"]).map(({ number }) => number);
  expect(found.slice(0, 3)).toEqual([12, 129, 128]);
  expect(foundEntries(numbered, "12", []).some(({ name }) => name === "Kamera 12")).toBe(false);
  expect(foundEntries(numbered, "kamera 12", ["camera Kamera 12"])[0]?.name).toBe("Kamera 12");
});

it("finds by name and by what else is told, what was used last first, and few enough to list", () => {
  expect(foundEntries(all, "malam PASAR", []).map(({ name }) => name)).toEqual(["Pasar malam"]);
  expect(foundEntries(all, "kamera 1999 pasar", []).map(({ name }) => name)).toEqual(["Kamera 1999"]);
  const nothing = foundEntries(all, "", ["layout Pasar malam", "camera Kamera 1500", "camera gone"]);
  expect(nothing.slice(0, 3).map(({ name }) => name)).toEqual(["Pasar malam", "Kamera 1500", "Kamera 0"]);
  expect(nothing.filter(({ kind }) => kind === "camera")).toHaveLength(30);
  expect(nothing.at(-1)?.name).toBe("Tukar");
});
