import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Near } from "./near.ts";
import { charactersBeside, NearBadge } from "./near-mark.tsx";
import { HeldMark, type ShownState, StateMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import type { TileView } from "./tile-state.ts";
import type { LabelBox } from "./type-sizes.ts";

/** What the right end of a label is about; null while the picture is live and moves and is what was asked for. */
function stateOf(view: TileView): ShownState | null {
  // What is played once more is late by intent.
  if (view.replayedAt !== null && view.state !== "stale" && view.state !== "lost") return "replay";
  if (view.state !== "live") return view.state;
  if (view.frozen) return "frozen";
  if (view.lostSince !== null) return "backup";
  if (view.slowed) return "slowed";
  return view.coarse ? "coarse" : null;
}

/** What marks a stand-in: in a tag, where only that has room, which camera this is matters more than since when. */
export function backupWord(
  t: TFunction<"wall">,
  shown: { readonly name: string; readonly lostSince: number; readonly zone: string; readonly tag: boolean },
): string {
  const { name, lostSince, zone, tag } = shown;
  return tag ? t("backupNamed", { name }) : t("backupSince", { time: siteTime(lostSince, zone).time });
}

/** How much lower than its capitals a line of IBM Plex Sans reaches, in sizes of type. */
const DESCENT = 0.14;

interface LabelProps {
  readonly name: string;
  readonly place: string | undefined;
  /** The name of the tile's own camera, where another stands in. */
  readonly standsFor: string;
  readonly zone: string;
  readonly view: TileView;
  readonly box: LabelBox;
  /** Of the tile, canvas pixels. */
  readonly widthPx: number;
  /** Canvas pixels at the tile's lower edge that lie under something of the wall's own. */
  readonly raisedPx: number;
  readonly near: Near | undefined;
}

/** What happens near, name, place and state of a tile in one line. */
export function Label({ name, place, standsFor, zone, view, box, widthPx, raisedPx, near }: LabelProps) {
  const { t } = useTranslation("wall");
  const tag = box.maxWidthPx !== null;
  const state = stateOf(view);
  const backup = view.lostSince !== null;
  const second = backup ? t("backupFor", { name: standsFor }) : place;
  const word = () => {
    if (state === null) return null;
    if (state === "delayed") return t("delayedBy", { seconds: view.delaySeconds ?? 0 });
    if (state === "replay") {
      const at = siteTime(view.replayedAt ?? 0, zone);
      return t("replayOf", { time: tag ? at.time : `${at.time} ${at.zone}` });
    }
    if (state !== "backup" || view.lostSince === null) return t(`state.${state}`, { ns: "common" });
    return backupWord(t, { name, lostSince: view.lostSince, zone, tag });
  };
  return (
    <div
      className={tag ? "label label-tag" : "label"}
      data-replay={state === "replay"}
      style={{
        bottom: raisedPx,
        height: box.heightPx,
        // Capitals and descenders are centred, not the taller box of the line.
        lineHeight: `${Math.round(box.heightPx - DESCENT * box.fontPx)}px`,
        fontSize: box.fontPx,
        ...(tag ? { maxWidth: box.maxWidthPx } : {}),
      }}
    >
      {near !== undefined && (
        <NearBadge
          near={near}
          room={!tag ? "strip" : state === null ? "tag" : "mark"}
          characters={charactersBeside(`${name} ${second ?? ""}`, widthPx, box.fontPx)}
        />
      )}
      {/* A tag has room for one of all, and what is wrong matters more, then what happens near. */}
      {((state === null && near === undefined) || !tag) && (
        <span className="label-words" data-backup={backup}>
          <span className="label-name">{name}</span>
          {second !== undefined && second !== "" && <span className="label-place">{second}</span>}
        </span>
      )}
      {view.tour !== null && view.state !== "hidden" && (!tag || state === null) && (
        <span className="label-tour">
          {view.tour.held && <HeldMark />}
          {`${view.tour.place}/${view.tour.of}`}
        </span>
      )}
      {state !== null && (
        <span className="label-state" data-state={state}>
          <StateMark state={state} />
          {word()}
        </span>
      )}
    </div>
  );
}
