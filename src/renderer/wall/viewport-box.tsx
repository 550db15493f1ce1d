import { Fragment, useSyncExternalStore } from "react";
import { viewingPixels } from "../../layouts/legibility.ts";
import { bottom, overlaps, type Rect } from "../../layouts/rect.ts";
import type { Viewport } from "../../layouts/site.ts";
import type { Glass } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { typeSizes } from "../tiles/type-sizes.ts";
import type { Near } from "../tiles/near.ts";
import { Banner } from "./banner.tsx";
import { bannerBox } from "./banner-box.ts";
import { CanvasBox } from "./canvas-box.tsx";
import type { OutputPage } from "./output-page.ts";
import { DrillStrip, drillHeight } from "./drill-strip.tsx";
import { isOfIncidents } from "./incidents-tile.tsx";
import { Changing, PieceTile } from "./piece-tile.tsx";
import type { Stage } from "./stage.ts";
import { Standby } from "./standby.tsx";
import type { Piece } from "./take.ts";
import { pressingOf, tickerTells } from "./ticker-order.ts";
import { Ticker, tickerHeight } from "./ticker.tsx";

/** More than the highest z of a tile. */
const LAYER = 2000;
const ABOVE_ALL = 2_000_000_000;

/** Older takes lie below newer ones, and what is not on the glass yet lies below them all. */
function zIndexOf(piece: Piece, generations: readonly number[]): number {
  return piece.look === "shown"
    ? (generations.indexOf(piece.generation) + 1) * LAYER + piece.tile.z
    : piece.tile.z;
}

/** A piece's number within its key: the order in which pieces were made never changes, so no <video> is ever moved. */
function made(piece: Piece): number {
  return Number(piece.key.slice(piece.key.indexOf("-") + 1));
}

/** The cameras whose pictures a piece shows. */
function camerasOf({ tile, feed }: Piece): readonly string[] {
  if (tile.content.kind === "mosaic") return tile.content.cameraIds;
  if (tile.content.kind === "tour") return feed === null ? [] : [feed.cameraId];
  // What stands in for a camera need not be near to what that one is near to.
  return tile.content.kind === "camera" ? [feed?.cameraId ?? tile.content.cameraId] : [];
}

interface ViewportBoxProps {
  readonly page: OutputPage;
  readonly stage: Stage;
  readonly glass: Glass;
  readonly viewport: Viewport;
  readonly index: number;
  /** Those that stand, worst first. */
  readonly incidents: readonly GlassIncident[];
  /** What stands near a camera, by its id. */
  readonly near: ReadonlyMap<string, Near>;
  readonly lostSince: number | null;
}

/** What a viewport shows of its wall: the canvas, moved and turned into its place on the output and clipped there. */
export function ViewportBox(props: ViewportBoxProps) {
  const { page, stage, glass, viewport, index, incidents, near, lostSince } = props;
  const take = useSyncExternalStore(stage.take.subscribe, stage.take.get);
  const shown = glass.walls.find(({ state }) => state.id === viewport.wallId);
  if (shown === undefined) return null;
  const { state: wall, covered } = shown;
  const { canvas } = wall;
  const described = glass.site.walls.find(({ id }) => id === viewport.wallId);
  const sizes = typeSizes(viewingPixels(described ?? { canvas, panels: [] }));
  const standing = Math.max(glass.incidentCounts.standing, incidents.length);
  const { told, more } = tickerTells(incidents, standing);
  const tickerPx = told.length > 0 || lostSince !== null ? tickerHeight(sizes) : 0;
  const pressing = pressingOf(incidents);
  const [worst] = pressing;
  const box =
    worst === undefined
      ? null
      : bannerBox(
          canvas,
          wall.tiles.map(({ rect }) => rect),
          sizes,
          tickerPx,
        );
  const bannerPx = box?.above === true ? box.heightPx : 0;
  // That the core is lost is said before anything else.
  const bannered = worst !== undefined && box !== null && (box.above || lostSince === null);
  const tickered = tickerPx > 0 && !(bannered && !box.above);
  const clearTop = canvas.height - tickerPx - bannerPx;
  const raised = (rect: Rect) => Math.max(0, Math.min(rect.height, bottom(rect) - clearTop));
  const stripPx = glass.drill ? drillHeight(sizes) : 0;
  const lowered = (rect: Rect) => Math.max(0, Math.min(rect.height, stripPx - rect.y));
  const pieces = take.pieces
    .filter((piece) => overlaps(viewport.canvas, piece.tile.rect))
    .toSorted((a, b) => made(a) - made(b));
  const generations = [...new Set(take.pieces.map((piece) => piece.generation))].toSorted((a, b) => a - b);
  return (
    <CanvasBox viewport={viewport} canvas={canvas}>
      {pieces.map((piece) => (
        <Fragment key={piece.key}>
          <PieceTile
            page={page}
            stage={stage}
            piece={piece}
            viewport={index}
            zIndex={zIndexOf(piece, generations)}
            glass={glass}
            sizes={sizes}
            raisedPx={raised(piece.tile.rect)}
            loweredPx={lowered(piece.tile.rect)}
            near={stage.isHiddenByHand(piece) ? [] : camerasOf(piece).flatMap((id) => near.get(id) ?? [])}
            hidden={stage.isHiddenByHand(piece)}
            worded={
              isOfIncidents(piece.tile.content)
                ? { incidents, counts: glass.incidentCounts, lostSince }
                : null
            }
          />
          {piece.look === "changing" && (
            <Changing
              piece={piece}
              sizes={sizes}
              raisedPx={raised(piece.tile.rect)}
              zIndex={ABOVE_ALL - LAYER + piece.tile.z}
            />
          )}
        </Fragment>
      ))}
      {covered && (
        <Standby
          glass={glass}
          tiles={shown.standby}
          height={canvas.height}
          sizes={sizes}
          zIndex={ABOVE_ALL + 1}
          clockOffsetMs={page.clockOffsetMs}
          ready={page.ready}
        />
      )}
      {!covered && (tickerPx > 0 || glass.drill) && (
        <div className="overlays" style={{ zIndex: ABOVE_ALL }}>
          {glass.drill && <DrillStrip sizes={sizes} />}
          {bannered && (
            <Banner
              incident={worst}
              count={pressing.length}
              more={standing > incidents.length && pressing.at(-1) === incidents.at(-1)}
              box={box}
              sizes={sizes}
              bottomPx={box.above ? tickerPx : 0}
              old={lostSince !== null}
              zone={glass.site.zone}
              clockOffsetMs={page.clockOffsetMs}
            />
          )}
          {tickered && (
            <Ticker
              incidents={told}
              more={more}
              canvas={canvas}
              sizes={sizes}
              zone={glass.site.zone}
              clockOffsetMs={page.clockOffsetMs}
              lostSince={lostSince}
            />
          )}
        </div>
      )}
    </CanvasBox>
  );
}
