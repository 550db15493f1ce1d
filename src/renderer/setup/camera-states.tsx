import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import { cameraState } from "../tiles/shown-state.ts";
import { StateWord } from "../ui/marks.tsx";

interface CameraStatesProps {
  readonly cameras: readonly Camera[];
  readonly feeds: readonly Feed[];
}

/** Each camera with its state, and what is wrong with it in a sentence. */
export function CameraStates({ cameras, feeds }: CameraStatesProps) {
  return (
    <ul className="setup-list">
      {cameras.map(({ id, name }) => {
        const error = feeds.find((feed) => feed.cameraId === id && feed.error !== undefined)?.error;
        return (
          <li key={id} data-camera={id}>
            <span>{name}</span>
            <StateWord state={cameraState(id, feeds)} />
            {error !== undefined && <span className="dim">{error.sentence}</span>}
          </li>
        );
      })}
    </ul>
  );
}
