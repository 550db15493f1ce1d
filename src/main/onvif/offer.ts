import type { DeviceProfile, OfferedCamera } from "../../protocol/device.ts";
import type { Media, Profile } from "./profiles.ts";

/** Addresses that are asked for, of all the pictures of one device together. */
const MOST_ASKED = 64;

/**
 * The device's pictures as cameras: of each the largest profile as the main stream, and as the sub stream the largest
 * of those with at most a quarter of its pixels, or the smallest there is. `named`: what the device calls itself.
 */
export async function offer(media: Media, named: string, hasPtz: boolean): Promise<OfferedCamera[]> {
  const sources = [...Map.groupBy(media.profiles, ({ source }) => source).values()];
  const cameras: OfferedCamera[] = [];
  let asked = 0;
  for (const [index, profiles] of sources.entries()) {
    const main = largest(profiles);
    const sub = smaller(profiles, main);
    if (main === null) continue;
    const streams: OfferedCamera["streams"] = [];
    const urls = new Map<string, string | null>();
    for (const [role, profile] of [
      ["main", main],
      ["sub", sub],
    ] as const) {
      if (profile === null || asked >= MOST_ASKED) continue;
      asked += 1;
      const url = withoutLogin(await media.streamAddress(profile.token));
      urls.set(profile.token, url);
      // Two profiles at one address are one stream.
      if (url !== null && streams.every((known) => known.url !== url)) streams.push({ role, url });
    }
    cameras.push({
      name: sources.length === 1 ? named : `${named} ${index + 1}`.trim(),
      streams,
      profiles: profiles.map((profile) => told(profile, urls.get(profile.token) ?? null)),
      snapshot: withoutLogin(await media.snapshotAddress(main.token)),
      ptz: hasPtz && profiles.some(({ ptz }) => ptz),
    });
  }
  return cameras;
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
