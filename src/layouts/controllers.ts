import type { Controller } from "./wiring.ts";

/** What a kind of controller can do; a new one is one entry here. */
export interface ControllerModel {
  readonly name: string;
  readonly ports: number;
  /** bit/s of one port. */
  readonly portRate: number;
  /** Pixels that all ports together may have at 60 pictures a second. */
  readonly pixels: number;
  readonly source: string;
}

const COEX = "coex.wiki/en/Intro&Info/Loading-Capacity-Instructions";

/**
 * Controllers whose limits are published. One that is not here is described by one that is not above it. Their
 * pixels are those of the largest canvas at 60 pictures a second.
 */
export const controllerModels = {
  "gigabit-6": {
    ...{ name: "6 x 1 Gbit/s, 3611 x 1080 px", ports: 6, portRate: 1e9 },
    ...{ pixels: 3_899_880, source: `NovaStar MX20: ${COEX}` },
  },
  "gigabit-10": {
    ...{ name: "10 x 1 Gbit/s, 6018 x 1080 px", ports: 10, portRate: 1e9 },
    ...{ pixels: 6_499_440, source: `NovaStar MX30: ${COEX}` },
  },
  "gigabit-20": {
    ...{ name: "20 x 1 Gbit/s, 4166 x 2160 px", ports: 20, portRate: 1e9 },
    ...{ pixels: 8_998_560, source: `NovaStar MX40 Pro: ${COEX}` },
  },
} as const satisfies Record<string, ControllerModel>;

/** The model of that id; null for one that is not known here. */
export function controllerModel(id: string): ControllerModel | null {
  const models: Readonly<Record<string, ControllerModel>> = controllerModels;
  return Object.hasOwn(models, id) ? (models[id] ?? null) : null;
}

/** Of what a port carries, pixels; the rest are heads of packets and pauses between them. */
const PAYLOAD = 0.95;

/**
 * Pixels that one port carries: portRate x 95 % / (bits of a pixel x pictures a second). 659,722 at 1 Gbit/s, 8 bit and
 * 60 Hz; more than 8 bits go in 16 (as senders pack them), which halves it.
 */
export function portPixels(
  model: Pick<ControllerModel, "portRate">,
  { bits, hertz }: Pick<Controller, "bits" | "hertz">,
): number {
  const bitsPerPixel = 3 * (bits === 8 ? 8 : 16);
  return Math.floor((model.portRate * PAYLOAD) / (bitsPerPixel * hertz));
}
