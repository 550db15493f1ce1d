import { describe, expect, it } from "vitest";
import type { Camera } from "../../../src/protocol/camera.ts";
import { findable, foundCameras, statesOf } from "../../../src/renderer/console/library-search.ts";
import { feed } from "./scene.ts";

const camera = (id: string, number: number, name: string, more: Partial<Camera> = {}): Camera => ({
  ...{ id, number, name },
  streams: [{ role: "main", url: "rtsp://10.0.0.1/1", hasCredentials: false }],
  ...more,
});
const cameras = [
  camera("a", 120, "Pasar Gusher", { group: "Pasar", location: { lat: 3.3, lon: 117.6 } }),
  camera("b", 12, "Pelabuhan Tengkayu", { group: "Laut", location: { lat: 3.31, lon: 117.6 } }),
  camera("c", 7, "Simpang 12", { group: "Jalan", location: { lat: 3.301, lon: 117.6 } }),
  camera("d", 8, "Bandara", { group: "Jalan", location: { lat: 3.4, lon: 117.6 } }),
];
const states = statesOf([feed("a", "live"), feed("b", "live"), feed("b", "lost", { stream: "main" })]);
type Sought = Parameters<typeof foundCameras>[1];
const nothing: Sought = { text: "", group: null, listing: null, states, favourites: [], recent: [] };
const ids = (sought: Partial<Sought>) =>
  foundCameras(findable(cameras), { ...nothing, ...sought }).cameras.map(({ id }) => id);

describe("the library finds cameras", () => {
  it("by words in any order of name, number, group and state, in either language", () => {
    expect(ids({ text: "gusher PASAR" })).toEqual(["a"]);
    expect(ids({ text: "jalan" })).toEqual(["c", "d"]);
    for (const word of ["putus", "lost"]) expect(ids({ text: word })).toEqual(["b"]);
    for (const word of ["langsung", "live"]) expect(ids({ text: word })).toEqual(["a"]);
    expect(ids({ text: "laut putus" })).toEqual(["b"]);
    expect(ids({ text: "laut langsung" })).toEqual([]);
  });

  it("by number first, then by numbers that begin so, then by names", () => {
    expect(ids({ text: "12" })).toEqual(["b", "a", "c"]);
  });

  it("near another, the nearest first", () => {
    for (const text of ["dekat gusher", "near gusher"]) expect(ids({ text })).toEqual(["a", "c", "b"]);
    expect(ids({ text: "dekat bandara" })).toEqual(["d"]);
    expect(ids({ text: "dekat gusher", group: "Jalan" })).toEqual(["c"]);
  });

  it("near any of several, each told by the nearest of them", () => {
    // Both the market and the airport: a group and a name.
    const both = cameras.map((each) => (each.id === "d" ? { ...each, group: "Pasar" } : each));
    const found = foundCameras(findable(both), { ...nothing, text: "dekat pasar" });
    expect(found.cameras.map(({ id }) => id)).toEqual(["a", "d", "c", "b"]);
    const told = [...(found.near ?? [])].map(([id, { far, from }]) => [id, from.id, Math.round(far)]);
    expect(told).toEqual([
      ["a", "a", 0],
      ["d", "d", 0],
      ["c", "a", 111],
      ["b", "a", 1112],
    ]);
    expect(foundCameras(findable(both), { ...nothing, text: "pasar" }).near).toBe(null);
    // Nobody knows where it stands.
    const lost = both.map(({ id, name }) => camera(id, 1, name));
    expect(foundCameras(findable(lost), { ...nothing, text: "dekat pasar" }).cameras).toEqual([]);
  });

  it("near half of 2,000 while one types", () => {
    const city = Array.from({ length: 2000 }, (_, at) =>
      camera(`k-${at}`, at + 1, at % 2 === 0 ? "Pasar" : "Jalan", {
        location: { lat: 3.3 + (at % 40) / 2000, lon: 117.6 + Math.floor(at / 40) / 2000 },
      }),
    );
    const all = findable(city);
    const times = [1, 2, 3, 4, 5].map(() => {
      const from = performance.now();
      expect(foundCameras(all, { ...nothing, text: "dekat pasar" }).cameras).toHaveLength(2000);
      return performance.now() - from;
    });
    // A tenth of a second is what one waits for without noticing.
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it("among favourites, those used last in that order, and those in trouble", () => {
    expect(ids({ listing: "favourite", favourites: ["d", "gone", "a"] })).toEqual(["a", "d"]);
    expect(ids({ listing: "recent", recent: ["c", "gone", "a"] })).toEqual(["c", "a"]);
    expect(ids({ listing: "troubled" })).toEqual(["b"]);
    expect(ids({ listing: "favourite", favourites: ["d", "a"], text: "jalan" })).toEqual(["d"]);
  });
});
