import type { ComponentProps } from "react";

interface FeedVideoProps extends ComponentProps<"video"> {
  /** How the picture lies in its tile. */
  readonly "data-fit": string;
  readonly "data-camera"?: string;
}

/** Where a feed is shown: it plays by itself, in its place. Cameras send no sound, and there is nothing to say in captions. */
export function FeedVideo(props: FeedVideoProps) {
  return <video muted autoPlay playsInline disablePictureInPicture {...props} />;
}
