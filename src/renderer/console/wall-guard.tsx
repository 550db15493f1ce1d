import { useTranslation } from "react-i18next";
import type { WallOnGlass } from "../../protocol/wall.ts";
import { Key, useKeys } from "../ui/keys.tsx";
import { useGuarding } from "../taking/guarding.ts";

interface GuardActsProps {
  readonly glass: WallOnGlass;
  /** Tiles of what is on the wall that are chosen at the desk. */
  readonly chosenIds: readonly string[];
}

/** Hides the wall, or the tiles that are chosen, and locks it; the same keys take that back. */
export function GuardActs({ glass, chosenIds }: GuardActsProps) {
  const { t } = useTranslation("console");
  const acts = useGuarding(glass.id);
  const { curtain, lock } = glass;
  const covered = curtain?.all === true;
  const chosenHidden = chosenIds.filter((id) => curtain?.tileIds.includes(id));
  const shows = covered || (chosenIds.length > 0 && chosenHidden.length === chosenIds.length);

  function hideOrShow() {
    if (covered) void acts.show([]);
    else if (shows) void acts.show(chosenHidden);
    else void acts.hide(chosenIds);
  }

  function lockOrUnlock() {
    void (lock === null ? acts.lock("") : acts.unlock());
  }

  useKeys({ h: hideOrShow, k: lockOrUnlock });
  return (
    <>
      <button type="button" className="button" onClick={hideOrShow}>
        {shows ? t("guard.show") : t(chosenIds.length > 0 ? "guard.hideTiles" : "guard.hideWall")}
        <Key>H</Key>
      </button>
      <button type="button" className="button" onClick={lockOrUnlock}>
        {t(lock === null ? "guard.lock" : "guard.unlock")}
        <Key>K</Key>
      </button>
    </>
  );
}
