import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import { MOSAIC_LEAST } from "../../layouts/mosaic.ts";
import { DWELL_S, withDwell } from "../../layouts/tour.ts";
import type { TileTour, TourAct } from "../../protocol/tour.ts";
import { Key } from "../ui/keys.tsx";
import { siteTime } from "../ui/site-time.ts";
import { DwellChoice, OwnDwellChoice } from "./dwell-choice.tsx";
import { holdOrGo } from "./tour-acts.ts";

type OfCameras = Extract<Content, { kind: "tour" | "mosaic" }>;

interface TourPartProps {
  readonly content: OfCameras;
  /** Of the tile on the wall; undefined of one that is only prepared. */
  readonly tour: TileTour | undefined;
  readonly zone: string;
  readonly nameOf: (cameraId: string) => string;
  readonly mayAct: boolean;
  readonly onSteer: (act: TourAct) => void;
  /** Gives the tile another content; null where it may not be edited. */
  readonly onPut: ((content: Content) => void) | null;
}

/** Several cameras of one tile: whether they are shown in turn or all at once, how long each, and whose turn it is. */
export function TourPart({ content, tour, zone, nameOf, mayAct, onSteer, onPut }: TourPartProps) {
  const { t } = useTranslation("console");
  const { cameraIds } = content;
  if (content.kind === "mosaic")
    return onPut === null ? null : (
      <div className="acts">
        <button
          type="button"
          className="button"
          onClick={() => onPut({ kind: "tour", cameraIds, dwellS: DWELL_S.usual })}
        >
          {t("tours.toTour")}
        </button>
      </div>
    );
  return (
    <section className="stream tour-part" aria-label={t("tours.title")}>
      <h4>
        {t("tours.title")} <span className="dim">{t("tours.cameras", { count: cameraIds.length })}</span>
      </h4>
      {tour !== undefined && <TourTold tour={tour} zone={zone} nameOf={nameOf} />}
      {tour !== undefined && mayAct && (
        <div className="acts">
          <button type="button" className="button" onClick={() => onSteer("previous")}>
            {t("tours.previousCamera")}
            <Key>,</Key>
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={tour.held !== null}
            onClick={() => onSteer(holdOrGo(tour))}
          >
            {t(tour.held === null ? "tours.hold" : "tours.go")}
            <Key>G</Key>
          </button>
          <button type="button" className="button" onClick={() => onSteer("next")}>
            {t("tours.nextCamera")}
            <Key>.</Key>
          </button>
        </div>
      )}
      {onPut !== null && (
        <div className="acts">
          <div className="tour-dwell">
            <span aria-hidden="true">{t("tours.dwell")}</span>
            <DwellChoice
              label={t("tours.dwell")}
              dwellS={content.dwellS}
              onDwell={(dwellS) => onPut({ ...content, dwellS })}
            />
          </div>
          {cameraIds.length >= MOSAIC_LEAST && (
            <button type="button" className="button" onClick={() => onPut({ kind: "mosaic", cameraIds })}>
              {t("tours.toMosaic")}
            </button>
          )}
        </div>
      )}
      {onPut !== null && (
        <details className="tour-dwells">
          <summary>{t("tours.dwells", { count: Object.keys(content.dwells ?? {}).length })}</summary>
          <ol>
            {cameraIds.map((id) => (
              <li key={id}>
                <span className="cut">{nameOf(id)}</span>
                <OwnDwellChoice
                  label={t("tours.dwellOf", { name: nameOf(id) })}
                  dwellS={content.dwells?.[id] ?? null}
                  usualS={content.dwellS}
                  onDwell={(dwellS) => onPut(withDwell(content, id, dwellS))}
                />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** Whose turn it is, and until when. */
function TourTold({ tour, zone, nameOf }: Pick<TourPartProps, "zone" | "nameOf"> & { tour: TileTour }) {
  const { t } = useTranslation("console");
  const { turn, held, nextAt } = tour;
  const at = (time: string) => siteTime(Date.parse(time), zone).time;
  if (turn === null) return <p className="trouble">{t("tours.none")}</p>;
  return (
    <>
      <p>{t("tours.turn", { name: nameOf(turn.cameraId), place: turn.place, of: turn.of })}</p>
      <p className="dim" role="status">
        {held !== null && t("tours.held", { by: held.by, at: at(held.at), until: at(held.until) })}
        {held === null && nextAt !== null && t("tours.next", { time: at(nextAt) })}
      </p>
    </>
  );
}
