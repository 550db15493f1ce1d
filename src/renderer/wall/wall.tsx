import { useSyncExternalStore } from "react";
import type { Size } from "../../layouts/rect.ts";
import { Watched } from "../tiles/watched.ts";
import type { OutputPage } from "./output-page.ts";
import { LoadLine } from "./load-line.tsx";
import { NoWall } from "./page-slate.tsx";
import { PatternLayer } from "./pattern-layer.tsx";
import { arrange } from "./placement.ts";
import { Urgent } from "./urgent.tsx";
import { ViewportBox } from "./viewport-box.tsx";

interface WindowFacts extends Size {
  readonly pixelRatio: number;
}

function windowFacts(): WindowFacts {
  return { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio };
}

const watchedWindow = new Watched<WindowFacts>(
  windowFacts(),
  (a, b) => a.width === b.width && a.height === b.height && a.pixelRatio === b.pixelRatio,
);
// A changed pixel ratio changes the window's size in CSS pixels as well.
addEventListener("resize", () => watchedWindow.set(windowFacts()));

/** The whole page: its outputs, each with its viewports, or what is wrong. */
export function Wall({ page }: { page: OutputPage }) {
  const view = useSyncExternalStore(page.view.subscribe, page.view.get);
  const window = useSyncExternalStore(watchedWindow.subscribe, watchedWindow.get);
  const { glass, incidents, near, lostSince, refused, slowed, patterns, urgent } = view;
  if (glass === null || refused !== null) return <NoWall view={view} outputs={page.outputIds.join(", ")} />;
  // What visitors may look at says nothing of its machine.
  const isCovered = (outputId: string) =>
    glass.viewports.some(
      (viewport) =>
        viewport.outputId === outputId &&
        glass.walls.some(({ state, covered }) => covered && state.id === viewport.wallId),
    );
  const saysLoad = glass.outputs.find(({ id }) => !isCovered(id));
  const { places, size, scale, left, top } = arrange(glass.outputs, window, window.pixelRatio);
  return (
    <main
      className="outputs"
      style={{
        width: size.width,
        height: size.height,
        transform:
          scale === 1 && left === 0 && top === 0 ? "none" : `translate(${left}px, ${top}px) scale(${scale})`,
      }}
    >
      {glass.outputs.map((output) => {
        const place = places.get(output.id);
        if (place === undefined) return null;
        const { x, y, width, height } = place;
        const light = glass.light.find(({ outputId }) => outputId === output.id)?.percent ?? 100;
        const layers = patterns.get(output.id);
        return (
          <section
            key={output.id}
            className="output"
            data-output={output.id}
            style={{ left: x, top: y, width, height }}
          >
            {glass.viewports.map((viewport, index) => {
              const stage = viewport.outputId === output.id ? page.stage(viewport.wallId) : null;
              return stage === null ? null : (
                <ViewportBox
                  key={`${viewport.wallId}/${index}`}
                  page={page}
                  stage={stage}
                  glass={glass}
                  viewport={viewport}
                  index={index}
                  incidents={incidents}
                  near={near}
                  lostSince={lostSince}
                />
              );
            })}
            {layers !== undefined && (
              <>
                <PatternLayer output={place} layers={layers} clockOffsetMs={page.clockOffsetMs} />
                <Urgent
                  glass={glass}
                  outputId={output.id}
                  urgent={urgent}
                  lostSince={lostSince}
                  clockOffsetMs={page.clockOffsetMs}
                />
              </>
            )}
            {output === saysLoad && slowed !== null && <LoadLine {...slowed} output={output} />}
            {light < 100 && <div className="dimmed" style={{ opacity: 1 - light / 100 }} />}
          </section>
        );
      })}
    </main>
  );
}
