import { useTranslation } from "react-i18next";
import { StateMark } from "../ui/marks.tsx";
import type { TileView } from "./tile-state.ts";
import type { LabelBox } from "./type-sizes.ts";

/** What the right end of a label says; null while the picture is live and moves. */
function useStateWord(view: TileView): string | null {
  const { t } = useTranslation("wall");
  if (view.state === "delayed") return t("delayedBy", { seconds: view.delaySeconds ?? 0 });
  if (view.state !== "live") return t(`state.${view.state}`, { ns: "common" });
  return view.frozen ? t("frozen") : null;
}

/** How much lower than its capitals a line of IBM Plex Sans reaches, in sizes of type. */
const DESCENT = 0.14;

interface LabelProps {
  readonly name: string;
  readonly place: string | undefined;
  readonly view: TileView;
  readonly box: LabelBox;
  /** Canvas pixels at the tile's lower edge that lie under something of the wall's own. */
  readonly raisedPx: number;
}

/** Name, place and state of a tile in one line. */
export function Label({ name, place, view, box, raisedPx }: LabelProps) {
  const word = useStateWord(view);
  const tag = box.maxWidthPx !== null;
  return (
    <div
      className={tag ? "label label-tag" : "label"}
      style={{
        bottom: raisedPx,
        height: box.heightPx,
        // Capitals and descenders are centred, not the taller box of the line.
        lineHeight: `${Math.round(box.heightPx - DESCENT * box.fontPx)}px`,
        fontSize: box.fontPx,
        ...(tag ? { maxWidth: box.maxWidthPx } : {}),
      }}
    >
      {/* A tag has room for one of both, and what is wrong matters more. */}
      {(word === null || !tag) && (
        <span className="label-words">
          <span className="label-name">{name}</span>
          {place !== undefined && place !== "" && <span className="label-place">{place}</span>}
        </span>
      )}
      {word !== null && (
        <span className="label-state" data-state={view.state}>
          <StateMark state={view.state === "live" ? "frozen" : view.state} />
          {word}
        </span>
      )}
    </div>
  );
}
