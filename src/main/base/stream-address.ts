import type { StreamRole } from "../../protocol/camera.ts";

/** What a source needs to open a stream. `password` never leaves the core's memory and ffmpeg's standard input. */
export interface StreamAddress {
  readonly cameraId: string;
  readonly stream: StreamRole;
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly transport: "tcp" | "udp";
}
