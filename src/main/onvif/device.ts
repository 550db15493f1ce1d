import type { Clock } from "../base/clock.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import { Fault } from "../base/fault.ts";
import type { Device, DeviceEvent } from "../../protocol/device.ts";
import type { Finding } from "../../protocol/finding.ts";
import type { Ptz, PtzOrder } from "../../protocol/ptz.ts";
import { pullEvents } from "./events.ts";
import { offer } from "./offer.ts";
import { readMedia } from "./profiles.ts";
import { PtzHead } from "./ptz.ts";
import { findServices, namespaces, type Services } from "./services.ts";
import { SoapLine } from "./soap.ts";
import { find, numberAt, textAt, type Xml } from "../base/xml.ts";

const { device } = namespaces;
/** Seconds by which a clock may be off before anybody minds. */
const CLOCK_OFF_S = 5;
/** Milliseconds for what it offers: beyond, no further address is asked for, and what is known is told. */
const OFFER_MS = 8_500;
/** Milliseconds by which its clock may be read another time without having been set. */
const CLOCK_SET_MS = 3_000;

/**
 * A device behind one address. Every method faults with what `SoapLine.ask` faults with, and rejects with the reason
 * of `signal` after an abort; nothing of it stays open between calls.
 */
export class OnvifDevice {
  readonly #line: SoapLine;
  readonly #address: DeviceAddress;
  readonly #clock: Clock;
  readonly #services = new Kept(() => findServices(this.#line));
  readonly #dated = new Kept(() => this.#readClock());
  readonly #head = new Kept(() => this.#findHead());

  constructor(address: DeviceAddress, clock: Clock, signal: AbortSignal) {
    this.#address = address;
    this.#clock = clock;
    this.#line = new SoapLine(address, clock, signal);
  }

  /** Milliseconds by which its clock is ahead of ours, to half a second; null where it does not tell. */
  clockAheadMs(): Promise<number | null> {
    return this.#dated.get();
  }

  /** What it is and offers. */
  async describe(): Promise<Device> {
    const began = this.#clock.monotonic();
    const inTime = () => this.#clock.monotonic() - began < OFFER_MS;
    const clockAheadMs = await this.clockAheadMs();
    // First of all that need the login: a wrong password is told after one attempt, before the device locks us out.
    const information = await this.#line.ask({
      ...{ path: null, action: `${device}/GetDeviceInformation` },
      body: `<GetDeviceInformation xmlns="${device}"/>`,
    });
    const services = await this.#found();
    const said = (name: string) => textAt(information, name)?.slice(0, 120) ?? "";
    const named = [said("Manufacturer"), said("Model")].filter((part) => part !== "").join(" ");
    const media = await readMedia(this.#line, services);
    const cameras = await offer(media, named, services.has("ptz"), inTime);
    const clockAheadS = clockAheadMs === null ? null : Math.round(clockAheadMs / 1000) + 0;
    const findings: Finding[] = [];
    if (clockAheadS !== null && Math.abs(clockAheadS) > CLOCK_OFF_S) findings.push(clockFinding(clockAheadS));
    const other = cameras
      .flatMap(({ streams }) => streams.map(({ url }) => URL.parse(url)?.hostname ?? ""))
      .find((host) => host !== this.#line.host);
    if (other !== undefined)
      findings.push({ kind: "elsewhere", weight: "wrong", detail: { own: this.#line.host, other } });
    return {
      ...{ address: this.#address.url, cameras, clockAheadS, findings, events: services.has("events") },
      manufacturer: said("Manufacturer"),
      model: said("Model"),
      firmware: said("FirmwareVersion"),
      serial: said("SerialNumber"),
    };
  }

  /** What its head offers. */
  async ptz(): Promise<Ptz> {
    try {
      return { moves: true, presets: await this.#onTime(async () => (await this.#head.get()).presets()) };
    } catch (error) {
      if (error instanceof Fault && error.kind === "notOnvif" && error.detail.problem === NO_PTZ)
        return { moves: false, presets: [] };
      throw error;
    }
  }

  /** Faults with `notOnvif` where it has no head. */
  async move(order: PtzOrder, timeoutS: number): Promise<void> {
    await this.#onTime(async () => (await this.#head.get()).obey(order, timeoutS));
  }

  /** What it reports within `seconds`. */
  async events(seconds: number): Promise<DeviceEvent[]> {
    return pullEvents(this.#line, await this.#found(), seconds, () => this.#clock.monotonic());
  }

  /**
   * `ask`, once more where the login was refused for its date: somebody has set the device's clock. A password that is
   * wrong is not tried twice, or the device locks us out.
   */
  async #onTime<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      const before = await this.#dated.known();
      if (!(error instanceof Fault) || error.kind !== "loginRefused" || before === null) throw error;
      this.#dated.forget();
      const now = await this.clockAheadMs();
      if (now === null || Math.abs(now - before) < CLOCK_SET_MS) throw error;
      return ask();
    }
  }

  async #found(): Promise<Services> {
    await this.clockAheadMs();
    return this.#services.get();
  }

  async #findHead(): Promise<PtzHead> {
    const services = await this.#found();
    const path = services.get("ptz");
    const { profiles } = path === undefined ? { profiles: [] } : await readMedia(this.#line, services);
    const profile = profiles.find(({ ptz }) => ptz);
    if (path === undefined || profile === undefined)
      throw new Fault("notOnvif", { host: this.#line.host, problem: NO_PTZ });
    return new PtzHead(this.#line, path, profile.token);
  }

  /** Without a login where the device allows it, as ONVIF Core (8.3.7) asks: the login itself depends on the answer. */
  async #readClock(): Promise<number | null> {
    const order = {
      ...{ path: null, action: `${device}/GetSystemDateAndTime` },
      body: `<GetSystemDateAndTime xmlns="${device}"/>`,
    };
    const before = this.#clock.now();
    let answer: Xml;
    try {
      answer = await this.#line.ask({ ...order, login: false });
    } catch (error) {
      if (!(error instanceof Fault) || (error.kind !== "loginRefused" && error.kind !== "deviceRefused"))
        throw error;
      answer = await this.#line.ask(order);
    }
    const told = dateOf(find(answer, "SystemDateAndTime", "UTCDateTime"));
    if (told === null) return null;
    // It tells whole seconds, cut off, at some moment between asking and answering.
    const ahead = told + 500 - (before + this.#clock.now()) / 2;
    this.#line.deviceAheadMs = Math.abs(ahead) < 2_000 ? 0 : ahead;
    return ahead;
  }
}

/** What is asked once as long as it is answered: a failure is not kept. */
class Kept<Answer> {
  readonly #ask: () => Promise<Answer>;
  #answer: Promise<Answer> | null = null;

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
  }

  get(): Promise<Answer> {
    this.#answer ??= this.#ask().catch((error: unknown) => {
      this.#answer = null;
      throw error;
    });
    return this.#answer;
  }

  /** Null where it was not answered yet. */
  async known(): Promise<Answer | null> {
    return this.#answer;
  }

  forget(): void {
    this.#answer = null;
  }
}

const NO_PTZ = "it has no PTZ";

export function clockFinding(aheadS: number): Finding {
  const detail = { seconds: Math.abs(aheadS), way: aheadS > 0 ? "ahead" : "behind" };
  return { kind: "clockOff", weight: Math.abs(aheadS) > 60 ? "wrong" : "note", detail };
}

/** A `tt:DateTime` in milliseconds since 1970; null where it is none. */
function dateOf(element: Xml | null): number | null {
  const parts = [
    ["Date", "Year"],
    ["Date", "Month"],
    ["Date", "Day"],
    ["Time", "Hour"],
    ["Time", "Minute"],
    ["Time", "Second"],
  ].map((path) => numberAt(element, ...path));
  const [year, month, day, hour, minute, second] = parts.map((part) => part ?? Number.NaN);
  const time = Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
  return Number.isNaN(time) ? null : time;
}
