import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import { LongChoices } from "../ui/long-choices.tsx";
import { type ShownState, StateMark } from "../ui/marks.tsx";
import { type RowPictures, useRowPicture, useRowPictures } from "./row-pictures.ts";

/** The height of a row, pixels: a picture of 16:9 beside two lines of a name and one of what else is told. */
const ROW_PX = 60;

interface CameraListProps {
  readonly cameras: readonly Camera[];
  readonly states: ReadonlyMap<string, ShownState>;
  readonly favourites: readonly string[];
  readonly selected: string | null;
  readonly onCamera: (id: string) => void;
}

/** The library's cameras, of which only those in sight are drawn and asked for pictures. */
export function CameraList({ cameras, states, favourites, selected, onCamera }: CameraListProps) {
  const { t } = useTranslation("console");
  const pictures = useRowPictures();
  return (
    <LongChoices
      label={t("cameras")}
      className="list cameras"
      items={cameras}
      idOf={({ id }) => id}
      selected={selected}
      onSelect={onCamera}
      rowHeight={ROW_PX}
      optionProps={({ id, name }) => ({ title: name, "data-drag": "camera", "data-drag-id": id })}
    >
      {(camera) => (
        <CameraRow
          camera={camera}
          state={states.get(camera.id) ?? "idle"}
          favourite={favourites.includes(camera.id)}
          pictures={pictures}
        />
      )}
    </LongChoices>
  );
}

interface CameraRowProps {
  readonly camera: Camera;
  readonly state: ShownState;
  readonly favourite: boolean;
  readonly pictures: RowPictures;
}

function CameraRow({ camera, state, favourite, pictures }: CameraRowProps) {
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
        <span className="item-more">
          {camera.number !== undefined && (
            <span className="camera-number">
              <span className="hidden-label">{t("number.title")} </span>
              {camera.number}
            </span>
          )}
          {[camera.group, common(`state.${state}`)].filter((part) => part).join(" · ")}
        </span>
      </span>
      {favourite && (
        <span className="favourite" role="img" aria-label={t("listing.favourite")}>
          ★
        </span>
      )}
    </>
  );
}
