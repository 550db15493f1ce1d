import { Fragment, useSyncExternalStore } from "react";
import { viewingPixels } from "../../layouts/legibility.ts";
import { bottom, overlaps, type Rect } from "../../layouts/rect.ts";
import type { Viewport } from "../../layouts/site.ts";
import type { Glass } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { typeSizes } from "../tiles/type-sizes.ts";
import { CanvasBox } from "./canvas-box.tsx";
import type { OutputPage } from "./output-page.ts";
import { Changing, PieceTile } from "./piece-tile.tsx";
import type { Stage } from "./stage.ts";
import type { Piece } from "./take.ts";
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

interface ViewportBoxProps {
  readonly page: OutputPage;
  readonly stage: Stage;
  readonly glass: Glass;
  readonly viewport: Viewport;
  readonly index: number;
  /** What the ticker tells. */
  readonly incidents: readonly GlassIncident[];
  readonly lostSince: number | null;
}

/** What a viewport shows of its wall: the canvas, moved and turned into its place on the output and clipped there. */
export function ViewportBox({ page, stage, glass, viewport, index, incidents, lostSince }: ViewportBoxProps) {
  const take = useSyncExternalStore(stage.take.subscribe, stage.take.get);
  const wall = glass.walls.find(({ state }) => state.id === viewport.wallId)?.state;
  if (wall === undefined) return null;
  const { canvas } = wall;
  const described = glass.site.walls.find(({ id }) => id === viewport.wallId);
  const sizes = typeSizes(viewingPixels(described ?? { canvas, panels: [] }));
  const ticker = incidents.length > 0 || lostSince !== null;
  const tickerTop = canvas.height - (ticker ? tickerHeight(sizes) : 0);
  const raised = (rect: Rect) => Math.max(0, Math.min(rect.height, bottom(rect) - tickerTop));
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
      {ticker && (
        <div className="overlays" style={{ zIndex: ABOVE_ALL }}>
          <Ticker
            incidents={incidents}
            canvas={canvas}
            sizes={sizes}
            zone={glass.site.zone}
            clockOffsetMs={page.clockOffsetMs}
            lostSince={lostSince}
          />
        </div>
      )}
    </CanvasBox>
  );
}
