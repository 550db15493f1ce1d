import type { ProbeInput } from "../../../protocol/probe.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { StreamAddress } from "../../base/stream-address.ts";
import { OnvifDevice } from "../../onvif/device.ts";
import type { Target } from "../../probe/prober.ts";
import { endpointOf, readStreamUrl } from "../../store/stream-url.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

export function probeHandlers({ store, prober }: Rooms, clock: Clock): Pick<Handlers, "probeCamera"> {
  /** By ONVIF, where the camera has an address for it; what keeps it from telling is no matter here. */
  const aheadMs = async (cameraId: string, signal: AbortSignal) => {
    try {
      const device = await store.cameras.device(cameraId);
      return device === null ? null : await new OnvifDevice(device, clock, signal).clockAheadMs();
    } catch {
      return null;
    }
  };
  return {
    probeCamera: async ({ body, language, signal }) => {
      const known = await store.cameras.addresses();
      const { address, stored } = targetOf(body, known);
      const { cameraId } = address;
      const target: Target = {
        address,
        stored,
        alone: body.alone ?? (stored && known.filter((one) => one.cameraId === cameraId).length === 1),
        aheadMs: async (until) => (stored ? aheadMs(cameraId, until) : null),
      };
      return { body: await prober.look(target, language, signal) };
    },
  };
}

/** The stream that is meant, and whether a camera has it already. Faults with `invalid` or `notFound`. */
function targetOf(
  { cameraId, stream = "main", url, username, password, transport }: ProbeInput,
  known: readonly StreamAddress[],
): { address: StreamAddress; stored: boolean } {
  const own = known.find((one) => one.cameraId === cameraId && one.stream === stream) ?? null;
  if (url === undefined) {
    if (cameraId === undefined)
      throw new Fault("invalid", { field: "url", problem: "an address or a camera is needed" });
    if (own === null) throw new Fault("notFound", { what: "camera", id: `${cameraId}/${stream}` });
    return { address: own, stored: true };
  }
  const typed = readStreamUrl(url, "url");
  const user = username === undefined || username === "" ? typed.username : username;
  const sameMachine = own !== null && own.username === user && endpointOf(own.url) === endpointOf(typed.url);
  // A stored password goes to the machine that it was given for, and to no other.
  const secret = password ?? typed.password ?? (sameMachine ? own.password : null);
  const way = transport ?? "tcp";
  const same = known.find(
    (one) =>
      one.url === typed.url &&
      one.username === user &&
      one.password === (secret || null) &&
      one.transport === way,
  );
  if (same !== undefined) return { address: same, stored: true };
  return {
    address: {
      ...{ cameraId: cameraId ?? "probe", stream, url: typed.url },
      ...{ username: user, password: secret || null, transport: way },
    },
    stored: false,
  };
}
