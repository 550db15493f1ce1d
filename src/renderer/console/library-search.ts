import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import { commonTexts } from "../i18n/common.ts";
import { type ShownState, severityOfState, worstState } from "../ui/marks.tsx";
import { folded, searchFor } from "../ui/words.ts";
import { type Nearness, nearestOf, type Standing, standing } from "./nearness.ts";

/** What `dekat X` still finds, metres from X. */
const NEAR_M = 2000;

/** Only these are listed. */
export const listings = ["favourite", "recent", "troubled"] as const;
export type Listing = (typeof listings)[number];

/** The worst that is known of each camera that has a feed; every other one is `idle`. */
export function statesOf(feeds: readonly Feed[]): ReadonlyMap<string, ShownState> {
  const all = new Map<string, Feed["state"][]>();
  for (const { cameraId, state } of feeds) all.set(cameraId, [...(all.get(cameraId) ?? []), state]);
  return new Map([...all].map(([id, some]) => [id, worstState(some)]));
}

/** A camera with what it is found by. */
export interface Findable {
  readonly camera: Camera;
  readonly text: string;
  readonly standing: Standing | null;
}

export function findable(cameras: readonly Camera[]): readonly Findable[] {
  return cameras.map((camera) => ({
    camera,
    text: folded(`${camera.number ?? ""} ${camera.name} ${camera.group ?? ""} ${camera.id}`),
    standing: standing(camera),
  }));
}

/** A state is found by its words in either language, whichever the page speaks. */
const stateWords = new Map(
  Object.entries(commonTexts.id.state).map(([state, word]) => [
    state,
    folded(`${word} ${Object.entries(commonTexts.en.state).find(([each]) => each === state)?.[1] ?? ""}`),
  ]),
);

interface Sought {
  readonly text: string;
  readonly group: string | null;
  readonly listing: Listing | null;
  readonly states: ReadonlyMap<string, ShownState>;
  /** Ids, in the order in which they were marked. */
  readonly favourites: readonly string[];
  /** Ids, the last used first. */
  readonly recent: readonly string[];
}

interface Found {
  readonly cameras: readonly Camera[];
  /** By id, how far each is from what it was sought near; null where nothing was. */
  readonly near: ReadonlyMap<string, Nearness> | null;
}

/**
 * The cameras that are sought: by words in any order, each in the number, the name, the group or the state. Whoever writes a number
 * sees its camera first, then those whose number begins so. `dekat X` or `near X`: what stands within two kilometres of
 * any camera that X finds, the nearest first.
 */
export function foundCameras(all: readonly Findable[], sought: Sought): Found {
  const { text, group, listing, states, favourites, recent } = sought;
  const stateOf = ({ id }: Camera) => states.get(id) ?? "idle";
  const listed = all.filter(
    ({ camera }) =>
      (group === null || camera.group === group) &&
      (listing !== "favourite" || favourites.includes(camera.id)) &&
      (listing !== "recent" || recent.includes(camera.id)) &&
      (listing !== "troubled" || severityOfState(stateOf(camera)) !== null),
  );
  const of = (words: string, from: readonly Findable[]) => {
    const matches = searchFor(words);
    return from.filter((each) => matches(`${each.text} ${stateWords.get(stateOf(each.camera)) ?? ""}`));
  };
  const nearWhat = /^(?:dekat|near)\s+(\S.*)$/i.exec(text.trim())?.[1];
  const centres = nearWhat === undefined ? [] : standingOf(of(nearWhat, all));
  const nearest = centres.length === 0 ? null : nearestOf(standingOf(listed), centres, NEAR_M);
  const near = nearest === null ? null : new Map(nearest.map((each) => [each.camera.id, each]));
  const found = (nearest ?? of(text, listed)).map(({ camera }) => camera);
  if (listing === "recent")
    return { near, cameras: found.toSorted((a, b) => recent.indexOf(a.id) - recent.indexOf(b.id)) };
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return { near, cameras: found };
  const rank = ({ number = 0 }: Camera) =>
    String(number) === digits ? 0 : String(number).startsWith(digits) ? 1 : 2;
  return { near, cameras: found.toSorted((a, b) => rank(a) - rank(b)) };
}

function standingOf(some: readonly Findable[]): readonly Standing[] {
  return some.flatMap(({ standing: its }) => its ?? []);
}
