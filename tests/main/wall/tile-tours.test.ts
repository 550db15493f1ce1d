import fc from "fast-check";
import { expect, it } from "vitest";
import type { Layout, Tile } from "../../../src/layouts/layout.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import type { Answer } from "../../../src/main/feeds/stand-ins/stand-in.ts";
import { LEAD_MS, TileTours } from "../../../src/main/wall/tile-tours.ts";
import { HOLD_MS } from "../../../src/protocol/tour.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { siteOf } from "./small-site.ts";

const rect = { x: 0, y: 0, width: 800, height: 400 };
const tileOf = (content: Tile["content"]): Layout["tiles"] => [
  { id: "tur", rect, z: 0, fit: "contain", priority: 5, content },
];
const touring = (cameraIds: string[], dwellS = 10) => tileOf({ kind: "tour", cameraIds, dwellS });

/** A wall with one tour; `answers` says how each camera does that does not run. */
function room(tiles = touring(["a", "b", "c"])) {
  const clock = new SimulatedClock();
  const site = siteOf(["utama", 800, 400]);
  const answers = new Map<string, Answer>();
  const kept = new Set<string>();
  const asked = new Set<string>();
  let looks: (() => void) | null = null;
  let onWall = tiles;
  let changes = 0;
  const tours = new TileTours({
    walls: { site, state: () => ({ tiles: onWall }) },
    clock,
    shows: (_, id) => !kept.has(id),
    ready: (_, __, id) => {
      asked.add(id);
      return answers.get(id) ?? "up";
    },
    follow: (look) => {
      looks = look;
      return () => {
        looks = null;
      };
    },
    changed: () => {
      changes += 1;
    },
  });
  tours.follow();
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      asked.clear();
      await clock.advance(1000);
      looks?.();
    }
  };
  const take = (next: Layout["tiles"]) => {
    onWall = next;
    tours.follow();
  };
  const shown = () => tours.turn("utama", "tur")?.cameraId ?? null;
  return {
    clock,
    tours,
    answers,
    kept,
    asked,
    seconds,
    take,
    shown,
    changes: () => changes,
    looked: () => looks,
  };
}

it("stays with a camera for its own time where it has one, also where that was changed meanwhile", async () => {
  const own = (dwells: Record<string, number>) =>
    tileOf({ kind: "tour", cameraIds: ["a", "b", "c"], dwellS: 10, dwells });
  const { seconds, shown, take } = room(own({ a: 4, b: 30 }));
  await seconds(4);
  expect(shown()).toBe("b");
  await seconds(29);
  expect(shown()).toBe("b");
  await seconds(1);
  expect(shown()).toBe("c");
  await seconds(10);
  expect(shown()).toBe("a");
  take(own({ a: 20 }));
  await seconds(19);
  expect(shown()).toBe("a");
  await seconds(1);
  expect(shown()).toBe("b");
});

it("shows each camera for its time, the first again after the last, and asks for the next before its turn", async () => {
  const { tours, seconds, shown, asked, clock } = room();
  expect(tours.turn("utama", "tur")).toEqual({ cameraId: "a", place: 1, of: 3, held: false });
  await seconds(10 - LEAD_MS / 1000 - 1);
  expect([...asked]).toEqual(["a"]);
  await seconds(1);
  expect([...asked].toSorted()).toEqual(["a", "b"]);
  await clock.advance(LEAD_MS - 1);
  expect(shown()).toBe("a");
  await clock.advance(1);
  expect(shown()).toBe("b");
  await seconds(10);
  expect(tours.of("utama")).toMatchObject([{ tileId: "tur", turn: { cameraId: "c", place: 3 }, held: null }]);
  await seconds(10);
  expect(shown()).toBe("a");
});

it("passes over a camera that is down, waits for one that is opening, and leaves one that goes down", async () => {
  const { seconds, shown, answers } = room();
  answers.set("b", "down");
  await seconds(10);
  expect(shown()).toBe("c");
  answers.set("a", "trying");
  await seconds(13);
  expect(shown()).toBe("c");
  answers.set("a", "up");
  await seconds(1);
  expect(shown()).toBe("a");
  answers.set("b", "up");
  answers.set("a", "down");
  await seconds(2);
  expect(shown()).toBe("b");
});

it("stays where it is while no other has a picture, and asks for one of them at a time", async () => {
  const many = Array.from({ length: 12 }, (_, at) => `k${at}`);
  const { seconds, shown, answers, asked } = room(touring(many, 3));
  for (const id of many.slice(1)) answers.set(id, "down");
  for (let at = 0; at < 30; at += 1) {
    await seconds(1);
    expect(asked.size).toBeLessThanOrEqual(5);
  }
  expect(shown()).toBe("k0");
  answers.set("k7", "up");
  for (let at = 0; at < 12 && shown() === "k0"; at += 1) await seconds(1);
  expect(shown()).toBe("k7");
});

it("shows nobody that may not be on the wall, and says where that leaves none", async () => {
  const { tours, seconds, shown, kept } = room();
  kept.add("b");
  await seconds(10);
  expect(shown()).toBe("c");
  kept.add("c");
  tours.look();
  expect(shown()).toBe("a");
  kept.add("a");
  tours.look();
  expect(tours.of("utama")).toEqual([{ tileId: "tur", turn: null, nextAt: null, held: null }]);
  kept.delete("b");
  await seconds(1);
  expect(shown()).toBe("b");
});

it("is held for all until it is let go, or five minutes have passed; the next and the one before come by hand", async () => {
  const { tours, seconds, shown, clock, changes } = room();
  await seconds(7);
  expect(tours.steer("utama", "tur", "hold", "oki").held).toEqual({
    by: "oki",
    at: new Date(clock.now()).toISOString(),
    until: new Date(clock.now() + HOLD_MS).toISOString(),
  });
  await seconds(HOLD_MS / 1000 - 1);
  expect([shown(), tours.turn("utama", "tur")?.held, changes()]).toEqual(["a", true, 1]);
  tours.steer("utama", "tur", "next", "oki");
  expect([shown(), tours.turn("utama", "tur")?.held]).toEqual(["b", true]);
  await seconds(1);
  expect(tours.turn("utama", "tur")?.held).toBe(false);
  await seconds(9);
  expect(shown()).toBe("b");
  await seconds(1);
  expect(shown()).toBe("c");
  tours.steer("utama", "tur", "previous", "oki");
  tours.steer("utama", "tur", "previous", "oki");
  expect(shown()).toBe("a");
  tours.steer("utama", "tur", "hold", "oki");
  tours.steer("utama", "tur", "go", "tono");
  await seconds(10);
  expect(shown()).toBe("b");
});

it("goes on where it was when a take brings it again, and ends with the last that is on a wall", async () => {
  const { tours, seconds, shown, take, looked, clock } = room();
  await seconds(10);
  take(touring(["c", "b", "d"]));
  expect(tours.turn("utama", "tur")).toMatchObject({ cameraId: "b", place: 2 });
  take(touring(["d", "e"]));
  expect(shown()).toBe("d");
  take(tileOf({ kind: "clock" }));
  expect([tours.of("utama"), looked(), clock.waiting]).toEqual([[], null, 0]);
  expect(() => tours.steer("utama", "tur", "hold", "oki")).toThrow(Fault);
  expect(() => tours.steer("utama", "lain", "hold", "oki")).toThrow(Fault);
});

it("shows over any course of cameras only such as are there, and leaves none for longer than it must", async () => {
  const course = fc.array(
    fc.record({ camera: fc.constantFrom("a", "b", "c", "d"), answer: fc.constantFrom<Answer>("up", "down") }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(course, async (steps) => {
      const { seconds, shown, answers } = room(touring(["a", "b", "c", "d"], 3));
      for (const { camera, answer } of steps) {
        answers.set(camera, answer);
        await seconds(5);
      }
      // Each that is down may be asked once in its turn.
      await seconds(5);
      const up = ["a", "b", "c", "d"].filter((id) => answers.get(id) !== "down");
      if (up.length > 0) expect(up).toContain(shown());
    }),
    { numRuns: 40 },
  );
});
