import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import { LongChoices } from "../ui/long-choices.tsx";
import { type ShownState, StateMark } from "../ui/marks.tsx";
import { type Arranged, type Row, rowsOf } from "./arranged.ts";
import { useDistanceWords } from "./distance-words.ts";
import type { Nearness } from "./nearness.ts";
import { type RowPictures, useRowPicture, useRowPictures } from "./row-pictures.ts";

/** The height of a row, pixels: a picture of 16:9 beside two lines of a name and one of what else is told. */
const ROW_PX = 60;
/** That of one which tells how far the camera stands as well. */
const NEAR_ROW_PX = 76;
/** That of a group's head: as much as a finger needs. */
const HEAD_PX = 44;
/** Before the name of a group, so that it is the id of no camera. */
const GROUP = "group ";

interface CameraListProps {
  readonly cameras: readonly Camera[];
  /** By id, how far each is from what it was sought near; null where nothing was. */
  readonly near: ReadonlyMap<string, Nearness> | null;
  /** What they are listed by: another begins at the top. */
  readonly filter: string;
  readonly states: ReadonlyMap<string, ShownState>;
  readonly favourites: readonly string[];
  readonly selected: string | null;
  readonly onCamera: (id: string) => void;
  /** How the cameras stand under their groups; null where they stand as they come. */
  readonly arranged: Pick<Arranged, "folded" | "turn"> | null;
}

/** The library's cameras, of which only those in sight are drawn and asked for pictures. */
export function CameraList(props: CameraListProps) {
  const { cameras, near, states, favourites, selected, onCamera, arranged } = props;
  const { t } = useTranslation("console");
  const pictures = useRowPictures();
  const distance = useDistanceWords();
  // A group that arrows led to; the chosen camera stays as it is.
  const [head, setHead] = useState<string | null>(null);
  const rows: readonly Row[] =
    arranged === null
      ? cameras.map((camera) => ({ kind: "camera", camera }))
      : rowsOf(cameras, arranged.folded);
  const nameOf = (id: string) => (id.startsWith(GROUP) ? id.slice(GROUP.length) : null);
  const awayOf = (id: string) => {
    const its = near?.get(id);
    if (its === undefined) return null;
    if (its.from.id === id) return t("listing.centre");
    return t("listing.awayFrom", { far: distance(its.far), name: its.from.name });
  };
  return (
    <LongChoices
      filter={props.filter}
      label={t("cameras")}
      className="list cameras"
      items={rows}
      idOf={(row) => (row.kind === "group" ? `${GROUP}${row.name}` : row.camera.id)}
      selected={arranged === null ? selected : (head ?? selected)}
      onSelect={(id) => {
        if (nameOf(id) !== null) return setHead(id);
        setHead(null);
        onCamera(id);
      }}
      onPress={(id) => {
        const name = nameOf(id);
        if (name !== null) arranged?.turn(name);
      }}
      onKey={(id, key) => {
        const name = nameOf(id);
        const to = key === "ArrowLeft" ? true : key === "ArrowRight" ? false : null;
        if (name === null || to === null || arranged === null || arranged.folded.has(name) === to)
          return false;
        arranged.turn(name, to);
        return true;
      }}
      rowHeight={({ kind }) => (kind === "group" ? HEAD_PX : near === null ? ROW_PX : NEAR_ROW_PX)}
      optionProps={(row) =>
        row.kind === "camera"
          ? {
              title: [row.camera.name, awayOf(row.camera.id)].filter((part) => part !== null).join(" · "),
              "data-drag": "camera",
              "data-drag-id": row.camera.id,
            }
          : {
              "data-head": row.folded ? "folded" : "open",
              ...(row.name !== "" && {
                title: t("editing.groupHint", { name: row.name, count: row.count }),
                "data-drag": "group",
                "data-drag-id": row.name,
              }),
            }
      }
    >
      {(row) =>
        row.kind === "group" ? (
          <GroupHead {...row} />
        ) : (
          <CameraRow
            camera={row.camera}
            away={awayOf(row.camera.id)}
            state={states.get(row.camera.id) ?? "idle"}
            favourite={favourites.includes(row.camera.id)}
            pictures={pictures}
          />
        )
      }
    </LongChoices>
  );
}

function GroupHead({ name, count, folded }: Extract<Row, { kind: "group" }>) {
  const { t } = useTranslation("console");
  return (
    <>
      <svg className="fold-mark" viewBox="0 0 12 12" aria-hidden="true">
        <path d={folded ? "M4 2 9 6 4 10Z" : "M2 4H10L6 9Z"} />
      </svg>
      <strong className="cut">{name === "" ? t("carrying.noGroup") : name}</strong>
      <span className="dim">{t("carrying.cameras", { count })}</span>
      <span className="hidden-label">{t(folded ? "carrying.folded" : "carrying.open")}</span>
    </>
  );
}

interface CameraRowProps {
  readonly camera: Camera;
  readonly away: string | null;
  readonly state: ShownState;
  readonly favourite: boolean;
  readonly pictures: RowPictures;
}

function CameraRow({ camera, away, state, favourite, pictures }: CameraRowProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  // A camera that nobody watches is not opened for a row of a list.
  const streams = camera.streams.map(({ role }) => role);
  const stream = state === "live" ? (streams.includes("sub") ? "sub" : "main") : null;
  const picture = useRowPicture(pictures, camera.id, stream);
  return (
    <>
      <span className="row-picture">
        {picture !== null && <img src={picture} alt="" draggable={false} />}
        <StateMark state={state} />
      </span>
      <span className="item-text">
        <span className="item-name">{camera.name}</span>
        <span className="item-more camera-more">
          {camera.number !== undefined && (
            <span className="camera-number">
              <span className="hidden-label">{t("number.title")} </span>
              {camera.number}
            </span>
          )}
          {camera.group !== undefined && camera.group !== "" && <span className="cut">{camera.group}</span>}
          <span className="camera-state">{common(`state.${state}`)}</span>
        </span>
        {away !== null && <span className="item-more">{away}</span>}
      </span>
      {favourite && (
        <span className="favourite" role="img" aria-label={t("listing.favourite")}>
          ★
        </span>
      )}
    </>
  );
}
