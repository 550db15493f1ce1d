import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOSAIC_LEAST } from "../../layouts/mosaic.ts";
import type { Camera } from "../../protocol/camera.ts";
import { useCameras, useSite } from "../link/queries.ts";
import { canShowFeeds } from "../tiles/track-generator.ts";
import { useWhileVisible } from "../tiles/while-visible.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { useRoom } from "./room.ts";
import { partsOf, roomFor } from "./parts.ts";
import { addressOf, type Place, usePlace } from "./place.ts";
import { holdSight } from "./sight.ts";
import { WatchedTile } from "./watched-tile.tsx";

/** The cameras as one picture, and each by itself: for phones, weak PCs and whoever only looks. */
export function Watch({ me }: { me: Present }) {
  const { t } = useTranslation("watch");
  const cameras = useCameras().data ?? [];
  const zone = useSite().data?.value.zone ?? "Asia/Jakarta";
  const place = usePlace();
  const sight = useWhileVisible(holdSight);
  const [ground, room] = useRoom();
  const chosen = cameras.filter(({ group }) => place.group === undefined || group === place.group);
  const parts = partsOf(chosen, roomFor(room));
  const at = Math.min(place.part, parts.length - 1);
  const single = chosen.find(({ id }) => id === place.camera);
  const shown = single === undefined ? (parts[at] ?? []) : [single];
  const go = (change: Partial<Place>) => {
    location.hash = addressOf({ ...place, ...change });
  };
  return (
    <main className="watch">
      <CoreBanner zone={zone} />
      {single === undefined ? (
        <Choice cameras={cameras} place={place} at={at} of={parts.length} go={go} me={me} />
      ) : (
        <header className="watch-bar">
          <button type="button" className="button" onClick={() => go({ camera: undefined })}>
            {t("back")}
          </button>
          <Steps
            at={chosen.indexOf(single)}
            of={chosen.length}
            onStep={(next) => go({ camera: chosen[next]?.id })}
          />
        </header>
      )}
      <div ref={ground} className="watch-ground">
        {!canShowFeeds() ? (
          <Told title={t("browser")} help={t("browserHelp")} />
        ) : cameras.length === 0 ? (
          <Told title={t("none")} help={t("noneHelp")} />
        ) : (
          sight !== null &&
          room.height > 0 &&
          contentsOf(shown).map((content, index, all) => (
            <WatchedTile
              key={content.kind === "camera" ? content.cameraId : "mosaic"}
              {...{ sight, content, cameras, zone }}
              rect={{
                ...{ x: 0, y: Math.floor((index * room.height) / all.length) },
                ...{ width: room.width, height: Math.floor(room.height / all.length) },
              }}
              onPick={(camera) => go({ camera: single === undefined ? camera : undefined })}
            />
          ))
        )}
      </div>
    </main>
  );
}

/** One mosaic, or each by itself where they are too few for one. */
function contentsOf(cameras: readonly Camera[]) {
  const cameraIds = cameras.map(({ id }) => id);
  return cameraIds.length < MOSAIC_LEAST
    ? cameraIds.map((cameraId) => ({ kind: "camera", cameraId }) as const)
    : [{ kind: "mosaic", cameraIds } as const];
}

interface ChoiceProps {
  readonly cameras: readonly Camera[];
  readonly place: Place;
  readonly at: number;
  readonly of: number;
  readonly go: (change: Partial<Place>) => void;
  readonly me: Present;
}

function Choice({ cameras, place, at, of, go, me }: ChoiceProps) {
  const { t } = useTranslation("watch");
  const [open, setOpen] = useState(false);
  const groups = Map.groupBy(
    cameras.filter(({ group }) => group !== undefined),
    ({ group }) => group ?? "",
  );
  return (
    <header className="watch-bar">
      <select
        className="input"
        aria-label={t("which")}
        value={place.group ?? ""}
        onChange={({ target }) =>
          go({ group: target.value === "" ? undefined : target.value, part: 0, camera: undefined })
        }
      >
        <option value="">{t("all", { count: cameras.length })}</option>
        {[...groups].map(([name, { length: count }]) => (
          <option key={name} value={name}>
            {t("group", { name, count })}
          </option>
        ))}
      </select>
      {of > 1 && <Steps at={at} of={of} onStep={(part) => go({ part })} />}
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t("me")}
      </button>
      <Sheet title={t("me")} open={open} onOpenChange={setOpen}>
        <div className="watch-me">
          <LanguageSwitch />
          <Account me={me} />
        </div>
      </Sheet>
    </header>
  );
}

interface StepsProps {
  readonly at: number;
  readonly of: number;
  readonly onStep: (at: number) => void;
}

/** Forwards and backwards, and round. */
function Steps({ at, of, onStep }: StepsProps) {
  const { t } = useTranslation("watch");
  return (
    <nav className="watch-steps">
      <button
        type="button"
        className="button"
        aria-label={t("before")}
        onClick={() => onStep((at + of - 1) % of)}
      >
        ‹
      </button>
      <span className="dim">{t("part", { at: at + 1, of })}</span>
      <button type="button" className="button" aria-label={t("after")} onClick={() => onStep((at + 1) % of)}>
        ›
      </button>
    </nav>
  );
}

function Told({ title, help }: { title: string; help: string }) {
  return (
    <div className="watch-told">
      <h1 className="title">{title}</h1>
      <p className="dim">{help}</p>
    </div>
  );
}
