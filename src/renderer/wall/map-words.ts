import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { pictureStates } from "../../protocol/truth.ts";
import type { Language } from "../../protocol/session.ts";
import { i18n } from "../i18n/index.ts";
import type { MapRoom } from "../map/map-room.ts";
import { type MapWords, noWords } from "../map/messages.ts";

/** What is said beside an incident's mark. */
export function saidOf({ text, place }: Pick<GlassIncident, "text" | "place">): string {
  return place === undefined ? text : `${place}: ${text}`;
}

/** What the wall's maps say in words, told to them where it is something else than before. */
export class WallMapWords {
  private readonly room: Pick<MapRoom, "speak">;
  private told = "";

  constructor(room: Pick<MapRoom, "speak">) {
    this.room = room;
  }

  /** `incidents`: those that the glass tells in words. */
  say(incidents: readonly GlassIncident[], lng: Language): void {
    const states = Object.fromEntries(
      [...pictureStates, "idle" as const].map((state) => [
        state,
        i18n.t(`state.${state}`, { ns: "common", lng }),
      ]),
    );
    const words: MapWords = {
      states: { ...noWords.states, ...states },
      drill: i18n.t("map.drill", { ns: "wall", lng }),
      incidents: incidents.map((one) => [one.id, saidOf(one)] as const),
    };
    const asText = JSON.stringify(words);
    if (asText === this.told) return;
    this.told = asText;
    this.room.speak(words);
  }
}
