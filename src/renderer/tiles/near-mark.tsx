import { useTranslation } from "react-i18next";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import type { Near } from "./near.ts";
import type { TypeSizes } from "./type-sizes.ts";

/** Widths of the frame about a picture, in parts of the least size of type; a severity more is wider. */
const PARTS = { critical: 3, high: 4, medium: 5, low: 6 } as const;

/** How wide the frame of a picture is near to an incident, whole canvas pixels. */
export function nearFrameWidth(near: Near | undefined, sizes: TypeSizes): number {
  return near === undefined ? 0 : Math.ceil(sizes.least / PARTS[near.incident.severity]);
}

interface NearFrameProps {
  readonly near: Near;
  readonly sizes: TypeSizes;
  /** Canvas pixels at the lower and the upper edge that lie under something else, and on all sides within another frame. */
  readonly raisedPx: number;
  readonly loweredPx: number;
  readonly insetPx: number;
}

/**
 * About a picture near to an incident: whole lines in the colour of its severity, two thin ones once somebody has
 * acknowledged it. A broken picture has one broken line, a replayed one a light frame.
 */
export function NearFrame({ near, sizes, raisedPx, loweredPx, insetPx }: NearFrameProps) {
  const { severity, status } = near.incident;
  return (
    <div
      className="near-frame"
      data-severity={severity}
      data-hollow={status === "acknowledged"}
      data-arriving={near.arriving}
      style={{
        inset: insetPx,
        top: Math.max(insetPx, loweredPx),
        bottom: Math.max(insetPx, raisedPx),
        borderWidth: nearFrameWidth(near, sizes),
      }}
    />
  );
}

interface NearBadgeProps {
  readonly near: Near;
  /** `tag`: there is room for the kind alone. `mark`: not even for that. */
  readonly room: "strip" | "tag" | "mark";
  /** Characters that a strip has room for besides the picture's own name. */
  readonly characters: number;
}

/** Of a badge in a strip without its text, and the fewest of a text that say something. */
const OTHER_CHARACTERS = 34;
const LEAST_CHARACTERS = 12;
/** Width of an average character in sizes of type. */
const CHARACTER = 0.56;

/** Characters that a strip of `widthPx` has room for beside `name`. */
export function charactersBeside(name: string, widthPx: number, fontPx: number): number {
  return Math.floor(widthPx / (fontPx * CHARACTER)) - name.length;
}

/** What stands near, in the label of a picture: shape and word of its severity, its kind, what happened, and how many more. */
export function NearBadge({ near, room, characters }: NearBadgeProps) {
  const { t } = useTranslation();
  const { t: wall } = useTranslation("wall");
  const kindWord = useKindWord();
  const { incident, count } = near;
  const hollow = incident.status === "acknowledged";
  const forText = room === "strip" ? characters - OTHER_CHARACTERS : 0;
  return (
    <span className="near-badge" data-severity={incident.severity} data-hollow={hollow} data-room={room}>
      <SeverityMark severity={incident.severity} hollow={hollow} />
      {room === "strip" && <strong>{t(`severity.${incident.severity}`)}</strong>}
      {incident.drill === true && <strong>{wall("drill")}</strong>}
      {room !== "mark" && <strong className="near-kind">{kindWord(incident.kind)}</strong>}
      {forText >= LEAST_CHARACTERS && (
        <span className="near-text" style={{ maxWidth: `${forText * CHARACTER}em` }}>
          {incident.text}
        </span>
      )}
      {count > 1 && <strong>+{count - 1}</strong>}
    </span>
  );
}
