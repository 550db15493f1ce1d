import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerOf } from "../../../../src/main/incidents/sources/reading/answer.ts";
import { textOf, valueAt } from "../../../../src/main/incidents/sources/reading/place.ts";

describe("what came, for whoever chooses the fields of a mapping", () => {
  it("is the longest list of objects, with a value of each field that any of the first things has", () => {
    const sent = {
      updated: "2026-11-22",
      tags: ["a", "b", "c"],
      data: {
        events: [
          { id: 7, pos: { x: 117.6, y: 3.3 }, note: "", "jalan.nama": "Yos Sudarso" },
          { id: 8, note: "Pohon tumbang", photos: [{ url: "http://a/1.jpg" }, { url: "http://a/2.jpg" }] },
        ],
      },
    };
    expect(answerOf(sent, undefined)).toEqual({
      lists: [
        { path: "tags", count: 3 },
        { path: "data.events", count: 2 },
      ],
      items: "data.events",
      fields: [
        { path: "id", value: "7" },
        { path: "pos.x", value: "117.6" },
        { path: "pos.y", value: "3.3" },
        { path: "note", value: "Pohon tumbang" },
        { path: "/jalan.nama", value: "Yos Sudarso" },
        { path: "photos.0.url", value: "http://a/1.jpg" },
      ],
    });
    expect(answerOf(sent, "tags").fields).toEqual([]);
    expect(answerOf({ id: 1 }, undefined)).toEqual({ lists: [], fields: [{ path: "id", value: "1" }] });
    expect(answerOf([{ id: 1 }], undefined)).toMatchObject({ items: "", lists: [{ path: "", count: 1 }] });
  });

  it("offers a geometry whole, whatever its coordinates", () => {
    const geometry = { type: "Point", coordinates: [117.6, 3.3] };
    expect(answerOf([{ geometry }], undefined).fields).toContainEqual({
      path: "geometry",
      value: JSON.stringify(geometry),
    });
  });

  it("offers no path that leads to a property beside, called like the way", () => {
    expect(answerOf([{ "": false, "/": "" }], undefined).fields).toEqual([{ path: "/~1", value: "" }]);
    expect(answerOf([{ a: { b: 1 }, "a.b": 2 }], undefined).fields).toEqual([
      { path: "/a/b", value: "1" },
      { path: "/a.b", value: "2" },
    ]);
  });

  it("stays small, and each of its paths leads a mapping to a value, whatever comes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (sent) => {
        const { lists, items, fields } = answerOf(sent, undefined);
        expect(lists.length).toBeLessThanOrEqual(20);
        expect(fields.length).toBeLessThanOrEqual(200);
        for (const { path, count } of lists) if (path !== "") expect(valueAt(sent, path)).toHaveLength(count);
        const found = items === undefined || items === "" ? sent : valueAt(sent, items);
        const things: readonly unknown[] = Array.isArray(found) ? found : [found];
        for (const { path, value } of fields)
          if (value.length < 120 && !/^[[{]/.test(value))
            expect(things.map((thing) => textOf(valueAt(thing, path)) ?? "")).toContain(value);
      }),
      { numRuns: 500 },
    );
  });
});
