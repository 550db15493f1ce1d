import { type FeedHub, type FeedHubParts } from "../../../../src/main/feeds/hub.ts";
import { Minute, type MinuteOptions } from "../../../../src/main/feeds/minute/minute.ts";
import { addressOf, hubWith, original, pictures, PlayedSource, Witness } from "../parts.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** A second of pictures, the key frame first. */
export const second = pictures("64x48", 25);

export interface KeptFeed {
  readonly clock: SimulatedClock;
  readonly source: PlayedSource;
  readonly hub: FeedHub;
  readonly minute: Minute;
  readonly witness: Witness;
  leave(): void;
  /** Seconds of 25 pictures each, every second from a key frame on, or every `groupS` seconds. */
  seconds(count: number, groupS?: number): Promise<void>;
}

/** A feed that is watched, kept, and played by hand. */
export async function keptFeed(
  options: Partial<MinuteOptions> = {},
  rest: Partial<FeedHubParts> = {},
): Promise<KeptFeed> {
  const clock = new SimulatedClock();
  const source = new PlayedSource(clock);
  const minute = new Minute({ clock, ...options });
  const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"), { minute, ...rest });
  const witness = new Witness();
  const leave = hub.watch(original, witness);
  await clock.advance(0);
  return {
    ...{ clock, source, hub, minute, witness, leave },
    async seconds(count, groupS = 1) {
      for (let index = 0; index < 25 * count; index += 1) {
        const unit = second[index % (25 * groupS) === 0 ? 0 : (index % 24) + 1];
        if (unit !== undefined) source.picture(unit, clock.monotonic() * 1000);
        await clock.advance(40);
      }
    },
  };
}
