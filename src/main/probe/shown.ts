import type { Size } from "../../layouts/rect.ts";
import { type Ability, abilitySchema, showsAsIs } from "../../protocol/ability.ts";
import { type Format, shownSize } from "../../protocol/format.ts";
import { chooseRung, onRung, type Rung } from "../../protocol/ladder.ts";
import type { Shown } from "../../protocol/probe.ts";

/** Tiles that a wall of full-HD outputs has: all of one, a quarter, a ninth. */
const tiles: readonly Size[] = [
  { width: 1920, height: 1080 },
  { width: 960, height: 540 },
  { width: 640, height: 360 },
];

const none: ReadonlySet<Ability> = new Set();

/** What the wall does with pictures of `format`, by the same rules by which it chooses; the cost is not known yet. */
export function shownOf(format: Format): Shown {
  if (showsAsIs(format, none)) return { asIs: true, rungs: [], cost: null };
  const needs = abilitySchema.options.find((ability) => showsAsIs(format, new Set([ability])));
  const picture = shownSize(format);
  return {
    asIs: false,
    ...(needs !== undefined && { needs }),
    rungs: tiles.map((tile) => {
      const rung = chooseRung(picture, tile, "contain");
      const { width, height } = onRung(picture, rung);
      return { tile, rung, size: { width: Math.round(width), height: Math.round(height) } };
    }),
    cost: null,
  };
}

/** The largest rung that any tile needs; null where none does. */
export function dearest({ rungs }: Shown): Rung | null {
  return rungs[0]?.rung ?? null;
}
