import { software } from "../../../src/main/feeds/transcode/hardware.ts";

/** No hardware is tried: tests of feeds measure feeds. */
export const onSoftware = { current: () => Promise.resolve(software), failed: () => undefined };
