import { expect, it } from "vitest";
import { measureMillion } from "../../../bench/million.ts";

/** `npm run bench -- million` is the same with a million. */
const REPORTS = 10_000;

it(`takes ${REPORTS} reports by pages without holding up who asks, and tells the wall of the worst alone`, async () => {
  const found = await measureMillion(REPORTS);
  expect(found).toMatchObject({ stored: REPORTS, standing: found.shouldStand, pages: REPORTS / 2000 });
  // What a page is told does not grow with what stands.
  expect(found.glassMessages).toBeGreaterThan(0);
  expect(found.largestGlassBytes).toBeLessThan(200_000);
  // A page of 2,000 and what stands.
  expect(found.mostMB - found.startMB).toBeLessThan(400);
  expect(found.asked).toBeGreaterThan(10);
  for (const [name, ms] of Object.entries(found.askP95Ms)) expect(ms, name).toBeLessThan(1000);
}, 180_000);
