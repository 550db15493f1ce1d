import { useTranslation } from "react-i18next";
import type { Size } from "../../layouts/rect.ts";
import { sentence } from "../../protocol/sentences.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { StateMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import type { TileView } from "./tile-state.ts";
import type { TypeSizes } from "./type-sizes.ts";

/** Lines of label type that a tile needs for state, reason and time; a lower one says all in its label. */
const ROOM = 7;

interface NoPictureProps {
  readonly view: TileView;
  readonly size: Size;
  readonly sizes: TypeSizes;
  readonly zone: string;
}

/** Over what is stale or lost: the hatch, why, and since when. */
export function NoPicture({ view, size, sizes, zone }: NoPictureProps) {
  const { t } = useTranslation("wall");
  const at = view.since === null ? null : siteTime(view.since, zone);
  const since = at === null ? null : t("since", { ns: "common", time: `${at.time} ${at.zone}` });
  const reason =
    view.reason === null ? t("noPicture") : sentence(view.reason.kind, view.reason.detail, spokenLanguage());
  const roomy = size.height >= sizes.least * ROOM;
  return (
    <>
      <div className="hatch" />
      <div
        className="why"
        style={{ fontSize: roomy && size.height >= sizes.label * 2 * ROOM ? sizes.label : sizes.least }}
      >
        <p className="why-state" style={{ fontSize: roomy ? sizes.label : sizes.least }}>
          <StateMark state={view.state} />
          {t(`state.${view.state}`, { ns: "common" })}
          {since !== null && <span className="why-since"> {since}</span>}
        </p>
        {roomy && <p className="why-reason">{reason}</p>}
      </div>
    </>
  );
}
