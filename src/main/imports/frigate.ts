import { cameraOf } from "./camera.ts";
import { type Entry, shortened } from "./entry.ts";
import { isRemark, type Remark, remark } from "./remarks.ts";
import { firstAddress } from "./go2rtc.ts";
import { sourceAddress } from "./source-address.ts";
import { mappingOf, readYaml, textsOf } from "./yaml.ts";

/** Where Frigate reads a stream again that the go2rtc within it has opened. */
const restream = /^rtsp:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):8554\/([^?#]+)/i;

/**
 * Frigate's `cameras.*.ffmpeg.inputs`: the input that records is the main stream, the one that detects the sub stream,
 * one that does both the main stream. An input that is read from the go2rtc within Frigate is followed to its source.
 */
export function readFrigate(text: string): readonly Entry[] | Remark {
  const file = readYaml(text);
  if (isRemark(file)) return file;
  const cameras = mappingOf(file.mapping["cameras"]);
  if (cameras === null || Object.keys(cameras).length === 0) return remark("empty", "");
  const streams = mappingOf(mappingOf(file.mapping["go2rtc"])?.["streams"]) ?? {};
  return Object.entries(cameras).map(([key, value]) => {
    const camera = mappingOf(value);
    const inputs = mappingOf(camera?.["ffmpeg"])?.["inputs"];
    const friendly = camera?.["friendly_name"];
    const name = typeof friendly === "string" && friendly.trim() !== "" ? friendly : key;
    return entryOf(key, name, Array.isArray(inputs) ? inputs : [], streams);
  });
}

interface Input {
  readonly path: string;
  readonly roles: readonly string[];
}

function entryOf(
  key: string,
  name: string,
  given: readonly unknown[],
  streams: Readonly<Record<string, unknown>>,
): Entry {
  const where = `cameras.${key}`;
  const inputs = given.flatMap((each): Input[] => {
    const input = mappingOf(each);
    const path = input?.["path"];
    return typeof path === "string" ? [{ path, roles: textsOf(input?.["roles"]) }] : [];
  });
  const main = inputs.find(({ roles }) => roles.includes("record")) ?? inputs[0];
  const sub = inputs.find((input) => input !== main && input.roles.includes("detect"));
  const entry = (camera: Entry["camera"], notes: readonly Remark[] = []): Entry => ({
    ...{ where, name: shortened(name), camera, notes },
  });
  if (main === undefined) return entry(remark("noAddress", "main.url"));
  const mainAddress = addressOf(main.path, "main.url", streams);
  if (isRemark(mainAddress)) return entry(mainAddress);
  const subAddress = sub === undefined ? null : addressOf(sub.path, "sub.url", streams);
  const notes = inputs
    .filter((input) => input !== main && input !== sub)
    .map(({ path }) => remark("notUsed", "main.url", { given: shortened(path.split(/[?#]/, 1)[0] ?? "") }));
  if (subAddress !== null && isRemark(subAddress)) return entry(subAddress, notes);
  return entry(
    cameraOf({ name, main: mainAddress.url, ...(subAddress !== null && { sub: subAddress.url }) }),
    notes,
  );
}

function addressOf(
  path: string,
  field: string,
  streams: Readonly<Record<string, unknown>>,
): { url: string } | Remark {
  const inner = restream.exec(path)?.[1];
  const address =
    inner !== undefined && Object.hasOwn(streams, inner)
      ? firstAddress(streams[inner], field).address
      : sourceAddress(path, field);
  return typeof address === "string" ? { url: address } : address;
}
