import type { CameraInput } from "../../protocol/camera.ts";
import type { Remark } from "./remarks.ts";

/** One camera of a file, or why it is none. */
export interface Entry {
  readonly where: string;
  readonly name: string;
  readonly camera: CameraInput | Remark;
  readonly notes: readonly Remark[];
}

/** Reads the cameras of a file; a Remark where the file as a whole is none of its kind. */
export type ReadFile = (text: string) => readonly Entry[] | Remark;

/** `text` short enough for a sentence. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
