import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import { MOST_CAMERA_NUMBER } from "../../protocol/camera.ts";

/** Digits that a number can have. */
const MOST_DIGITS = String(MOST_CAMERA_NUMBER).length;

/** `typed` with one more digit; a nought at its beginning says nothing, and what is too long begins anew. */
export function withDigit(typed: string, digit: string): string {
  const more = `${typed}${digit}`.replace(/^0+/, "");
  return more.length > MOST_DIGITS ? digit.replace("0", "") : more;
}

/**
 * Tiles as they are read: row by row, each from the left. What begins above the middle of the lowest tile of a row
 * belongs to it, since tiles beside a bezel seldom begin at one pixel.
 */
export function readingOrder(tiles: readonly Tile[]): readonly Tile[] {
  const rows: Tile[][] = [];
  for (const tile of tiles.toSorted((a, b) => a.rect.y - b.rect.y)) {
    const row = rows.at(-1);
    const middle = Math.min(...(row ?? []).map(({ rect }) => rect.y + rect.height / 2));
    if (row !== undefined && tile.rect.y < middle) row.push(tile);
    else rows.push([tile]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y));
}

/** The tile that is read after `fromId` and may be filled; null behind the last one. */
export function tileAfter(tiles: readonly Tile[], fromId: string): string | null {
  const ordered = readingOrder(tiles);
  const from = ordered.findIndex(({ id }) => id === fromId);
  if (from < 0) return null;
  return ordered.slice(from + 1).find(({ pinned }) => pinned !== true)?.id ?? null;
}

interface TypedNumberProps {
  readonly cameras: readonly Camera[];
  /** Puts a camera on the tile that is chosen, and goes on to the next one; false where that is refused. */
  readonly onPut: (camera: Camera) => boolean;
}

/** A camera's number as it is typed, digit by digit, until Enter puts that camera on the chosen tile. */
export function useTypedNumber({ cameras, onPut }: TypedNumberProps) {
  const { t } = useTranslation("console");
  const [typed, setTyped] = useState("");
  /** What Enter came to, until the next digit. */
  const [told, setTold] = useState<string | null>(null);
  const camera =
    typed === ""
      ? null
      : (cameras.find(({ number }) => number !== undefined && String(number) === typed) ?? null);

  function clear() {
    setTyped("");
    setTold(null);
  }

  return {
    typed,
    camera,
    told,
    clear,
    digit: (digit: string) => {
      setTyped(told === null ? withDigit(typed, digit) : withDigit("", digit));
      setTold(null);
    },
    back: () => {
      setTyped(typed.slice(0, -1));
      setTold(null);
    },
    enter: () => {
      if (typed === "") return;
      if (camera === null) setTold(t("number.unknown", { number: typed }));
      else if (onPut(camera)) clear();
    },
  };
}

export type TypedNumber = ReturnType<typeof useTypedNumber>;

/** The keys of a keypad: digits always, the others while a number stands there. */
export function numberKeys(number: TypedNumber): Record<string, () => void> {
  const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
  return {
    ...Object.fromEntries(digits.map((digit) => [digit, () => number.digit(digit)])),
    ...(number.typed !== "" && { Backspace: number.back, Enter: number.enter, Escape: number.clear }),
  };
}
