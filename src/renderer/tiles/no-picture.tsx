import { useTranslation } from "react-i18next";
import type { Size } from "../../layouts/rect.ts";
import { sentence } from "../../protocol/sentences.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { siteTime } from "../ui/site-time.ts";
import type { TileView } from "./tile-state.ts";
import { noteSize, type TypeSizes } from "./type-sizes.ts";

/** Of the lines of a reason, and the air around them, in sizes of type. */
const LINE = 1.35;
const AIR = 1.5;
const MOST_LINES = 3;
/** Sizes of type that `sejak 00:00:00 WITA` is wide; a narrower tile leaves the zone to its neighbours. */
const TIME_WIDTH = 13;

interface NoPictureProps {
  readonly view: TileView;
  readonly size: Size;
  readonly sizes: TypeSizes;
  readonly zone: string;
  /** Canvas pixels at the tile's lower edge that its label and the ticker take. */
  readonly coveredPx: number;
}

/** Over what is stale or lost: the hatch, why, and since when. */
export function NoPicture({ view, size, sizes, zone, coveredPx }: NoPictureProps) {
  const { t } = useTranslation("wall");
  const reason =
    view.reason === null ? t("noPicture") : sentence(view.reason.kind, view.reason.detail, spokenLanguage());
  const free = size.height - coveredPx;
  const fontSize = noteSize(free, sizes);
  const at = view.since === null ? null : siteTime(view.since, zone);
  const zoned = size.width >= fontSize * TIME_WIDTH;
  const since =
    at === null ? null : t("since", { ns: "common", time: zoned ? `${at.time} ${at.zone}` : at.time });
  // One line is for the time; a tile too low for a reason still says that.
  const lines = Math.min(MOST_LINES, Math.floor((free - AIR * fontSize) / (LINE * fontSize)) - 1);
  return (
    <>
      <div className="hatch" />
      <div className="why" style={{ fontSize, bottom: coveredPx }}>
        {lines > 0 && (
          <p className="why-reason">
            <span style={{ WebkitLineClamp: lines }}>{reason}</span>
          </p>
        )}
        {since !== null && <p className="why-since">{since}</p>}
      </div>
    </>
  );
}
