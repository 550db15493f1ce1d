import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import { ChipLine } from "./chip-line.tsx";
import { groupForms, inOne } from "./drop.ts";

/** The groups of the cameras by name, each with how many it has. */
export function groupsOf(cameras: readonly Camera[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { group } of cameras)
    if (group !== undefined && group !== "") counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b));
}

interface GroupsProps {
  readonly cameras: readonly Camera[];
  /** The one whose cameras alone are listed, or null. */
  readonly chosen: string | null;
  readonly onChoose: (group: string | null) => void;
  /** Puts the chosen group into one tile; null where nobody may. */
  readonly onPut: ((content: Content) => void) | null;
  /** Picks the chosen group up, for a tile that is chosen then. */
  readonly onPick: (element: HTMLElement) => void;
}

/** Groups to list one by, and to take whole on to a tile or a wall. */
export function Groups({ cameras, chosen, onChoose, onPut, onPick }: GroupsProps) {
  const { t } = useTranslation("console");
  const groups = groupsOf(cameras);
  const ids = cameras.filter(({ group }) => group === chosen).map(({ id }) => id);
  if (groups.length === 0) return null;
  return (
    <>
      <ChipLine label={t("editing.groups")}>
        {groups.map(([name, count]) => (
          <button
            key={name}
            type="button"
            className="button small"
            aria-pressed={chosen === name}
            title={t("editing.groupHint", { name, count })}
            data-drag="group"
            data-drag-id={name}
            onClick={() => onChoose(chosen === name ? null : name)}
          >
            <span className="cut">{name}</span> <span className="dim">{count}</span>
          </button>
        ))}
      </ChipLine>
      {chosen !== null && onPut !== null && ids.length > 1 && (
        <ChipLine label={t("tours.groupAs", { name: chosen })}>
          <button
            type="button"
            className="button small"
            title={t("carrying.pickHint")}
            data-drag="group"
            data-drag-id={chosen}
            onClick={({ currentTarget }) => onPick(currentTarget)}
          >
            {t("carrying.pick")}
          </button>
          <span className="dim" aria-hidden="true">
            {t("tours.as")}
          </span>
          {groupForms.flatMap((as) => {
            const content = inOne(ids, as);
            if (content === null) return [];
            return [
              <button
                key={as}
                type="button"
                className="button small"
                title={t("tours.groupAsHint")}
                data-drag="group"
                data-drag-id={chosen}
                data-drag-as={as}
                onClick={() => onPut(content)}
              >
                {t(as === "tour" ? "tours.asTour" : "tours.asMosaic")}
              </button>,
            ];
          })}
        </ChipLine>
      )}
    </>
  );
}
