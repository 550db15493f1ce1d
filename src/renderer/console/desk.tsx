import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import { outputsOf } from "../../layouts/viewport.ts";
import { allows } from "../../protocol/role.ts";
import { useCameras, useCore, useFeeds, useImages, useLayoutTours, useOutputs } from "../link/queries.ts";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { useKeys } from "../ui/keys.tsx";
import { useCameraActs } from "./camera-acts.ts";
import { useChosen } from "./chosen.ts";
import { focusOn, layoutKeys, nextWall, whereKeys } from "./desk-keys.ts";
import { DeskSide, type Selected } from "./desk-side.tsx";
import { useFavouriteCameras, useRecentCameras } from "./favourites.ts";
import { FileDrop } from "./file-drop.tsx";
import { usePictureActs } from "./picture-acts.ts";
import { type StandbySheet, StandbySheets } from "./standby-sheets.tsx";
import { groupsOf } from "./groups.tsx";
import { Palette } from "./palette.tsx";
import type { Offered } from "./palette-entries.ts";
import { SteeringGround } from "./steering.tsx";
import { DeskDrags } from "./dragging.tsx";
import { contentsOf, type Dragged } from "./drop.ts";
import { useEditing } from "./editing.ts";
import { useReplays } from "./kept-acts.ts";
import { useWholeWall } from "./whole-wall.ts";
import { CarriedStrip } from "./carried-strip.tsx";
import { useCarrying } from "./carrying.ts";
import { heldActs } from "./held-acts.ts";
import { later } from "../ui/later.tsx";
import { Library } from "./library.tsx";
import { type LivePictures } from "../tiles/live-pictures.ts";
import { Stage } from "./stage.tsx";
import { WallChoice } from "./wall-choice.tsx";
import { useStanding } from "./standing.ts";
import { usePresence } from "./presence.ts";
import { StatusBar } from "./status-bar.tsx";
import { useTaking } from "../taking/taking.ts";
import { useLayoutTourActs } from "./layout-tour-acts.ts";
import { TourBar } from "./tour-bar.tsx";
import { tileKeys, useTileActs } from "./tile-acts.ts";
import { NumberStrip } from "./keypad.tsx";
import { useFilling } from "./filling.ts";
import { numberKeys } from "./typed-number.ts";
import { useTileName } from "../taking/tile-name.ts";
import { holdOrGo, tourKeys, useTours } from "./tour-acts.ts";

const LaterTourBar = later(TourBar);
const LaterSide = later(DeskSide);
const LaterStatusBar = later(StatusBar);

interface DeskProps {
  readonly me: Present;
  readonly site: Site;
  readonly wallId: string;
  readonly onWall: (id: string) => void;
  /** To the simple desk. */
  readonly onSimple: () => void;
  readonly pictures: LivePictures | null;
}

/** The desk of one wall. */
export function Desk({ me, site, wallId, onWall, onSimple, pictures }: DeskProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const cameras = useCameras();
  const feeds = useFeeds().data ?? [];
  const outputs = useOutputs().data ?? [];
  const ofWall = new Set(outputsOf(site, wallId).map(({ id }) => id));
  // Tiles of other walls, reported by their outputs, have the same ids.
  const wallOutputs = outputs.filter(({ outputId }) => ofWall.has(outputId));
  const standing = useStanding(site, wallId);
  const { door, glass, allLayouts, layouts, preview, previewId, setPreviewId, places } = standing;
  const { lost } = useCore();
  const favourites = useFavouriteCameras(me);
  const [recent, setRecent] = useRecentCameras(me.name);
  const [selected, setSelected] = useState<Selected>(null);
  const [adding, setAdding] = useState(false);
  const [reporting, setReporting] = useState(false);
  const taking = useTaking(wallId, glass?.lock != null);
  const acts = useCameraActs();
  const pictureActs = usePictureActs();
  const [sheet, setSheet] = useState<StandbySheet | null>(null);
  const images = useImages().data ?? [];

  const nameOf = useTileName(cameras.data ?? []);
  const wall = site.walls.find(({ id }) => id === wallId) ?? site.walls[0];
  const wholeWall = useWholeWall(wall);
  const camera = selected?.kind === "camera" ? cameras.data?.find(({ id }) => id === selected.id) : undefined;
  const mayTake = allows(me.role, "operator");
  const mayEdit = allows(me.role, "technician");
  const choice = useChosen();
  const { chosen } = choice;
  const place = chosen === null ? null : places[chosen.on];
  const chosenTiles =
    chosen === null || place?.layoutId !== chosen.layoutId
      ? []
      : chosen.ids.flatMap((id) => place.tiles.find((tile) => tile.id === id) ?? []);
  const [tile] = chosenTiles;
  const onGlass = chosen?.on === "glass";
  const mayTouch = mayTake && chosenTiles.length > 0;
  const editing = useEditing({
    door,
    wall,
    preview,
    mayEdit: mayTake,
    onPreview: setPreviewId,
    onCameras: setRecent,
  });
  const tileActs = useTileActs(chosenTiles.length === 0 ? null : chosen, editing, (ids) => {
    if (chosen !== null) choice.choose(chosen.on, chosen.layoutId, ids);
  });
  const number = useFilling({
    ...{ cameras: cameras.data ?? [], choice, chosenTiles, editing, acts: mayTouch ? tileActs : null },
    tiles: place?.tiles ?? [],
  });
  const replay = (onGlass && glass?.replays.find(({ tileId }) => tileId === tile?.id)) || null;
  const replays = useReplays(wallId);
  const steer = useTours(wallId);
  const layoutTours = useLayoutTours().data ?? [];
  const layoutTourActs = useLayoutTourActs(wallId);
  const tour = onGlass ? glass?.tours.find(({ tileId }) => tileId === tile?.id) : undefined;

  const others = usePresence({
    wallId,
    layoutId: previewId,
    tileIds: chosenTiles.map(({ id }) => id),
  });

  const cameraName = (id: string) => cameras.data?.find((one) => one.id === id)?.name ?? id;
  const draggedName = (dragged: Dragged) => {
    if (dragged.kind === "group") return dragged.name;
    if (dragged.kind === "camera") return cameraName(dragged.cameraId);
    if (dragged.kind === "image") return images.find(({ id }) => id === dragged.imageId)?.name ?? "";
    const held = places[dragged.on].tiles.find(({ id }) => id === dragged.tileId);
    return held === undefined ? "" : nameOf(held);
  };
  const carrying = useCarrying({
    ...{ mayCarry: mayTake, places, choice, editing, nameOf: draggedName },
    contentsOf: (dragged) => contentsOf(dragged, cameras.data ?? []),
    onPicked: () => {
      number.clear();
      setSelected(null);
      tileActs.setWaiting(null);
    },
  });

  /** A tile was pressed, or arrows led to it. */
  function choose(on: "glass" | "preview", id: string, more: boolean) {
    number.clear();
    setSelected(null);
    if (carrying.held !== null) return choice.choose(on, places[on].layoutId, [id]);
    if (tileActs.waiting === "swap" && chosen?.on === on) return tileActs.swapWith(id);
    tileActs.setWaiting(null);
    const { layoutId } = places[on];
    if (more || choice.several) choice.toggle(on, layoutId, id);
    else choice.choose(on, layoutId, [id]);
  }

  /** Leaves what was begun last: an act that waits, the side, the tiles. */
  function close() {
    number.clear();
    if (tileActs.waiting !== null) tileActs.setWaiting(null);
    else if (selected !== null) setSelected(null);
    else choice.clear();
  }

  /** Takes what is prepared; what was on the glass is prepared in its place, as on any vision mixer. */
  async function takePreview() {
    if (preview === null || !mayTake) return;
    const before = glass?.layoutId ?? null;
    if (!(await taking.take(preview.id))) return;
    setPreviewId(before === preview.id ? previewId : before);
    // What was chosen of it went onto the glass with it.
    choice.taken();
  }

  /** What was made over the whole wall comes into the preview, as a layout of its own. */
  async function prepared(making: Promise<string | null>) {
    const made = await making;
    if (made !== null) setPreviewId(made);
  }

  /** Into the chosen tile, or over the whole wall where none is chosen. */
  function put(content: Content) {
    if (mayTouch) tileActs.put(content);
    else void prepared(wholeWall.of(content, nameOf));
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
    ...whereKeys,
    Enter: () => carrying.pickListed() || void takePreview(),
    Space: () => carrying.pick(),
    u: () => mayTake && void taking.undo(),
    "$mod+z": () => mayTake && !editing.undo() && void taking.undo(),
    "$mod+y": () => mayTake && editing.redo(),
    "$mod+Shift+Z": () => mayTake && editing.redo(),
    o: () => camera !== undefined && mayTouch && tileActs.put({ kind: "camera", cameraId: camera.id }),
    i: () => {
      setSelected(null);
      choice.clear();
      requestAnimationFrame(() => focusOn("[data-first-incident]"));
    },
    t: () => mayTake && setReporting(true),
    n: () => mayEdit && acts.setEditing("new"),
    d: () => camera !== undefined && favourites.toggle(camera.id),
    e: () => mayEdit && camera !== undefined && void acts.edit(camera.id),
    r: () => playBack(10),
    "Shift+R": () => playBack(30),
    Escape: close,
    w: () => onWall(nextWall(site, wallId)),
    ...layoutKeys(layouts ?? [], (id) => mayTake && void taking.take(id)),
    // Digits are the number of a camera while a tile waits for one, as on the keypads of matrices.
    // Also while the tile is gone from the wall under a number that was begun: its digits take no layouts.
    ...((mayTouch || number.typed !== "") && numberKeys(number)),
    ...(mayTouch && { ...tileKeys(tileActs), ...tourKeys(tour, steer) }),
  };
  useKeys(carrying.held === null ? bindings : carrying.keys);
  const offered: Offered = {
    role: me.role,
    cameras: cameras.data ?? [],
    feeds,
    groups: groupsOf(cameras.data ?? []),
    layouts: layouts ?? [],
    walls: site.walls,
    bindings,
    onCamera: (id) =>
      mayTouch ? tileActs.put({ kind: "camera", cameraId: id }) : setSelected({ kind: "camera", id }),
    onGroup: (name) => {
      if (mayTouch) tileActs.putAll(contentsOf({ kind: "group", name }, cameras.data ?? []));
    },
    onLayout: setPreviewId,
    onPut: put,
    layoutTours: layoutTours.filter((one) => one.wallId === wallId),
    onLayoutTour: (id) => void layoutTourActs.start(id),
    onWall,
    onSimple: mayTake ? onSimple : null,
    images,
    onSheet: setSheet,
  };

  if (wall === undefined) return null;
  return (
    <SteeringGround
      cameraId={
        mayTouch && onGlass && replay === null && tile?.content.kind === "camera"
          ? tile.content.cameraId
          : null
      }
    >
      <DeskDrags
        wall={wall}
        editing={editing}
        enabled={mayTake}
        nameOf={draggedName}
        contentsOf={(dragged) => contentsOf(dragged, cameras.data ?? [])}
        onMenu={(dragged) => {
          if (dragged.kind !== "tile") return;
          setSelected(null);
          choice.choose(dragged.on, places[dragged.on].layoutId, [dragged.tileId]);
        }}
        actsOf={(dragged, element) =>
          heldActs(dragged, {
            ...{ t, tile, favourites, pick: () => carrying.pickUp(element) },
            acts: mayTouch ? tileActs : null,
          })
        }
        onDropped={(on, ids) => {
          setSelected(null);
          choice.choose(on, places[on].layoutId, ids);
        }}
      >
        {(ref, onContextMenu) => (
          <div className="desk" data-lost={lost} ref={ref} onContextMenu={onContextMenu}>
            <a className="skip" href="#program">
              {common("skip")}
            </a>
            <CoreBanner zone={site.zone} />
            <Palette person={me.name} offered={offered} />
            <Library
              person={me.name}
              wall={wall}
              cameras={cameras.data}
              feeds={feeds}
              layouts={layouts}
              onGlass={glass?.layoutId ?? null}
              preview={previewId}
              selectedCamera={camera?.id ?? null}
              favourites={favourites.ids}
              recent={recent}
              mayEdit={mayEdit}
              mayTake={mayTake}
              onCamera={(id) => setSelected({ kind: "camera", id })}
              onLayout={setPreviewId}
              onAdd={() => acts.setEditing("new")}
              onMosaic={(cameraIds) => void prepared(wholeWall.mosaic(cameraIds))}
              onMap={() => void prepared(wholeWall.map())}
              onPut={mayTake ? put : null}
              onPick={carrying.pickUp}
              onNewLayout={editing.addNew}
              pictureActs={pictureActs}
              mayRemove={({ by, alsoBy = [] }) => mayEdit || (by === me.name && alsoBy.length === 0)}
              onStandby={() => setSheet("standby")}
              onGreeting={() => setSheet("greeting")}
            />
            <main className="centre">
              <header className="centre-head">
                <h1 className="title">{site.name}</h1>
                <WallChoice walls={site.walls} wall={wall} onWall={onWall} />
              </header>
              <NumberStrip number={mayTouch ? number : null} feeds={feeds} />
              <CarriedStrip carrying={carrying} nameOf={nameOf} />
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
                others={others}
                chosen={chosen === null ? null : { on: chosen.on, ids: chosenTiles.map(({ id }) => id) }}
                editing={editing}
                onSelectTile={choose}
                onPressTile={carrying.placeOn}
                onHoldTour={(held) => void steer(held.tileId, holdOrGo(held))}
                onTake={() => void takePreview()}
                onUndo={() => void taking.undo()}
              />
              {glass !== undefined && (
                <LaterTourBar
                  glass={glass}
                  layouts={layouts ?? []}
                  zone={site.zone}
                  {...{ mayAct: mayTake, mayEdit }}
                />
              )}
            </main>
            <LaterSide
              site={site}
              wall={wall}
              glass={glass}
              layouts={allLayouts ?? []}
              cameras={cameras.data ?? []}
              feeds={feeds}
              outputs={wallOutputs}
              selected={selected}
              onSelected={setSelected}
              tiles={chosenTiles}
              onGlass={onGlass}
              mayAct={mayTake}
              mayEdit={mayEdit}
              acts={mayTouch ? tileActs : null}
              number={number}
              several={choice.several}
              onSeveral={choice.setSeveral}
              favourites={favourites}
              cameraActs={acts}
              onRemoveCamera={() => void remove()}
              replays={replays}
              onSteer={steer}
              onClose={close}
              reporting={reporting}
              onReporting={setReporting}
              adding={adding}
              onAdding={setAdding}
            />
            {mayTake && (
              <>
                <FileDrop
                  wall={wall}
                  editing={editing}
                  acts={pictureActs}
                  onDropped={(on, ids) => choice.choose(on, places[on].layoutId, ids)}
                />
                <StandbySheets
                  open={sheet}
                  onOpen={setSheet}
                  wall={wall}
                  layouts={allLayouts ?? []}
                  mayEdit={mayEdit}
                  onMade={(id) => {
                    setSheet(null);
                    setPreviewId(id);
                  }}
                />
              </>
            )}
            <LaterStatusBar
              me={me}
              site={site}
              outputs={outputs}
              others={others}
              onSimple={mayTake ? onSimple : null}
              pictures={pictures}
            />
            <p role="status" className="hidden-label">
              {/* The same words once more are news as well. */}
              {editing.told.text}
              {editing.told.times % 2 === 0 ? "" : "\u00a0"}
            </p>
          </div>
        )}
      </DeskDrags>
    </SteeringGround>
  );
}
