import "./simple.css";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { putIn } from "../../layouts/edit/put.ts";
import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import { outputsOf } from "../../layouts/viewport.ts";
import { simpleTexts } from "../i18n/simple.ts";
import { useAlerts } from "../link/incident-queries.ts";
import { useCameras, useFeeds, useOutputs } from "../link/queries.ts";
import { useGuarding } from "../taking/guarding.ts";
import { TakeLine } from "../taking/take-line.tsx";
import { useTaking } from "../taking/taking.ts";
import { useTileName } from "../taking/tile-name.ts";
import type { LivePictures } from "../tiles/live-pictures.ts";
import { standInOf, tileState } from "../tiles/shown-state.ts";
import { Account } from "../ui/account.tsx";
import { Clock } from "../ui/clock.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Miniature, Plan } from "../ui/plan.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { useAdmittedTake } from "./admitted-take.ts";
import { Alerts } from "./alerts.tsx";
import { CameraList } from "./camera-list.tsx";
import { layoutKeys } from "./desk-keys.ts";
import { useEditing } from "./editing.ts";
import { useFavouriteCameras, useRecentCameras } from "./favourites.ts";
import { findable, foundCameras, statesOf } from "./library-search.ts";
import { usePresence } from "./presence.ts";
import { useStanding } from "./standing.ts";
import { OwnPictures } from "../tiles/own-pictures.tsx";
import { Tiles } from "./tiles.tsx";

interface SimpleProps {
  readonly me: Present;
  readonly site: Site;
  readonly wallId: string;
  readonly pictures: LivePictures | null;
  readonly onWall: (id: string) => void;
  /** Back to the desk with everything. */
  readonly onLeave: () => void;
}

type Told = { readonly what: "taken" | "put"; readonly name: string } | { readonly what: "undone" } | null;

const none: readonly string[] = [];
const noPreview = () => undefined;

/**
 * The desk of somebody new: layouts as large buttons, one camera in two presses, and before each press what it will do. Nothing
 * here edits or deletes what is kept, and every act is taken back by one button.
 */
export function Simple({ me, site, wallId, pictures, onWall, onLeave }: SimpleProps) {
  const { t } = useTranslation("console");
  const known = useCameras().data;
  const cameras = useMemo(() => known ?? [], [known]);
  const feeds = useFeeds().data ?? [];
  const ofWall = new Set(outputsOf(site, wallId).map(({ id }) => id));
  const outputs = (useOutputs().data ?? []).filter(({ outputId }) => ofWall.has(outputId));
  const alerts = useAlerts(true).data;
  const { door, glass, layouts = [] } = useStanding(site, wallId);
  const wall = site.walls.find(({ id }) => id === wallId) ?? site.walls[0];
  const taking = useTaking(wallId, glass?.lock != null);
  const guarding = useGuarding(wallId);
  const nameOf = useTileName(cameras);
  const [, setRecent] = useRecentCameras(me.name);
  const editing = useEditing({
    ...{ door, wall, preview: null, mayEdit: true, onPreview: noPreview, onCameras: setRecent },
  });
  const [part, setPart] = useState<"layouts" | "cameras">("layouts");
  const [cameraId, setCameraId] = useState<string | null>(null);
  const [tileId, setTileId] = useState<string | null>(null);
  const [told, setTold] = useState<Told>(null);
  const [helping, setHelping] = useState(false);
  usePresence({ wallId, layoutId: null, tileIds: tileId === null ? [] : [tileId] });
  const camera = part === "cameras" ? cameras.find(({ id }) => id === cameraId) : undefined;
  const covered = glass?.curtain?.all === true;
  const lockedBy = glass?.lock?.by ?? null;

  async function taken({ id, name }: Layout) {
    if (lockedBy === null && (await taking.take(id))) setTold({ what: "taken", name });
  }
  const admitted = useAdmittedTake(wallId, nameOf, (layout) => void taken(layout));
  const { doubt } = admitted;

  function take(id: string) {
    const layout = layouts.find((one) => one.id === id);
    setTileId(null);
    setTold(null);
    if (layout !== undefined && lockedBy === null) void admitted.ask(layout);
  }

  async function undo() {
    admitted.leave();
    setTileId(null);
    if (lockedBy === null && (await taking.undo())) setTold({ what: "undone" });
  }

  function put(id: string) {
    if (camera === undefined || lockedBy !== null) return;
    const done = editing.act("glass", "put", (tiles) =>
      putIn(tiles, id, { kind: "camera", cameraId: camera.id }),
    );
    if (done === null) return;
    setTold({ what: "put", name: camera.name });
    setCameraId(null);
    setTileId(null);
  }

  function choose(next: "layouts" | "cameras") {
    admitted.leave();
    setPart(next);
    setCameraId(null);
    setTileId(null);
    setTold(null);
  }

  const hideOrShow = () => void (covered ? guarding.show([]) : guarding.hide([]));
  useKeys({
    // Digits are written on the buttons of layouts, and mean nothing where none are shown.
    ...(part === "layouts" && tileId === null && layoutKeys(layouts, take)),
    u: () => void undo(),
    h: hideOrShow,
    b: () => setHelping(true),
    l: () => choose("layouts"),
    c: () => choose("cameras"),
    Enter: () => (doubt !== null ? admitted.anyway() : tileId !== null && put(tileId)),
    Escape: () => choose(part),
  });

  /** What the next press will do, or what the last one did. */
  function sentence(): string {
    if (lockedBy !== null) return t("simple.locked", { name: lockedBy });
    if (covered) return t("simple.hidden");
    if (doubt !== null) {
      const { layout, display, tiles } = doubt;
      const words = { name: layout.name, display, tiles };
      return t(doubt.verdict === "tooMuch" ? "simple.doubtTooMuch" : "simple.doubtTight", words);
    }
    if (camera !== undefined) return t("simple.placeNext", { name: camera.name });
    if (tileId !== null) return t("simple.cameraFirst");
    if (told !== null) return told.what === "undone" ? t("simple.undone") : t(`simple.${told.what}`, told);
    return t(part === "cameras" ? "simple.cameraNext" : "simple.layoutNext");
  }

  if (wall === undefined) return null;
  return (
    <div className="simple">
      <CoreBanner zone={site.zone} />
      <header className="simple-head">
        <h1 className="title">{wall.name}</h1>
        {site.walls.length > 1 && (
          <select
            className="input"
            aria-label={t("walls")}
            value={wallId}
            onChange={({ target }) => onWall(target.value)}
          >
            {site.walls.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <Clock zone={site.zone} />
        <LanguageSwitch />
        <Account me={me} />
        <button type="button" className="button" onClick={onLeave}>
          {t("simple.leave")}
        </button>
      </header>
      <main className="simple-wall" aria-label={t("simple.now")}>
        {glass === undefined || glass.tiles.length === 0 ? (
          <Plan canvas={wall.canvas} panels={wall.panels}>
            {glass !== undefined && <p className="empty">{t("nothingOnGlass")}</p>}
          </Plan>
        ) : (
          <Tiles
            on="glass"
            mayEdit={false}
            label={t("simple.now")}
            canvas={glass.canvas}
            panels={wall.panels}
            tiles={glass.tiles}
            cameras={cameras}
            stateOf={(tile) => tileState(tile, outputs, feeds, known ?? null)}
            standInOf={({ id }) => standInOf(id, outputs)}
            pictures={pictures}
            chosen={tileId === null ? none : [tileId]}
            onSelect={setTileId}
            onPress={put}
          />
        )}
      </main>
      <OwnPictures pictures={pictures} />
      <section className="simple-says" aria-label={t("simple.what")}>
        <p className="simple-sentence" role="status">
          {sentence()}
        </p>
        {doubt !== null && (
          <div className="simple-doubt">
            <button type="button" className="button strong" onClick={() => admitted.anyway()}>
              {t("simple.anyway")}
              <Key>Enter</Key>
            </button>
            <button type="button" className="button" onClick={() => admitted.leave()}>
              {t("simple.cancel")}
              <Key>Esc</Key>
            </button>
          </div>
        )}
        <TakeLine progress={taking.progress} tiles={glass?.tiles ?? []} nameOf={nameOf} />
      </section>
      <div className="simple-acts">
        <button type="button" className="button" disabled={lockedBy !== null} onClick={() => void undo()}>
          {t("simple.undo")}
          <Key>U</Key>
        </button>
        <button type="button" className="button" aria-pressed={covered} onClick={hideOrShow}>
          {t(covered ? "simple.show" : "simple.hide")}
          <Key>H</Key>
        </button>
        <button type="button" className="button" onClick={() => setHelping(true)}>
          {t("simple.help")}
          <Key>B</Key>
        </button>
      </div>
      <aside className="simple-side">
        <Alerts waiting={alerts} zone={site.zone} />
        <div className="simple-parts" role="group" aria-label={t("library")}>
          {(["layouts", "cameras"] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={part === each}
              onClick={() => choose(each)}
            >
              {t(`simple.${each}`)}
              <Key>{each === "layouts" ? "L" : "C"}</Key>
            </button>
          ))}
        </div>
        {part === "layouts" ? (
          <div className="simple-layouts">
            {layouts.map((layout, at) => (
              <button
                key={layout.id}
                type="button"
                className="button"
                disabled={lockedBy !== null}
                aria-current={layout.id === glass?.layoutId ? "true" : undefined}
                onClick={() => take(layout.id)}
              >
                <Miniature canvas={wall.canvas} tiles={layout.tiles} />
                <span className="simple-name">{layout.name}</span>
                {layout.id === glass?.layoutId && <span className="badge">{t("onGlass")}</span>}
                {at < 9 && <Key>{String(at + 1)}</Key>}
              </button>
            ))}
            {layouts.length === 0 && <p className="empty dim">{t("noLayouts")}</p>}
          </div>
        ) : (
          <SimpleCameras me={me} chosen={cameraId} onChosen={setCameraId} />
        )}
      </aside>
      <Sheet title={t("simple.helpTitle")} open={helping} onOpenChange={setHelping}>
        <ul className="simple-helps">
          {helps.map((each) => (
            <li key={each}>{t(`simple.helps.${each}`)}</li>
          ))}
        </ul>
      </Sheet>
    </div>
  );
}

const helps = [
  "layout",
  "camera",
  "undo",
  "hide",
  "safe",
  "marks",
] as const satisfies readonly (keyof (typeof simpleTexts)["id"]["helps"])[];

interface SimpleCamerasProps {
  readonly me: Present;
  readonly chosen: string | null;
  readonly onChosen: (id: string | null) => void;
}

/** Cameras to choose one of: those at hand first while nothing is sought. */
function SimpleCameras({ me, chosen, onChosen }: SimpleCamerasProps) {
  const { t } = useTranslation("console");
  const cameras = useCameras().data;
  const feeds = useFeeds().data;
  const favourites = useFavouriteCameras(me).ids;
  const [sought, setSought] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => search.current?.focus() });
  const all = useMemo(() => findable(cameras ?? []), [cameras]);
  const states = useMemo(() => statesOf(feeds ?? []), [feeds]);
  const { cameras: found, near } = foundCameras(all, {
    ...{ text: sought, group: null, listing: null, states, favourites, recent: none },
  });
  const atHand = (id: string) => (favourites.includes(id) ? 0 : 1);
  return (
    <>
      <div className="simple-search">
        <input
          ref={search}
          type="search"
          className="input"
          aria-label={t("simple.search")}
          placeholder={t("simple.search")}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
        {chosen !== null && (
          <button type="button" className="button" onClick={() => onChosen(null)}>
            {t("simple.cancel")}
          </button>
        )}
      </div>
      {found.length === 0 && sought !== "" && <p className="empty dim">{t("noMatch", { text: sought })}</p>}
      <CameraList
        cameras={sought === "" ? found.toSorted((a, b) => atHand(a.id) - atHand(b.id)) : found}
        near={near}
        filter={sought.trim()}
        states={states}
        favourites={favourites}
        selected={chosen}
        onCamera={onChosen}
        arranged={null}
      />
    </>
  );
}
