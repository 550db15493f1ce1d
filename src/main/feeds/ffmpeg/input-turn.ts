import type { Format } from "../../../protocol/format.ts";
import type { AccessUnit } from "../source.ts";
import { streamFormat } from "../stream-format.ts";

/**
 * How the pictures of a container are to be turned, from what ffmpeg says of its input: MP4 and Matroska tell it in
 * their heads, for which NUT has no place. A mirror is not undone.
 */
export class InputTurn {
  #rotation: Format["rotation"] = 0;
  #known: boolean;

  /** `tells`: whether ffmpeg says it; where it does not, none is known of. */
  constructor(tells: boolean) {
    this.#known = !tells;
  }

  get known(): boolean {
    return this.#known;
  }

  /** A line of ffmpeg's; true where by it all is known. */
  hear(line: string): boolean {
    if (this.#known) return false;
    // Degrees anticlockwise (av_display_rotation_get), of the input and then of the output: those of a copy are the same.
    const said = /displaymatrix: rotation of (-?[\d.]+) degrees/.exec(line)?.[1];
    if (said !== undefined) {
      const quarters = (4 - (Math.round(Number(said) / 90) % 4)) % 4;
      this.#rotation = ([0, 90, 180, 270] as const)[quarters] ?? 0;
    }
    this.#known = line.startsWith("Stream mapping:");
    return this.#known;
  }

  /** `unit` with that turn in its format; what the pictures say themselves counts where the container is silent. */
  applied(unit: AccessUnit): AccessUnit {
    if (this.#rotation === 0 || unit.format === null) return unit;
    const { fingerprint, ...format } = unit.format;
    return {
      ...unit,
      format: streamFormat({ ...format, rotation: this.#rotation }, Buffer.from(fingerprint)),
    };
  }
}
