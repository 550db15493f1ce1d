import type { Handover, OpenMatters } from "../../protocol/handover.ts";
import type { Sight } from "./sight.ts";

/** What of it is theirs. */
export function seenMatters(matters: OpenMatters, sight: Sight): OpenMatters {
  const { layouts } = matters;
  return {
    ...matters,
    cameras: matters.cameras.filter(({ cameraId }) => sight.sees("camera", cameraId)),
    outputs: matters.outputs.filter(({ outputId }) => sight.sees("output", outputId)),
    ...(layouts === undefined ? {} : { layouts: layouts.filter(({ wallId }) => sight.sees("wall", wallId)) }),
    walls: matters.walls
      .filter(({ wallId }) => sight.sees("wall", wallId))
      .map((wall) => ({
        ...wall,
        cameras: wall.cameras.filter(({ cameraId }) => sight.sees("camera", cameraId)),
      })),
  };
}

/** Whether all walls that were handed over are theirs: the notes may be about any of them. */
export function seesHandover({ matters }: Handover, sight: Sight): boolean {
  return (
    sight.isWhole ||
    (matters.walls.length > 0 && matters.walls.every(({ wallId }) => sight.sees("wall", wallId)))
  );
}

export function seenHandover(handover: Handover, sight: Sight): Handover {
  return { ...handover, matters: seenMatters(handover.matters, sight) };
}
