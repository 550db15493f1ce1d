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
  foundCameras(findable(cameras), { ...nothing, ...sought }).map(({ id }) => id);

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

  it("among favourites, those used last in that order, and those in trouble", () => {
    expect(ids({ listing: "favourite", favourites: ["d", "gone", "a"] })).toEqual(["a", "d"]);
    expect(ids({ listing: "recent", recent: ["c", "gone", "a"] })).toEqual(["c", "a"]);
    expect(ids({ listing: "troubled" })).toEqual(["b"]);
    expect(ids({ listing: "favourite", favourites: ["d", "a"], text: "jalan" })).toEqual(["d"]);
  });
});
