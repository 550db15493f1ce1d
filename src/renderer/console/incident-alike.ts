import { useTranslation } from "react-i18next";
import type { LikePair } from "../../protocol/likeness.ts";
import { useAlike } from "../link/incident-queries.ts";
import { useDistanceWords } from "./distance-words.ts";

/** How near two incidents are to each other, as "120 m, 4 min apart". */
export function useApartWords(): (pair: Pick<LikePair, "distanceM" | "apartS">) => string {
  const { t } = useTranslation("console");
  const distanceWords = useDistanceWords();
  return ({ distanceM, apartS }) => {
    const distance = distanceWords(distanceM);
    const minutes = Math.round(apartS / 60);
    const time =
      minutes < 60
        ? t("followup.minutes", { count: minutes })
        : t("followup.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    return t("followup.alike.apart", { distance, time });
  };
}

/** For each incident that may be the same as another, a line of the desk's list that says so. */
export function useAlikeLines(enabled: boolean): ReadonlyMap<string, string> {
  const { t } = useTranslation("console");
  const apart = useApartWords();
  const pairs = useAlike(null, enabled).data?.value ?? [];
  const ofEach = new Map<string, LikePair[]>();
  for (const pair of pairs)
    for (const { id } of [pair.stays, pair.joins]) {
      const known = ofEach.get(id);
      if (known === undefined) ofEach.set(id, [pair]);
      else known.push(pair);
    }
  const lines = new Map<string, string>();
  for (const [id, its] of ofEach) {
    const [nearest] = its.toSorted((a, b) => a.distanceM - b.distanceM);
    if (nearest === undefined) continue;
    const { text } = nearest.stays.id === id ? nearest.joins : nearest.stays;
    const line = `${t("followup.alike.line", { text: `“${text}”` })} · ${apart(nearest)}`;
    lines.set(
      id,
      its.length === 1 ? line : `${line} · ${t("followup.alike.more", { count: its.length - 1 })}`,
    );
  }
  return lines;
}
