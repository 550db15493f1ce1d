import type { Severity } from "../../src/protocol/incident.ts";

/** Samples a second: enough for tones of at most 2 kHz, and a file of a few kilobytes. */
export const SAMPLE_RATE = 16_000;
/** The loudest sample, of 1: 12 dB below full scale, so that a desk's sounds are never louder than speech. */
export const LOUDEST = 0.25;
/** How long a tone comes and goes, seconds: a sudden beginning clicks. */
const EDGE_S = 0.015;

interface Tone {
  readonly hz: number;
  readonly s: number;
  /** Silence after it, seconds. */
  readonly rest: number;
}

/**
 * What is heard, told apart by number, pitch and rhythm of its tones and not by loudness, after IEC 60601-1-8: falling
 * and faster is more urgent.
 */
const melodies: Readonly<Record<Severity, readonly Tone[]>> = {
  critical: [
    { hz: 988, s: 0.11, rest: 0.05 },
    { hz: 784, s: 0.11, rest: 0.05 },
    { hz: 659, s: 0.11, rest: 0.12 },
    { hz: 988, s: 0.11, rest: 0.05 },
    { hz: 784, s: 0.16, rest: 0 },
  ],
  high: [
    { hz: 784, s: 0.15, rest: 0.08 },
    { hz: 784, s: 0.15, rest: 0.08 },
    { hz: 659, s: 0.2, rest: 0 },
  ],
  medium: [
    { hz: 659, s: 0.18, rest: 0.1 },
    { hz: 523, s: 0.22, rest: 0 },
  ],
  low: [{ hz: 523, s: 0.25, rest: 0 }],
};

/** Samples from -1 to 1: each tone with its octave, softer, in a slow rise and fall. */
export function samplesOf(severity: Severity): number[] {
  return melodies[severity].flatMap(({ hz, s, rest }) => {
    const count = Math.round(s * SAMPLE_RATE);
    const tone = Array.from({ length: count }, (_, at) => {
      const time = at / SAMPLE_RATE;
      const edge = Math.min(1, time / EDGE_S, (s - time) / EDGE_S);
      const wave = 0.75 * Math.sin(2 * Math.PI * hz * time) + 0.25 * Math.sin(4 * Math.PI * hz * time);
      return LOUDEST * edge * wave;
    });
    return [...tone, ...Array.from({ length: Math.round(rest * SAMPLE_RATE) }, () => 0)];
  });
}

/** A WAV file of 16-bit PCM, one channel (RIFF, Multimedia Programming Interface 1.0). */
export function wavOf(samples: readonly number[]): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(2 * SAMPLE_RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(2 * samples.length, 40);
  for (const [at, sample] of samples.entries()) file.writeInt16LE(Math.round(sample * 32_767), 44 + 2 * at);
  return file;
}
