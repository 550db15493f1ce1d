import { Fault } from "../base/fault.ts";
import { namespaces, type Services, TYPES } from "./services.ts";
import type { SoapLine } from "./soap.ts";
import { all, escaped, find, numberAt, textAt, type Xml } from "../base/xml.ts";

/** One way in which a device sends one of its pictures. */
export interface Profile {
  readonly token: string;
  readonly name: string;
  /** Which of the device's pictures: an encoder has one for each analogue camera. */
  readonly source: string;
  /** As the device calls it: JPEG, MPEG4, H264, H265. */
  readonly encoding: string;
  readonly width: number;
  readonly height: number;
  /** Pictures a second at most; null where it does not say. */
  readonly fps: number | null;
  /** bit/s at most. */
  readonly bitrate: number | null;
  /** Pictures from key picture to key picture. */
  readonly keyEvery: number | null;
  readonly audio: boolean;
  readonly ptz: boolean;
}

/** Where its streams are asked for, and how. */
export interface Media {
  readonly profiles: readonly Profile[];
  streamAddress(token: string): Promise<string | null>;
  /** Null where the device has none. */
  snapshotAddress(token: string): Promise<string | null>;
}

/** What a device that answers with thousands is cut to. */
const MOST_PROFILES = 128;

/** Profiles by Media2, which alone tells of H.265, or by the Media of ONVIF 1. Faults with `notOnvif` without either. */
export async function readMedia(line: SoapLine, services: Services): Promise<Media> {
  const second = services.get("media2");
  if (second !== undefined) {
    try {
      const media = await readMedia2(line, second);
      if (media.profiles.length > 0) return media;
    } catch (error) {
      // Some devices name a Media2 that they do not have.
      const lame = error instanceof Fault && (error.kind === "deviceRefused" || error.kind === "notOnvif");
      if (!lame || !services.has("media")) throw error;
    }
  }
  const first = services.get("media");
  if (first === undefined) throw new Fault("notOnvif", { host: line.host, problem: "it offers no video" });
  return readMedia1(line, first);
}

async function readMedia1(line: SoapLine, path: string): Promise<Media> {
  const { media } = namespaces;
  const answer = await line.ask({
    ...{ path, action: `${media}/GetProfiles` },
    body: `<GetProfiles xmlns="${media}"/>`,
  });
  const profiles = all(answer, "Profiles")
    .slice(0, MOST_PROFILES)
    .flatMap((profile) => {
      const encoder = find(profile, "VideoEncoderConfiguration");
      const coded = find(encoder, "H264") ?? find(encoder, "MPEG4");
      return profileOf(profile, {
        ...{ source: find(profile, "VideoSourceConfiguration"), encoder },
        keyEvery: numberAt(coded, "GovLength"),
        audio: find(profile, "AudioEncoderConfiguration"),
        ptz: find(profile, "PTZConfiguration"),
      });
    });
  const ask = async (name: string, body: string) =>
    textAt(await line.ask({ path, action: `${media}/${name}`, body }), "MediaUri", "Uri");
  return {
    profiles,
    streamAddress: (token) =>
      ask(
        "GetStreamUri",
        `<GetStreamUri xmlns="${media}"><StreamSetup><Stream xmlns="${TYPES}">RTP-Unicast</Stream>` +
          `<Transport xmlns="${TYPES}"><Protocol>RTSP</Protocol></Transport></StreamSetup>` +
          `<ProfileToken>${escaped(token)}</ProfileToken></GetStreamUri>`,
      ),
    snapshotAddress: (token) =>
      orNull(
        ask(
          "GetSnapshotUri",
          `<GetSnapshotUri xmlns="${media}"><ProfileToken>${escaped(token)}</ProfileToken></GetSnapshotUri>`,
        ),
      ),
  };
}

async function readMedia2(line: SoapLine, path: string): Promise<Media> {
  const { media2 } = namespaces;
  const answer = await line.ask({
    ...{ path, action: `${media2}/GetProfiles` },
    body: `<GetProfiles xmlns="${media2}"><Type>All</Type></GetProfiles>`,
  });
  const profiles = all(answer, "Profiles")
    .slice(0, MOST_PROFILES)
    .flatMap((profile) => {
      const parts = find(profile, "Configurations");
      const encoder = find(parts, "VideoEncoder");
      const every = Number(encoder?.attributes.get("GovLength"));
      return profileOf(profile, {
        ...{ source: find(parts, "VideoSource"), encoder },
        keyEvery: every > 0 ? every : null,
        audio: find(parts, "AudioEncoder"),
        ptz: find(parts, "PTZ"),
      });
    });
  const ask = async (name: string, body: string) =>
    textAt(await line.ask({ path, action: `${media2}/${name}`, body }), "Uri");
  return {
    profiles,
    streamAddress: (token) =>
      ask(
        "GetStreamUri",
        `<GetStreamUri xmlns="${media2}"><Protocol>RTSP</Protocol>` +
          `<ProfileToken>${escaped(token)}</ProfileToken></GetStreamUri>`,
      ),
    snapshotAddress: (token) =>
      orNull(
        ask(
          "GetSnapshotUri",
          `<GetSnapshotUri xmlns="${media2}"><ProfileToken>${escaped(token)}</ProfileToken></GetSnapshotUri>`,
        ),
      ),
  };
}

interface Parts {
  readonly source: Xml | null;
  readonly encoder: Xml | null;
  readonly keyEvery: number | null;
  readonly audio: Xml | null;
  readonly ptz: Xml | null;
}

/** Nothing for a profile without a picture. */
function profileOf(profile: Xml, { source, encoder, keyEvery, audio, ptz }: Parts): Profile[] {
  const token = profile.attributes.get("token");
  const width = numberAt(encoder, "Resolution", "Width");
  const height = numberAt(encoder, "Resolution", "Height");
  if (token === undefined || encoder === null || !width || !height) return [];
  // ONVIF counts bit/s in thousands.
  const rate = numberAt(encoder, "RateControl", "BitrateLimit");
  return [
    {
      ...{ token, width, height, keyEvery },
      name: textAt(profile, "Name") ?? token,
      source: textAt(source, "SourceToken") ?? "",
      encoding: (textAt(encoder, "Encoding") ?? "").replace(/^video\//i, "").toUpperCase(),
      fps: numberAt(encoder, "RateControl", "FrameRateLimit"),
      bitrate: rate === null ? null : rate * 1000,
      audio: audio !== null,
      ptz: ptz !== null,
    },
  ];
}

/** What a device may lack without being faulty. */
async function orNull(asked: Promise<string | null>): Promise<string | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault && (error.kind === "deviceRefused" || error.kind === "notOnvif")) return null;
    throw error;
  }
}
