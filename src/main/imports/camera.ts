import {
  type CameraInput,
  MOST_CAMERA_NUMBER,
  type StreamInput,
  type Transport,
  transportSchema,
} from "../../protocol/camera.ts";
import { shortened } from "./entry.ts";
import { isRemark, type Remark, remark } from "./remarks.ts";

/** What a file says of a camera, as text. */
export interface Given {
  readonly id?: string;
  readonly name: string;
  readonly number?: string;
  readonly group?: string;
  readonly main: string;
  readonly sub?: string;
  readonly username?: string;
  readonly password?: string;
  readonly transport?: string;
  readonly lat?: string;
  readonly lon?: string;
  readonly heading?: string;
  readonly onvif?: string;
}

const limits = {
  id: 64,
  name: 120,
  group: 120,
  main: 2048,
  sub: 2048,
  username: 256,
  password: 256,
  onvif: 2048,
} as const;

/** Those of them that are addresses. */
const addresses: ReadonlySet<string> = new Set(["main", "sub", "onvif"]);

/** A camera as the store takes it, or the first thing that does not fit; the store judges the addresses. */
export function cameraOf(given: Given): CameraInput | Remark {
  const name = given.name.trim();
  if (name === "") return remark("noName", "name");
  if (given.main.trim() === "") return remark("noAddress", "main.url");
  for (const [field, most] of Object.entries(limits)) {
    const text = Object.getOwnPropertyDescriptor(given, field)?.value;
    if (typeof text === "string" && text.length > most)
      return remark("tooLong", addresses.has(field) ? `${field}.url` : field, { given: text.length, most });
  }
  const number = numberOf(given.number?.trim() ?? "");
  if (number !== null && typeof number !== "number") return number;
  const location = locationOf(given);
  if (location !== undefined && isRemark(location)) return location;
  const { id = "", group = "", username = "", password = "", onvif = "" } = given;
  const transport = transportOf(given.transport ?? "");
  if (transport !== null && typeof transport !== "string") return transport;
  const stream = (role: StreamInput["role"], url: string): StreamInput => ({
    ...{ role, url: url.trim() },
    ...(username.trim() !== "" && { username: username.trim() }),
    ...(password !== "" && { password }),
    ...(transport !== null && { transport }),
  });
  const sub = given.sub?.trim() ?? "";
  return {
    ...(id.trim() !== "" && { id: id.trim() }),
    name,
    ...(number !== null && { number }),
    ...(group.trim() !== "" && { group: group.trim() }),
    ...(location !== undefined && { location }),
    ...(onvif.trim() !== "" && { onvif: { url: onvif.trim() } }),
    streams: [stream("main", given.main), ...(sub === "" ? [] : [stream("sub", sub)])],
  };
}

function numberOf(text: string): number | null | Remark {
  if (text === "") return null;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= MOST_CAMERA_NUMBER
    ? value
    : remark("badNumber", "number", { given: shortened(text), least: 1, most: MOST_CAMERA_NUMBER });
}

type Location = NonNullable<CameraInput["location"]>;

function locationOf({ lat = "", lon = "", heading = "" }: Given): Location | Remark | undefined {
  if (lat.trim() === "" && lon.trim() === "") return undefined;
  if (lat.trim() === "") return remark("noLatitude", "location.lat");
  if (lon.trim() === "") return remark("noLongitude", "location.lon");
  const found: Record<string, number> = {};
  for (const [name, text, least, most] of [
    ["lat", lat, -90, 90],
    ["lon", lon, -180, 180],
    ["heading", heading, 0, 359.999],
  ] as const) {
    if (name === "heading" && text.trim() === "") continue;
    // Indonesian spreadsheets write a comma.
    const value = /^-?\d+(?:[.,]\d+)?$/.test(text.trim())
      ? Number(text.trim().replace(",", "."))
      : Number.NaN;
    if (!(value >= least && value <= most))
      return remark("badNumber", `location.${name}`, { given: text.trim(), least, most: Math.ceil(most) });
    found[name] = value;
  }
  return {
    lat: found["lat"] ?? 0,
    lon: found["lon"] ?? 0,
    ...(found["heading"] !== undefined && { heading: found["heading"] }),
  };
}

function transportOf(text: string): Transport | null | Remark {
  const word = text.trim().toLowerCase();
  if (word === "") return null;
  const known = transportSchema.safeParse(word);
  return known.success
    ? known.data
    : remark("badChoice", "transport", { given: text.trim(), known: transportSchema.options.join(", ") });
}
