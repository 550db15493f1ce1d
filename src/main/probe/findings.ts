import { type Format } from "../../protocol/format.ts";
import type { FindingKind, Finding } from "../../protocol/finding.ts";
import type { Probe } from "../../protocol/probe.ts";
import type { FaultDetail } from "../../protocol/fault.ts";

/** Where a figure begins to be worth a word. */
const limits = {
  keySeconds: 4,
  /** How many times its shortest distance the longest one of key frames is. */
  keyVaries: 1.6,
  fps: 8,
  jitterMs: 60,
  startMs: 4_000,
  bitrate: 8_000_000,
  clockS: 5,
  clockWrongS: 60,
  /** Pixels beyond which a small tile wants a smaller stream. */
  large: 1280 * 720,
};

const codingNames: Readonly<Record<Format["coding"], string>> = {
  ...{ h264: "H.264", hevc: "H.265 (HEVC)", vp8: "VP8", vp9: "VP9", av1: "AV1", mpeg1: "MPEG-1" },
  ...{ mpeg2: "MPEG-2", mpeg4: "MPEG-4", h263: "H.263", mjpeg: "MJPEG" },
};

/** What is to be said of a stream with these figures, the worst first; `alone`: the camera has no other stream. */
export function findingsOf(probe: Omit<Probe, "findings">, keys: number, alone: boolean): Finding[] {
  const found: Finding[] = [];
  const say = (kind: FindingKind, weight: Finding["weight"], detail: FaultDetail = {}) =>
    found.push({ kind, weight, detail });
  const { format, keyInterval, clock, fps, bitrate, jitterMs, firstPictureMs } = probe;
  const seconds = Math.round(probe.seconds * 10) / 10;
  if (probe.lost > 0) say("lost", "wrong", { count: probe.lost, seconds });
  if (keyInterval !== null && keyInterval.most > limits.keyVaries * keyInterval.least && keys >= 3)
    say("keyFramesVary", "wrong", { least: tenth(keyInterval.least), most: tenth(keyInterval.most) });
  else if (keyInterval !== null && keyInterval.most >= limits.keySeconds)
    say("keyFramesFar", "wrong", { seconds: tenth(keyInterval.most) });
  else if (keyInterval === null && probe.seconds >= limits.keySeconds)
    say("oneKeyFrame", "wrong", { seconds });
  if (fps !== null && fps < limits.fps) say("fewPictures", "wrong", { fps: tenth(fps) });
  if (firstPictureMs !== null && firstPictureMs > limits.startMs)
    say("slowStart", "wrong", { seconds: tenth(firstPictureMs / 1000) });
  if (jitterMs !== null && jitterMs > limits.jitterMs) say("uneven", "wrong", { ms: Math.round(jitterMs) });
  if (clock !== null && Math.abs(clock.aheadS) > limits.clockS)
    say("clockOff", Math.abs(clock.aheadS) > limits.clockWrongS ? "wrong" : "note", {
      seconds: Math.round(Math.abs(clock.aheadS)),
      way: clock.aheadS > 0 ? "ahead" : "behind",
    });
  if (format !== null && probe.shown?.asIs === false) {
    const pixels =
      format.bitDepth > 8 || format.chroma !== "4:2:0" ? `, ${format.bitDepth} bit ${format.chroma}` : "";
    if (format.interlaced) say("interlaced", "costs");
    else say("madeIntoH264", "costs", { coding: codingNames[format.coding] + pixels });
  }
  if (bitrate !== null && bitrate > limits.bitrate) say("heavy", "costs", { mbit: tenth(bitrate / 1e6) });
  if (format !== null && alone && format.width * format.height > limits.large)
    say("largeOnly", "costs", { width: format.width, height: format.height });
  if (format !== null && Math.abs(format.pixelAspect - 1) > 0.01)
    say("notSquare", "note", { aspect: Math.round(format.pixelAspect * 100) / 100 });
  return found;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
