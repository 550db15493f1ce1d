import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import { allows } from "../../protocol/role.ts";
import type { WallOnGlass } from "../../protocol/wall.ts";
import { useCameras, useLayouts, useSite, useWall } from "../link/queries.ts";
import { GuardTold } from "../taking/guard-told.tsx";
import { useGuarding } from "../taking/guarding.ts";
import { layoutsFor } from "../taking/layouts-for.ts";
import { TakeLine } from "../taking/take-line.tsx";
import { useTaking } from "../taking/taking.ts";
import { useTileName } from "../taking/tile-name.ts";
import { Account } from "../ui/account.tsx";
import { Choices } from "../ui/choices.tsx";
import { useNow } from "../ui/clock.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Opening } from "../ui/opening.tsx";
import { Miniature, Plan, placed } from "../ui/plan.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { useTaker } from "../ui/taker.ts";

/** Beyond it a phone has no room for the names of tiles. */
const MOST_NAMES = 9;

/** What a wall shows, and other layouts to put on it, for whoever is away from the desk. */
export function Phone({ me }: { me: Present }) {
  const site = useSite();
  const [chosen, setChosen] = useState<string | null>(null);
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const wall = value.walls.find(({ id }) => id === chosen) ?? value.walls[0];
  if (wall === undefined) return <Opening asked={site} />;
  return (
    <main className="phone">
      <CoreBanner zone={value.zone} />
      <Head me={me} site={value} wall={wall} onWall={setChosen} />
      <OneWall key={wall.id} me={me} site={value} wall={wall} />
    </main>
  );
}

interface HeadProps {
  readonly me: Present;
  readonly site: Site;
  readonly wall: Wall;
  readonly onWall: (id: string) => void;
}

function Head({ me, site, wall, onWall }: HeadProps) {
  const { t } = useTranslation("phone");
  const [open, setOpen] = useState(false);
  return (
    <header className="phone-bar">
      {site.walls.length > 1 ? (
        <select
          className="input"
          aria-label={t("wall")}
          value={wall.id}
          onChange={({ target }) => onWall(target.value)}
        >
          {site.walls.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <h1 className="phone-wall">{wall.name}</h1>
      )}
      <a className="button" href="/watch">
        {t("watch")}
      </a>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t("me")}
      </button>
      <Sheet title={t("me")} open={open} onOpenChange={setOpen}>
        <div className="phone-me">
          <LanguageSwitch />
          <Account me={me} />
        </div>
      </Sheet>
    </header>
  );
}

function OneWall({ me, site, wall }: { me: Present; site: Site; wall: Wall }) {
  const { t } = useTranslation("phone");
  const glass = useWall(wall.id).data;
  const all = useLayouts().data;
  const layouts = useMemo(() => all && layoutsFor(all, site, wall.id), [all, site, wall.id]);
  const cameras = useCameras().data ?? [];
  const nameOf = useTileName(cameras);
  const { progress, take, undo } = useTaking(wall.id, glass?.lock != null);
  const guarding = useGuarding(wall.id);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = layouts?.find(({ id }) => id === chosenId);
  const mayTake = allows(me.role, "operator");
  const covered = glass?.curtain?.all === true;

  async function takeChosen() {
    // What was taken is on the wall; the next is chosen anew, so that no second press repeats it.
    if (chosen !== undefined && (await take(chosen.id))) setChosenId(null);
  }

  return (
    <>
      <div className="phone-room">
        {glass !== undefined && (
          <section aria-label={t("now")}>
            <Shown wall={wall} glass={glass} layouts={layouts ?? []} zone={site.zone} nameOf={nameOf} />
            <GuardTold glass={glass} zone={site.zone} mayAct={false} />
          </section>
        )}
        <h2 className="phone-choose">{t("choose")}</h2>
        {layouts?.length === 0 && (
          <div className="empty">
            <p>{t("none")}</p>
            <p className="dim">{t("noneHelp")}</p>
          </div>
        )}
        <Choices
          label={t("choose")}
          className="phone-layouts"
          items={layouts ?? []}
          idOf={({ id }) => id}
          selected={chosenId}
          onSelect={setChosenId}
          optionProps={({ name }) => ({ title: name })}
        >
          {(layout) => (
            <>
              <Miniature canvas={wall.canvas} tiles={layout.tiles} />
              <span className="phone-layout">{layout.name}</span>
              {layout.id === glass?.layoutId && <span className="badge">{t("onWall")}</span>}
            </>
          )}
        </Choices>
      </div>
      <footer className="phone-acts">
        {mayTake ? (
          <>
            <TakeLine progress={progress} tiles={glass?.tiles ?? []} nameOf={nameOf} />
            <button type="button" className="button" onClick={() => void undo()}>
              {t("undo")}
            </button>
            <button
              type="button"
              className="button"
              disabled={glass === undefined}
              onClick={() => void (covered ? guarding.show([]) : guarding.hide([]))}
            >
              {t(covered ? "show" : "hide")}
            </button>
            <button
              type="button"
              className="button strong phone-take"
              disabled={chosen === undefined}
              onClick={() => void takeChosen()}
            >
              {chosen === undefined ? t("chooseFirst") : t("takeNamed", { name: chosen.name })}
            </button>
          </>
        ) : (
          <p className="dim">{t("looking")}</p>
        )}
      </footer>
    </>
  );
}

interface ShownProps {
  readonly wall: Wall;
  readonly glass: WallOnGlass;
  readonly layouts: readonly Layout[];
  readonly zone: string;
  readonly nameOf: ReturnType<typeof useTileName>;
}

/** What is on the wall, to scale, with what it is and who put it there. */
function Shown({ wall, glass, layouts, zone, nameOf }: ShownProps) {
  const { t } = useTranslation("phone");
  const taker = useTaker();
  const now = useNow(60_000);
  const find = (id: string | null | undefined) => layouts.find((layout) => layout.id === id)?.name;
  const base = find(glass.basedOn);
  const name = find(glass.layoutId) ?? (base === undefined ? t("edited") : t("changed", { name: base }));
  const hidden = new Set(
    glass.curtain?.all === true ? glass.tiles.map(({ id }) => id) : glass.curtain?.tileIds,
  );
  return (
    <>
      <Plan canvas={wall.canvas} panels={wall.panels}>
        {glass.tiles.length === 0 && <p className="empty">{t("empty")}</p>}
        {glass.tiles
          .toSorted((a, b) => a.z - b.z)
          .map((tile) => (
            <div
              key={tile.id}
              className="phone-tile"
              data-hidden={hidden.has(tile.id)}
              title={nameOf(tile)}
              style={placed(tile.rect, wall.canvas)}
            >
              {glass.tiles.length <= MOST_NAMES && <span>{nameOf(tile)}</span>}
            </div>
          ))}
      </Plan>
      {glass.takenAt !== null && (
        <p className="phone-shown">
          <strong>{name}</strong>
          <span className="dim">
            {t("takenBy", {
              name: taker(glass.takenBy ?? "", glass.takenAs),
              time: sinceTime(glass.takenAt, zone, now),
            })}
          </span>
        </p>
      )}
    </>
  );
}
