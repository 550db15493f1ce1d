import { useMemo } from "react";
import type { Layout, Tile } from "../../layouts/layout.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { OutputState } from "../../protocol/output.ts";
import type { TourAct } from "../../protocol/tour.ts";
import type { WallOnGlass } from "../../protocol/wall.ts";
import { useAlerts, useIncidents } from "../link/incident-queries.ts";
import { AddingSheet } from "./adding.tsx";
import { Alerts } from "./alerts.tsx";
import type { useCameraActs } from "./camera-acts.ts";
import { CameraSheet } from "./camera-form.tsx";
import type { FavouriteCameras } from "./favourites.ts";
import { IncidentPanel } from "./incident-panel.tsx";
import { NewIncidentSheet } from "./incident-sheets.tsx";
import { Incidents } from "./incidents.tsx";
import { ContentPart } from "./content-part.tsx";
import { CameraInspector, TileInspector } from "./inspector.tsx";
import type { useReplays } from "./kept-acts.ts";
import { RulesPart } from "./rules.tsx";
import type { TileActsFace } from "./tile-acts.ts";
import { TourPart } from "./tour-part.tsx";
import { TileTools } from "./tile-tools.tsx";
import type { TypedNumber } from "./typed-number.ts";
import { earlierPlaces } from "./typed-place.ts";

/** What the side is open for, besides tiles. */
export type Selected = { readonly kind: "camera" | "incident"; readonly id: string } | null;

interface DeskSideProps {
  readonly site: Site;
  readonly wall: Wall;
  readonly glass: WallOnGlass | undefined;
  readonly layouts: readonly Layout[];
  readonly cameras: readonly Camera[];
  readonly feeds: readonly Feed[];
  /** Of this wall. */
  readonly outputs: readonly OutputState[];
  readonly selected: Selected;
  readonly onSelected: (selected: Selected) => void;
  /** Tiles that are chosen, and where; empty where none is. */
  readonly tiles: readonly Tile[];
  readonly onGlass: boolean;
  readonly mayAct: boolean;
  readonly mayEdit: boolean;
  /** Acts over the chosen tiles; null where they may not be edited. */
  readonly acts: TileActsFace | null;
  readonly number: TypedNumber;
  readonly several: boolean;
  readonly onSeveral: (several: boolean) => void;
  readonly favourites: FavouriteCameras;
  readonly cameraActs: ReturnType<typeof useCameraActs>;
  readonly onRemoveCamera: () => void;
  readonly replays: ReturnType<typeof useReplays>;
  readonly onSteer: (tileId: string, act: TourAct) => Promise<void>;
  readonly onClose: () => void;
  readonly reporting: boolean;
  readonly onReporting: (open: boolean) => void;
  readonly adding: boolean;
  readonly onAdding: (open: boolean) => void;
}

/** The right of the desk: what is selected, what calls for somebody, and the forms that are opened from there. */
export function DeskSide(props: DeskSideProps) {
  const { site, wall, glass, cameras, feeds, selected, mayAct, cameraActs, replays, acts } = props;
  const incidents = useIncidents();
  const alerts = useAlerts(mayAct).data;
  const earlier = useMemo(() => earlierPlaces(incidents.data?.value ?? []), [incidents.data]);
  const camera = selected?.kind === "camera" ? cameras.find(({ id }) => id === selected.id) : undefined;
  const [tile] = props.tiles;
  const replay = (props.onGlass && glass?.replays.find(({ tileId }) => tileId === tile?.id)) || null;
  const close = props.onClose;
  return (
    <>
      <aside className="side">
        {tile !== undefined && props.acts !== null && selected?.kind !== "incident" && (
          <TileTools
            acts={props.acts}
            tiles={props.tiles}
            camera={camera}
            number={props.number}
            several={props.several}
            onSeveral={props.onSeveral}
          />
        )}
        {camera !== undefined && (
          <CameraInspector
            camera={camera}
            cameras={cameras}
            feeds={feeds}
            zone={site.zone}
            tiles={glass?.tiles ?? []}
            mayAct={mayAct}
            mayEdit={props.mayEdit}
            favourite={props.favourites.ids.includes(camera.id)}
            onFavourite={() => props.favourites.toggle(camera.id)}
            onEdit={() => void cameraActs.edit(camera.id)}
            onRemove={props.onRemoveCamera}
            onClose={close}
          />
        )}
        {tile !== undefined && selected === null && (
          <TileInspector
            tile={tile}
            wall={wall}
            cameras={cameras}
            feeds={feeds}
            zone={site.zone}
            outputs={props.onGlass ? props.outputs : []}
            siteOutputs={site.outputs}
            mayAct={mayAct}
            replay={props.onGlass ? replay : undefined}
            own={
              acts !== null && (
                <ContentPart tile={tile} onPut={(content) => acts.put(content)} onFit={acts.fit} />
              )
            }
            many={
              (tile.content.kind === "tour" || tile.content.kind === "mosaic") && (
                <TourPart
                  content={tile.content}
                  tour={props.onGlass ? glass?.tours.find(({ tileId }) => tileId === tile.id) : undefined}
                  zone={site.zone}
                  nameOf={(id) => cameras.find((one) => one.id === id)?.name ?? id}
                  mayAct={mayAct}
                  onSteer={(act) => void props.onSteer(tile.id, act)}
                  onPut={acts === null ? null : (content) => acts.put(content)}
                />
              )
            }
            onReplay={(seconds) => void replays.start(tile.id, seconds)}
            onLive={() => void replays.stop(tile.id)}
            onClose={close}
          />
        )}
        {mayAct && <Alerts waiting={alerts} zone={site.zone} />}
        {selected?.kind === "incident" && (
          <IncidentPanel
            key={selected.id}
            id={selected.id}
            zone={site.zone}
            cameras={cameras}
            earlier={earlier}
            wallName={(id) => site.walls.find((one) => one.id === id)?.name ?? id}
            mayAct={mayAct}
            onOpen={(id) => props.onSelected({ kind: "incident", id })}
            onClose={close}
          />
        )}
        <Incidents
          incidents={incidents.data?.value}
          zone={site.zone}
          mayAct={mayAct}
          selected={selected?.kind === "incident" ? selected.id : null}
          onSelect={(id) => props.onSelected({ kind: "incident", id })}
          onReport={() => props.onReporting(true)}
        />
        {mayAct && <RulesPart site={site} layouts={props.layouts} mayEdit={props.mayEdit} />}
      </aside>
      {mayAct && (
        <NewIncidentSheet
          open={props.reporting}
          onOpenChange={props.onReporting}
          cameras={cameras}
          earlier={earlier}
          at={camera}
          onEntered={(id) => props.onSelected({ kind: "incident", id })}
        />
      )}
      {props.mayEdit && <AddingSheet open={props.adding} onOpenChange={props.onAdding} />}
      {props.mayEdit && (
        <CameraSheet
          open={cameraActs.editing !== "closed"}
          onOpenChange={(open) => !open && cameraActs.setEditing("closed")}
          onMany={() => {
            cameraActs.setEditing("closed");
            props.onAdding(true);
          }}
          editing={typeof cameraActs.editing === "string" ? null : cameraActs.editing}
          cameras={cameras}
          onDone={(saved) => {
            cameraActs.setEditing("closed");
            props.onSelected({ kind: "camera", id: saved.id });
          }}
        />
      )}
    </>
  );
}
