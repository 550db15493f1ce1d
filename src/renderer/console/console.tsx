import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import { outputsOf } from "../../layouts/viewport.ts";
import { allows } from "../../protocol/role.ts";
import {
  useAlerts,
  useCameras,
  useCore,
  useFeeds,
  useIncidents,
  useLayouts,
  useOutputs,
  useSite,
  useWall,
} from "../link/queries.ts";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { Opening } from "../ui/opening.tsx";
import { AddingSheet } from "./adding.tsx";
import { useCameraActs } from "./camera-acts.ts";
import { CameraSheet } from "./camera-form.tsx";
import { Alerts } from "./alerts.tsx";
import { IncidentPanel } from "./incident-panel.tsx";
import { NewIncidentSheet } from "./incident-sheets.tsx";
import { Incidents } from "./incidents.tsx";
import { CameraInspector, TileInspector } from "./inspector.tsx";
import { useReplays } from "./kept-acts.ts";
import { layoutsFor } from "./layouts-for.ts";
import { useWholeWall } from "./whole-wall.ts";
import { Library } from "./library.tsx";
import { type LivePictures, useLivePictures } from "../tiles/live-pictures.ts";
import { RulesPart } from "./rules.tsx";
import { type Place, Stage } from "./stage.tsx";
import { StatusBar } from "./status-bar.tsx";
import { useTaking } from "./taking.ts";
import { earlierPlaces } from "./typed-place.ts";

/** Tiles of all layouts have the same few ids: one is known by where it was chosen, and in which layout. */
type Selected =
  | { readonly kind: "camera" | "incident"; readonly id: string }
  | {
      readonly kind: "tile";
      readonly id: string;
      readonly on: Place;
      readonly layoutId: string | null;
    }
  | null;

/** Moves the focus to the tab stop of what `selector` names. */
function focusOn(selector: string) {
  const target = document.querySelector(selector);
  if (target instanceof HTMLElement) target.focus();
}

interface DeskProps {
  readonly me: Present;
  readonly site: Site;
  readonly wallId: string;
  readonly onWall: (id: string) => void;
  readonly pictures: LivePictures | null;
}

function Desk({ me, site, wallId, onWall, pictures }: DeskProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const cameras = useCameras();
  const feeds = useFeeds().data ?? [];
  const outputs = useOutputs().data ?? [];
  const incidents = useIncidents();
  const ofWall = new Set(outputsOf(site, wallId).map(({ id }) => id));
  // Tiles of other walls, reported by their outputs, have the same ids.
  const wallOutputs = outputs.filter(({ outputId }) => ofWall.has(outputId));
  const glass = useWall(wallId).data;
  const allLayouts = useLayouts().data;
  const { lost } = useCore();
  const [previewId, setPreviewId] = useState<string | null>(null);
  const [selected, setSelected] = useState<Selected>(null);
  const [adding, setAdding] = useState(false);
  const [reporting, setReporting] = useState(false);
  const taking = useTaking(wallId);
  const acts = useCameraActs();

  const wall = site.walls.find(({ id }) => id === wallId) ?? site.walls[0];
  const wholeWall = useWholeWall(wall);
  const layouts = useMemo(
    () => allLayouts && layoutsFor(allLayouts, site, wallId),
    [allLayouts, site, wallId],
  );
  const earlier = useMemo(() => earlierPlaces(incidents.data?.value ?? []), [incidents.data]);
  const preview = layouts?.find(({ id }) => id === previewId) ?? null;
  const tiles = glass?.tiles ?? [];
  const camera = selected?.kind === "camera" ? cameras.data?.find(({ id }) => id === selected.id) : undefined;
  const places = {
    glass: { layoutId: glass?.layoutId ?? null, tiles },
    preview: { layoutId: previewId, tiles: preview?.tiles ?? [] },
  };
  const chosen = selected?.kind === "tile" ? selected : null;
  const place = chosen === null ? null : places[chosen.on];
  const tile =
    place?.layoutId === chosen?.layoutId ? place?.tiles.find(({ id }) => id === chosen?.id) : undefined;
  const onGlass = chosen?.on === "glass";
  const replay = (onGlass && glass?.replays.find(({ tileId }) => tileId === tile?.id)) || null;
  const replays = useReplays(wallId);
  const mayTake = allows(me.role, "operator");
  const alerts = useAlerts(mayTake).data;
  const mayEdit = allows(me.role, "technician");

  /** Takes what is prepared; what was on the glass is prepared in its place, as on any vision mixer. */
  async function takePreview() {
    if (preview === null || !mayTake) return;
    const before = glass?.layoutId ?? null;
    if (!(await taking.take(preview.id))) return;
    setPreviewId(before === preview.id ? previewId : before);
    // What was chosen of it went onto the glass with it.
    setSelected((now) => (now?.kind === "tile" && now.on === "preview" ? { ...now, on: "glass" } : now));
  }

  /** What was made over the whole wall comes into the preview, as a layout of its own. */
  async function prepared(making: Promise<string | null>) {
    const made = await making;
    if (made !== null) setPreviewId(made);
  }

  /** Once more what was `secondsBack` seconds ago; or back to live. */
  function playBack(secondsBack: number) {
    if (tile === undefined || !onGlass || tile.content.kind !== "camera" || !mayTake) return;
    if (replay === null) void replays.start(tile.id, secondsBack);
    else void replays.stop(tile.id);
  }

  async function remove() {
    if (camera === undefined || !mayEdit) return;
    setSelected(null);
    await acts.remove(camera);
  }

  const bindings: Record<string, () => void> = {
    Enter: () => void takePreview(),
    u: () => mayTake && void taking.undo(),
    "$mod+z": () => mayTake && void taking.undo(),
    l: () => focusOn('.layouts [tabindex="0"]'),
    c: () => focusOn('.cameras [tabindex="0"]'),
    p: () => focusOn('.program [tabindex="0"]'),
    i: () => {
      setSelected(null);
      requestAnimationFrame(() => focusOn("[data-first-incident]"));
    },
    t: () => mayTake && setReporting(true),
    n: () => mayEdit && acts.setEditing("new"),
    e: () => mayEdit && camera !== undefined && void acts.edit(camera.id),
    r: () => playBack(10),
    "Shift+R": () => playBack(30),
    Escape: () => setSelected(null),
    w: () => {
      const next = site.walls[(site.walls.findIndex(({ id }) => id === wallId) + 1) % site.walls.length];
      if (next !== undefined) onWall(next.id);
    },
  };
  for (let digit = 1; digit <= 9; digit++) {
    const layout = layouts?.[digit - 1];
    if (layout !== undefined) bindings[String(digit)] = () => mayTake && void taking.take(layout.id);
  }
  useKeys(bindings);

  if (wall === undefined) return null;
  return (
    <div className="desk" data-lost={lost}>
      <a className="skip" href="#program">
        {common("skip")}
      </a>
      <CoreBanner zone={site.zone} />
      <Library
        wall={wall}
        cameras={cameras.data}
        feeds={feeds}
        layouts={layouts}
        onGlass={glass?.layoutId ?? null}
        preview={previewId}
        selectedCamera={camera?.id ?? null}
        mayEdit={mayEdit}
        mayTake={mayTake}
        onCamera={(id) => setSelected({ kind: "camera", id })}
        onLayout={setPreviewId}
        onAdd={() => acts.setEditing("new")}
        onMosaic={(cameraIds) => void prepared(wholeWall.mosaic(cameraIds))}
        onMap={() => void prepared(wholeWall.map())}
      />
      <main className="centre">
        <header className="centre-head">
          <h1 className="title">{site.name}</h1>
          {site.walls.length > 1 ? (
            <fieldset className="walls">
              <legend className="hidden-label">{t("walls")}</legend>
              {site.walls.map(({ id, name }) => (
                <label key={id} className="wall-choice">
                  <input type="radio" name="wall" checked={id === wallId} onChange={() => onWall(id)} />
                  {name}
                </label>
              ))}
              <Key>W</Key>
            </fieldset>
          ) : (
            <p className="dim">{wall.name}</p>
          )}
        </header>
        <Stage
          me={me}
          zone={site.zone}
          wall={wall}
          glass={glass}
          layouts={layouts ?? []}
          preview={preview}
          cameras={cameras.data ?? []}
          knownCameras={cameras.data ?? null}
          feeds={feeds}
          outputs={wallOutputs}
          pictures={pictures}
          progress={taking.progress}
          selectedTile={chosen === null || tile === undefined ? null : { on: chosen.on, id: tile.id }}
          onSelectTile={(on, id) => setSelected({ kind: "tile", id, on, layoutId: places[on].layoutId })}
          onTake={() => void takePreview()}
          onUndo={() => void taking.undo()}
        />
      </main>
      <aside className="side">
        {camera !== undefined && (
          <CameraInspector
            camera={camera}
            cameras={cameras.data ?? []}
            feeds={feeds}
            zone={site.zone}
            tiles={tiles}
            mayAct={mayTake}
            mayEdit={mayEdit}
            onEdit={() => void acts.edit(camera.id)}
            onRemove={() => void remove()}
            onClose={() => setSelected(null)}
          />
        )}
        {tile !== undefined && (
          <TileInspector
            tile={tile}
            wall={wall}
            cameras={cameras.data ?? []}
            feeds={feeds}
            zone={site.zone}
            outputs={onGlass ? wallOutputs : []}
            siteOutputs={site.outputs}
            mayAct={mayTake}
            replay={onGlass ? replay : undefined}
            onReplay={(seconds) => void replays.start(tile.id, seconds)}
            onLive={() => void replays.stop(tile.id)}
            onClose={() => setSelected(null)}
          />
        )}
        {mayTake && <Alerts waiting={alerts} zone={site.zone} />}
        {selected?.kind === "incident" && (
          <IncidentPanel
            key={selected.id}
            id={selected.id}
            zone={site.zone}
            cameras={cameras.data ?? []}
            earlier={earlier}
            wallName={(id) => site.walls.find((one) => one.id === id)?.name ?? id}
            mayAct={mayTake}
            onOpen={(id) => setSelected({ kind: "incident", id })}
            onClose={() => setSelected(null)}
          />
        )}
        <Incidents
          incidents={incidents.data?.value}
          zone={site.zone}
          mayAct={mayTake}
          selected={selected?.kind === "incident" ? selected.id : null}
          onSelect={(id) => setSelected({ kind: "incident", id })}
          onReport={() => setReporting(true)}
        />
        {mayTake && <RulesPart site={site} layouts={allLayouts ?? []} mayEdit={mayEdit} />}
      </aside>
      <StatusBar me={me} site={site} outputs={outputs} />
      {mayTake && (
        <NewIncidentSheet
          open={reporting}
          onOpenChange={setReporting}
          cameras={cameras.data ?? []}
          earlier={earlier}
          at={camera}
          onEntered={(id) => setSelected({ kind: "incident", id })}
        />
      )}
      {mayEdit && <AddingSheet open={adding} onOpenChange={setAdding} />}
      {mayEdit && (
        <CameraSheet
          open={acts.editing !== "closed"}
          onOpenChange={(open) => !open && acts.setEditing("closed")}
          onMany={() => {
            acts.setEditing("closed");
            setAdding(true);
          }}
          editing={typeof acts.editing === "string" ? null : acts.editing}
          cameras={cameras.data ?? []}
          onDone={(saved) => {
            acts.setEditing("closed");
            setSelected({ kind: "camera", id: saved.id });
          }}
        />
      )}
    </div>
  );
}

/** The operator's desk for one wall of the site at a time. */
export function Console({ me }: { me: Present }) {
  const site = useSite();
  const [chosen, setChosen] = useState<string | null>(null);
  const pictures = useLivePictures();
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const wallId = value.walls.find(({ id }) => id === chosen)?.id ?? value.walls[0]?.id ?? "";
  // Another wall is another desk: what was prepared or selected on the one means nothing on the other.
  return <Desk key={wallId} me={me} site={value} wallId={wallId} onWall={setChosen} pictures={pictures} />;
}
