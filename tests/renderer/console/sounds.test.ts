import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { LOUDEST, samplesOf, SAMPLE_RATE, wavOf } from "../../../scripts/sounds/sound.ts";
import { severities } from "../../../src/protocol/incident.ts";

it.each(severities)("the sound of %s is the one that the script makes, short and never loud", (severity) => {
  const file = readFileSync(new URL(`../../../src/renderer/console/sounds/${severity}.wav`, import.meta.url));
  const samples = samplesOf(severity);
  expect(file.equals(wavOf(samples))).toBe(true);
  expect(samples.length / SAMPLE_RATE).toBeLessThan(1.2);
  const loudest = Math.max(...samples.map(Math.abs));
  expect(loudest).toBeLessThanOrEqual(LOUDEST);
  expect(loudest).toBeGreaterThan(LOUDEST / 2);
  // It begins and ends in silence.
  expect(Math.max(Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1))).toBeLessThan(0.01);
});
