import fc from "fast-check";
import { expect, it } from "vitest";
import type { StoredTake } from "../../../src/main/store/wall-store.ts";
import { mayComeBack, undone } from "../../../src/main/wall/undone.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs } from "./small-site.ts";

const layouts = ["a", "b", "c"].map((id, at) => {
  const layout = halves(id, "utama", 1600, 400);
  return { ...layout, tiles: layout.tiles.map((tile) => ({ ...tile, priority: at + 1 })) };
});

type Kind = "person" | "schedule" | "rule" | "tur-x" | "tur-y";
interface Act {
  readonly kind: Kind;
  readonly layout: number;
}

let made = 0;
function takeOf({ kind, layout }: Act, revision: number): StoredTake {
  made += 1;
  const { id: layoutId, tiles } = layouts[layout] ?? { id: null, tiles: [] };
  const takenAt = "2026-01-01T00:00:00.000Z";
  const take = { id: `take-${made}`, wallId: "utama", layoutId, revision, tiles, takenAt, takenBy: kind };
  if (kind === "tur-x" || kind === "tur-y") return { ...take, takenAs: "tour", tourId: kind };
  return kind === "person" ? take : { ...take, takenAs: kind };
}

/** The same in a way of its own, over everything that ever was on the wall: the layout that comes back; null: none did. */
function meant(acts: readonly Act[]): number | null {
  const letters = { person: "p", schedule: "s", rule: "r", "tur-x": "x", "tur-y": "y" };
  const past = acts
    .map(({ kind, layout }) => `${letters[kind]}${layout}`)
    .join("")
    .replace(/x\d(?:[rx]\d)*(x\d)/gu, "$1")
    .replace(/y\d(?:[ry]\d)*(y\d)/gu, "$1");
  const [now = "", ...before] = (past.match(/../gu) ?? []).toReversed();
  const over = now.startsWith("p") ? before.slice(0, 1) : [];
  const left = [...over, ...before.slice(over.length).filter((one) => !one.startsWith("r"))];
  const back = left.find((one) => one[1] !== now[1])?.[1];
  return back === undefined ? null : Number(back);
}

const actsArbitrary = fc.array(
  fc.record({
    kind: fc.constantFrom<Kind>("person", "schedule", "rule", "tur-x", "tur-x", "tur-y"),
    layout: fc.nat(layouts.length - 1),
  }),
  { minLength: 1, maxLength: 12 },
);

it("an undo brings back the last other picture before what is there now, whatever of it is kept", async () => {
  const store = await opened(newFolder());
  await store.site.put(twoOutputs(), null);
  for (const layout of layouts) await store.layouts.add(layout);
  let revision = 0;
  await fc.assert(
    fc.asyncProperty(actsArbitrary, async (acts) => {
      // What was there before these acts is a person's picture that is none of theirs.
      revision += 1;
      await store.takes.add({
        ...takeOf({ kind: "person", layout: 0 }, revision),
        layoutId: null,
        tiles: [],
      });
      for (const act of acts) {
        revision += 1;
        await store.takes.add(takeOf(act, revision));
      }
      const kept = await store.takes.ofWall("utama", 200);
      const back = undone(kept);
      const want = meant(acts);
      expect(back?.layoutId).toBe(want === null ? null : layouts[want]?.id);
    }),
    { numRuns: 150 },
  );
}, 60_000);

it("keeps of a night of tours and rules what a person took before it", async () => {
  const store = await opened(newFolder());
  await store.site.put(twoOutputs(), null);
  for (const layout of layouts) await store.layouts.add(layout);
  await store.takes.add(takeOf({ kind: "person", layout: 0 }, 1));
  for (let at = 0; at < 300; at += 1) {
    await store.takes.add(takeOf({ kind: "tur-x", layout: 1 }, at * 2 + 2));
    await store.takes.add(takeOf({ kind: "rule", layout: 2 }, at * 2 + 3));
  }
  await store.takes.add(takeOf({ kind: "tur-x", layout: 1 }, 700));
  const kept = await store.takes.ofWall("utama", 200);
  expect(kept.map(({ takenBy }) => takenBy)).toEqual(["tur-x", "person"]);
  expect(undone(kept)?.layoutId).toBe("a");
});

it("knows all that undos may bring back, also once what rules have there is over", () => {
  const ends = fc.constantFrom<Kind>("person", "rule");
  fc.assert(
    fc.property(actsArbitrary, fc.nat(layouts.length - 1), ends, fc.nat(5), (acts, layout, ended, undos) => {
      const before = acts.map(takeOf).toReversed();
      const base = { layoutId: layouts[layout]?.id ?? null, tiles: layouts[layout]?.tiles ?? [] };
      const known = mayComeBack(before, base).map(({ layoutId }) => layoutId);
      const isKnown = (takes: readonly StoredTake[]) => {
        for (let at = 0, now = takes; at < undos; at += 1) {
          const other = undone(now);
          if (other === undefined) return;
          expect([base.layoutId, ...known]).toContain(other.layoutId);
          const { layoutId, tiles } = other;
          now = [{ ...takeOf({ kind: "person", layout: 0 }, 100 + at), layoutId, tiles }, ...now];
        }
      };
      isKnown(before);
      isKnown([takeOf({ kind: ended, layout }, 99), ...before]);
    }),
  );
});
