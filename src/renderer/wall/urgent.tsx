import { viewingPixels } from "../../layouts/legibility.ts";
import type { Glass } from "../../protocol/channel.ts";
import { typeSizes } from "../tiles/type-sizes.ts";
import { CanvasBox } from "./canvas-box.tsx";
import type { PageView } from "./output-page.ts";
import { Ticker } from "./ticker.tsx";

interface UrgentProps {
  readonly glass: Glass;
  readonly outputId: string;
  readonly urgent: PageView["urgent"];
  readonly lostSince: number | null;
  readonly clockOffsetMs: () => number;
}

/** What nobody may miss because of a test pattern, above the patterns of an output. */
export function Urgent({ glass, outputId, urgent, lostSince, clockOffsetMs }: UrgentProps) {
  if (urgent.length === 0 && lostSince === null) return null;
  return (
    <div className="urgent">
      {glass.viewports.map((viewport, index) => {
        const wall = glass.site.walls.find(({ id }) => id === viewport.wallId);
        if (wall === undefined || viewport.outputId !== outputId) return null;
        return (
          <CanvasBox key={`${viewport.wallId}/${index}`} viewport={viewport} canvas={wall.canvas}>
            <Ticker
              incidents={urgent}
              more={0}
              canvas={wall.canvas}
              sizes={typeSizes(viewingPixels(wall))}
              zone={glass.site.zone}
              clockOffsetMs={clockOffsetMs}
              lostSince={lostSince}
            />
          </CanvasBox>
        );
      })}
    </div>
  );
}
