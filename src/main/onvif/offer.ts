import type { DeviceProfile, OfferedCamera } from "../../protocol/device.ts";
import type { Media, Profile } from "./profiles.ts";

/** Addresses that are asked for, one after the other: both streams and the snapshot of an encoder with 64 channels. */
const MOST_ASKED = 192;

/**
 * The device's pictures as cameras: of each the largest profile as the main stream, and as the sub stream the largest
 * of those with at most a quarter of its pixels, or the smallest there is. `named`: what the device calls itself. An
 * address that there is no time for (`inTime`) is left out: first come the main streams, last the snapshots.
 */
export async function offer(
  media: Media,
  named: string,
  hasPtz: boolean,
  inTime: () => boolean,
): Promise<OfferedCamera[]> {
  const sources = [...Map.groupBy(media.profiles, ({ source }) => source).values()].flatMap((profiles) => {
    const main = largest(profiles);
    return main === null ? [] : [{ profiles, main, sub: smaller(profiles, main) }];
  });
  let asked = 0;
  const addresses = async (of: readonly Profile[], ask: (token: string) => Promise<string | null>) => {
    const found = new Map<string, string | null>();
    for (const { token } of of) {
      if (asked >= MOST_ASKED || !inTime()) break;
      asked += 1;
      found.set(token, withoutLogin(await ask(token)));
    }
    return found;
  };
  const mains = sources.map(({ main }) => main);
  const subs = sources.flatMap(({ sub }) => sub ?? []);
  const urls = await addresses([...mains, ...subs], (token) => media.streamAddress(token));
  const snapshots = await addresses(mains, (token) => media.snapshotAddress(token));
  return sources.map(({ profiles, main, sub }, index) => {
    const streams: OfferedCamera["streams"] = [];
    for (const [role, profile] of [
      ["main", main],
      ["sub", sub],
    ] as const) {
      const url = profile === null ? null : (urls.get(profile.token) ?? null);
      // Two profiles at one address are one stream.
      if (url !== null && streams.every((known) => known.url !== url)) streams.push({ role, url });
    }
    return {
      name: sources.length === 1 ? named : `${named} ${index + 1}`.trim(),
      streams,
      profiles: profiles.map((profile) => told(profile, urls.get(profile.token) ?? null)),
      snapshot: snapshots.get(main.token) ?? null,
      ptz: hasPtz && profiles.some(({ ptz }) => ptz),
    };
  });
}

const pixels = ({ width, height }: Profile) => width * height;

function largest(profiles: readonly Profile[]): Profile | null {
  return profiles.toSorted((a, b) => pixels(b) - pixels(a))[0] ?? null;
}

function smaller(profiles: readonly Profile[], main: Profile | null): Profile | null {
  if (main === null) return null;
  const others = profiles.filter((profile) => pixels(profile) < pixels(main));
  const quarter = others.filter((profile) => pixels(profile) * 4 <= pixels(main));
  return largest(quarter) ?? others.toSorted((a, b) => pixels(a) - pixels(b))[0] ?? null;
}

function told(
  { token, name, encoding, width, height, fps, bitrate, keyEvery, audio }: Profile,
  url: string | null,
): DeviceProfile {
  return { token, name, encoding, width, height, fps, bitrate, keyEvery, audio, url };
}

/** Some devices put their login into the addresses that they hand out. */
function withoutLogin(address: string | null): string | null {
  return address?.replace(/^([a-z]+:\/\/)[^/?#]*@/i, "$1") ?? null;
}
