import { type ComponentProps, useSyncExternalStore } from "react";
import { CameraTile } from "./camera-tile.tsx";

type TourTileProps = Omit<ComponentProps<typeof CameraTile>, "standsFor"> & {
  /** What the picture that is there is called; null before there is one. */
  readonly shown: string | null;
  readonly nameOf: (cameraId: string) => string;
};

/** One camera after the other: the picture of whose turn it is, by that camera's own name. */
export function TourTile({ shown, nameOf, name, ...props }: TourTileProps) {
  const { tour } = useSyncExternalStore(props.view.subscribe, props.view.get);
  return (
    <CameraTile {...props} name={shown ?? name} standsFor={tour === null ? name : nameOf(tour.cameraId)} />
  );
}
