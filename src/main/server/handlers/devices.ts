import { hashOf } from "../../access/token.ts";
import type { Clock } from "../../base/clock.ts";
import type { DeviceAddress } from "../../base/device-address.ts";
import { Fault } from "../../base/fault.ts";
import { readHttpAddress } from "../../base/http-address.ts";
import { discover } from "../../onvif/discovery.ts";
import { OnvifDevice } from "../../onvif/device.ts";
import { type Hand, mayTake } from "../../onvif/helms.ts";
import type { Handlers } from "../api.ts";
import type { Caller } from "../caller.ts";
import { InvalidRequest } from "../invalid.ts";
import type { Rooms } from "../rooms.ts";
import type { Language } from "../../../protocol/session.ts";

type DeviceHandlers = Pick<
  Handlers,
  | "discover"
  | "inspectDevice"
  | "getPtz"
  | "ptz"
  | "getPtzLock"
  | "takePtzLock"
  | "leavePtzLock"
  | "cameraEvents"
>;

/** How long a device is listened to for events, seconds. */
const EVENTS_S = 5;
/** Milliseconds that a device has to say all it is; a page gives up after 15 s. */
const DESCRIBE_MS = 13_000;

export function deviceHandlers({ store, heads, helms, glass }: Rooms, clock: Clock): DeviceHandlers {
  /** Nothing is steered that is not there. */
  const known = (id: string) => {
    if (glass.camera(id) === undefined) throw new Fault("notFound", { what: "camera", id });
  };
  const face = (id: string, hand: Hand) => {
    const lock = helms.of(id);
    const mine = helms.isOf(id, hand);
    const other = lock === null || mine ? null : { name: lock.by, role: lock.role };
    return { lock, mine, mayTakeOver: other !== null && mayTake(hand, other) };
  };
  return {
    discover: async ({ body, signal }) => {
      const found = await discover(body.from, clock, signal);
      const known = new Map(
        (await store.cameras.list()).flatMap(({ id, onvif }) =>
          onvif === undefined ? [] : [[originOf(onvif.url), id]],
        ),
      );
      return {
        body: found.map((device) => {
          const cameraId = known.get(originOf(device.address));
          return cameraId === undefined ? device : { ...device, cameraId };
        }),
      };
    },
    inspectDevice: async ({ body, signal, language }) => {
      const address = readAddress(body.address, language);
      const given = {
        username: body.username || address.username,
        password: body.password ?? address.password,
      };
      const limit = AbortSignal.timeout(DESCRIBE_MS);
      const device = new OnvifDevice({ ...address, ...given }, clock, AbortSignal.any([signal, limit]));
      try {
        return { body: await device.describe() };
      } catch (error) {
        if (!limit.aborted || signal.aborted) throw error;
        throw new Fault("silent", { host: new URL(address.url).hostname, seconds: DESCRIBE_MS / 1000 });
      }
    },
    getPtz: async ({ id }) => ({ body: await heads.describe(id) }),
    ptz: async (request) => {
      const { id, body } = request;
      const hand = handOf(request);
      known(id);
      // Who lets a head stop begins nothing with it.
      if (body.kind === "stop") helms.refuse(id, hand);
      else helms.hold(id, hand);
      await heads.obey(id, body);
      return { body: null };
    },
    getPtzLock: (request) => {
      known(request.id);
      return { body: face(request.id, handOf(request)) };
    },
    takePtzLock: async (request) => {
      const { id } = request;
      const hand = handOf(request);
      known(id);
      if (helms.takeOver(id, hand)) await heads.obey(id, { kind: "stop" });
      return { body: face(id, hand) };
    },
    leavePtzLock: (request) => {
      helms.release(request.id, handOf(request));
      return { body: null };
    },
    cameraEvents: async ({ id, signal }) => {
      const address = await store.cameras.device(id);
      if (address === null) throw new Fault("notOnvif", { host: id, problem: "it offers no events" });
      return { body: await new OnvifDevice(address, clock, signal).events(EVENTS_S) };
    },
  };
}

/** Who gives an order. Faults with `unauthenticated`. */
function handOf({ caller }: { readonly caller: Caller | null }): Hand {
  if (caller === null) throw new Fault("unauthenticated");
  const { name, role, token } = caller;
  return { name, role, desk: token === null ? name : hashOf(token) };
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? url;
}

/** A host, a host and port, or a whole address, with the login that may stand in it. */
function readAddress(typed: string, language: Language): DeviceAddress {
  const text = typed.trim();
  const address = readHttpAddress(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (address !== null) return address;
  const wanted = "192.168.1.20, 192.168.1.20:8000, http://192.168.1.20/onvif/device_service";
  const detail = { en: `such as ${wanted}`, id: `misalnya ${wanted}` }[language];
  throw new InvalidRequest([{ field: "address", detail }]);
}
