import { isDeepStrictEqual } from "node:util";
import type { Ptz, PtzOrder } from "../../protocol/ptz.ts";
import type { Clock } from "../base/clock.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { OnvifDevice } from "./device.ts";

/** Milliseconds after the last order to keep moving at which a head is stopped: its operator's page may be gone. */
const HOLD_MS = 2_000;
/** What the device is told, for the case that this core is gone. */
const DEVICE_HOLD_S = 3;
/** Orders that may wait for a slow head. */
const MOST_WAITING = 8;
/** A head that nobody moved for so long is asked anew what it is. */
const IDLE_MS = 60_000;

/** The heads of cameras: every continuous move ends, whatever becomes of who began it. */
export class PtzHeads {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #lookup: (cameraId: string) => Promise<DeviceAddress | null>;
  readonly #ending = new AbortController();
  readonly #heads = new Map<string, Head>();

  /** `lookup` faults with `notFound` where there is no such camera. */
  constructor(clock: Clock, log: Log, lookup: (cameraId: string) => Promise<DeviceAddress | null>) {
    this.#clock = clock;
    this.#log = log;
    this.#lookup = lookup;
  }

  /** What the camera's head offers. Faults with what the device faults with. */
  async describe(cameraId: string): Promise<Ptz> {
    const head = await this.#head(cameraId);
    return head === null ? { moves: false, presets: [] } : head.ask((device) => device.ptz());
  }

  /** Faults with `notOnvif` where the camera has no head, or with what the device faults with. */
  async obey(cameraId: string, order: PtzOrder): Promise<void> {
    const head = await this.#head(cameraId);
    if (head === null) throw new Fault("notOnvif", { host: cameraId, problem: "it has no PTZ" });
    await head.obey(order);
  }

  /** Stops what moves. Resolves when nothing is left of any head. */
  async close(): Promise<void> {
    const heads = [...this.#heads.values()];
    this.#heads.clear();
    await Promise.all(heads.map((head) => head.end()));
    this.#ending.abort(new Fault("unavailable", { what: "Dinding" }));
  }

  async #head(cameraId: string): Promise<Head | null> {
    const address = await this.#lookup(cameraId);
    this.#ending.signal.throwIfAborted();
    const known = this.#heads.get(cameraId);
    if (known !== undefined && address !== null && isDeepStrictEqual(known.address, address)) return known;
    this.#heads.delete(cameraId);
    void known?.end();
    if (address === null) return null;
    const device = new OnvifDevice(address, this.#clock, this.#ending.signal);
    const head: Head = new Head(address, device, this.#clock, {
      stopFailed: (error: unknown) =>
        this.#log.warn({ err: error, camera: cameraId }, "a moving camera could not be told to stop"),
      over: () => {
        if (this.#heads.get(cameraId) === head) this.#heads.delete(cameraId);
      },
    });
    this.#heads.set(cameraId, head);
    return head;
  }
}

interface HeadListener {
  stopFailed(error: unknown): void;
  /** It is to be asked anew what it is. */
  over(): void;
}

/** One head for as long as somebody uses it. */
class Head {
  readonly address: DeviceAddress;
  readonly #device: OnvifDevice;
  readonly #clock: Clock;
  readonly #told: HeadListener;
  /** Orders go one after the other, so that none overtakes a stop. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Null while it stands still. */
  #cancelStop: (() => void) | null = null;
  #cancelIdle: () => void = () => undefined;

  constructor(address: DeviceAddress, device: OnvifDevice, clock: Clock, told: HeadListener) {
    this.address = address;
    this.#device = device;
    this.#clock = clock;
    this.#told = told;
  }

  async obey(order: PtzOrder): Promise<void> {
    if (this.#waiting >= MOST_WAITING && order.kind !== "stop")
      throw new Fault("unavailable", { what: "PTZ" });
    this.#cancelStop?.();
    this.#cancelStop =
      order.kind === "continuous" ? this.#clock.after(HOLD_MS, () => void this.#stop()) : null;
    await this.ask((device) => device.move(order, DEVICE_HOLD_S));
  }

  /** In turn. */
  ask<Answer>(what: (device: OnvifDevice) => Promise<Answer>): Promise<Answer> {
    this.#cancelIdle();
    this.#cancelIdle = this.#clock.after(IDLE_MS, () => this.#told.over());
    this.#waiting += 1;
    const answer = this.#inTurn(this.#last, what);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #inTurn<Answer>(
    before: Promise<unknown>,
    what: (device: OnvifDevice) => Promise<Answer>,
  ): Promise<Answer> {
    await before;
    try {
      return await what(this.#device);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Stops where it moves. Never rejects. */
  async end(): Promise<void> {
    if (this.#cancelStop !== null) await this.#stop();
    await this.#last;
    this.#cancelIdle();
  }

  async #stop(): Promise<void> {
    this.#cancelStop?.();
    this.#cancelStop = null;
    try {
      await this.ask((device) => device.move({ kind: "stop" }, DEVICE_HOLD_S));
    } catch (error) {
      this.#told.stopFailed(error);
    }
  }
}
