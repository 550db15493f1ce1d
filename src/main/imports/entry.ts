import type { CameraInput } from "../../protocol/camera.ts";
import type { RemarkKind } from "./remarks.ts";

/** Something about an entry or a file, told in the language of who asks. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Of the camera, or "" for the file as a whole. */
  readonly field: string;
  /** Values for the placeholders of its sentence; never a secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** One camera of a file, or why it is none. */
export interface Entry {
  readonly where: string;
  readonly name: string;
  readonly camera: CameraInput | Remark;
  readonly notes: readonly Remark[];
}

/** Reads the cameras of a file; a Remark where the file as a whole is none of its kind. */
export type ReadFile = (text: string) => readonly Entry[] | Remark;

export function remark(kind: RemarkKind, field: string, detail: Remark["detail"] = {}): Remark {
  return { kind, field, detail };
}

export function isRemark(value: object): value is Remark {
  return "kind" in value && "detail" in value;
}

/** `text` short enough for a sentence. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
