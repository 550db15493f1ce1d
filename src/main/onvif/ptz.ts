import type { PtzOrder, PtzPreset } from "../../protocol/ptz.ts";
import { namespaces, TYPES } from "./services.ts";
import type { SoapLine } from "./soap.ts";
import { all, escaped, textAt } from "../base/xml.ts";

const { ptz } = namespaces;

/** The head of one device: what is said to it by the profile that has it. */
export class PtzHead {
  readonly #line: SoapLine;
  readonly #path: string;
  readonly #profile: string;

  constructor(line: SoapLine, path: string, profile: string) {
    this.#line = line;
    this.#path = path;
    this.#profile = profile;
  }

  /** Faults as `SoapLine.ask` does. */
  async presets(): Promise<PtzPreset[]> {
    const answer = await this.#ask("GetPresets", "");
    return all(answer, "Preset").flatMap((preset) => {
      const token = preset.attributes.get("token");
      return token === undefined ? [] : [{ token, name: textAt(preset, "Name") ?? token }];
    });
  }

  /**
   * Vectors are in ONVIF's generic spaces (PTZ service, 5.7): pan and tilt from -1 to 1, zoom from 0 to 1 as a place
   * and from -1 to 1 as a way or a speed. `timeoutS`: after which a device that knows it stops by itself.
   */
  async obey(order: PtzOrder, timeoutS: number): Promise<void> {
    if (order.kind === "continuous")
      await this.#ask("ContinuousMove", vector("Velocity", order) + `<Timeout>PT${timeoutS}S</Timeout>`);
    else if (order.kind === "relative") await this.#ask("RelativeMove", vector("Translation", order));
    else if (order.kind === "absolute") await this.#ask("AbsoluteMove", vector("Position", order));
    else if (order.kind === "preset")
      await this.#ask("GotoPreset", `<PresetToken>${escaped(order.preset)}</PresetToken>`);
    else await this.#ask("Stop", "<PanTilt>true</PanTilt><Zoom>true</Zoom>");
  }

  #ask(name: string, inside: string) {
    return this.#line.ask({
      path: this.#path,
      action: `${ptz}/${name}`,
      body: `<${name} xmlns="${ptz}"><ProfileToken>${escaped(this.#profile)}</ProfileToken>${inside}</${name}>`,
    });
  }
}

/** Only the axes that were named, because a device without one of them refuses the whole. */
function vector(
  name: string,
  { pan, tilt, zoom }: { pan?: number | undefined; tilt?: number | undefined; zoom?: number | undefined },
): string {
  const turn =
    pan === undefined && tilt === undefined
      ? ""
      : `<PanTilt xmlns="${TYPES}" x="${pan ?? 0}" y="${tilt ?? 0}"/>`;
  const nearer = zoom === undefined ? "" : `<Zoom xmlns="${TYPES}" x="${zoom}"/>`;
  return `<${name}>${turn}${nearer}</${name}>`;
}
