/** How pictures get into an encoder of ffmpeg's. */
export interface Encoder {
  /** As `-c:v` has it. */
  readonly name: string;
  readonly options: readonly string[];
  /** Global options that open its device. */
  readonly device: readonly string[];
  /** The pixel format it takes. */
  readonly pixels: "yuv420p" | "nv12";
  /** Filters behind that format: the way onto its device. */
  readonly filters: readonly string[];
}

/** How ffmpeg decodes; frames always come back into the machine's own memory, so any encoder may follow. */
export interface Decoder {
  readonly name: string;
  /** Options of the input. What the device does not decode ffmpeg decodes itself. */
  readonly options: readonly string[];
}

/** What a transcode runs on. */
export interface Hardware {
  readonly decoder: Decoder;
  readonly encoder: Encoder;
}

const softwareDecoder: Decoder = { name: "software", options: [] };
const softwareEncoder: Encoder = {
  name: "libx264",
  options: [
    ...["-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-threads", "1"],
    ...["-x264-params", "slices=1:sliced-threads=0:scenecut=0"],
  ],
  device: [],
  pixels: "yuv420p",
  filters: [],
};

/** What every machine has. */
export const software: Hardware = { decoder: softwareDecoder, encoder: softwareEncoder };

const renderNode = "/dev/dri/renderD128";
const vaapi: Encoder = {
  name: "h264_vaapi",
  options: ["-profile:v", "main", "-async_depth", "1"],
  device: ["-vaapi_device", renderNode],
  pixels: "nv12",
  filters: ["hwupload"],
};
const quickSync: Encoder = {
  name: "h264_qsv",
  options: ["-preset", "veryfast", "-profile:v", "main", "-async_depth", "1", "-forced_idr", "1"],
  device: [],
  pixels: "nv12",
  filters: [],
};
const nvidia: Encoder = {
  name: "h264_nvenc",
  options: [
    ...["-preset", "p2", "-tune", "ull", "-profile:v", "main", "-delay", "0", "-zerolatency", "1"],
    ...["-forced-idr", "1"],
  ],
  device: [],
  pixels: "nv12",
  filters: [],
};
const amd: Encoder = {
  name: "h264_amf",
  options: ["-usage", "ultralowlatency", "-profile:v", "main", "-forced_idr", "1"],
  device: [],
  pixels: "nv12",
  filters: [],
};
const mediaFoundation: Encoder = {
  name: "h264_mf",
  options: ["-hw_encoding", "1", "-scenario", "display_remoting"],
  device: [],
  pixels: "nv12",
  filters: [],
};

const hwaccel = (name: string, ...more: string[]): Decoder => ({
  name,
  options: ["-hwaccel", name, ...more],
});

/** What may be in a machine, the best first; each has to pass its self-test. */
export function candidates(platform: NodeJS.Platform): { encoders: Encoder[]; decoders: Decoder[] } {
  if (platform === "linux") {
    return {
      encoders: [nvidia, quickSync, vaapi],
      decoders: [hwaccel("cuda"), hwaccel("vaapi", "-hwaccel_device", renderNode), hwaccel("qsv")],
    };
  }
  if (platform === "win32") {
    return {
      encoders: [nvidia, quickSync, amd, mediaFoundation],
      decoders: [hwaccel("cuda"), hwaccel("d3d11va"), hwaccel("qsv")],
    };
  }
  return { encoders: [], decoders: [] };
}
