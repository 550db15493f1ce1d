import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content, Layout } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Image } from "../../protocol/image.ts";
import type { Feed } from "../../protocol/feed.ts";
import { Choices } from "../ui/choices.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { severityOfState } from "../ui/marks.tsx";
import { Miniature } from "../ui/plan.tsx";
import { Groups, groupsOf } from "./groups.tsx";
import { folded, searchFor } from "../ui/words.ts";
import { MosaicPicker } from "./mosaic-picker.tsx";
import { useArranged } from "./arranged.ts";
import type { PictureActs } from "./picture-acts.ts";
import { PicturesPart } from "./pictures-part.tsx";
import { CameraList } from "./camera-list.tsx";
import { findable, foundCameras, type Listing, listings, statesOf } from "./library-search.ts";

interface LibraryProps {
  /** Whose desk it is. */
  readonly person: string | null;
  readonly wall: Wall;
  readonly cameras: readonly Camera[] | undefined;
  readonly feeds: readonly Feed[];
  readonly layouts: readonly Layout[] | undefined;
  readonly onGlass: string | null;
  readonly preview: string | null;
  readonly selectedCamera: string | null;
  /** Ids, in the order in which they were marked; and those used last. */
  readonly favourites: readonly string[];
  readonly recent: readonly string[];
  readonly mayEdit: boolean;
  readonly mayTake: boolean;
  readonly onCamera: (id: string) => void;
  readonly onLayout: (id: string) => void;
  readonly onAdd: () => void;
  readonly onMosaic: (cameraIds: readonly string[]) => void;
  readonly onMap: () => void;
  /** Puts something into the chosen tile, or over a wall where none is; null where nobody may. */
  readonly onPut: ((content: Content) => void) | null;
  /** Picks up what an element says that it can be taken by. */
  readonly onPick: (element: HTMLElement) => void;
  readonly onNewLayout: () => void;
  readonly pictureActs: PictureActs;
  readonly mayRemove: (image: Image) => boolean;
  readonly onStandby: () => void;
  readonly onGreeting: () => void;
}

/** The left of the desk: everything there is to show. */
export function Library(props: LibraryProps) {
  const { t } = useTranslation("console");
  const searchHint = useId();
  const search = useRef<HTMLInputElement>(null);
  const [sought, setSought] = useState("");
  const [picking, setPicking] = useState(false);
  const [group, setGroup] = useState<string | null>(null);
  const [listing, setListing] = useState<Listing | null>(null);
  useKeys({
    "/": () => search.current?.focus(),
    m: () => props.mayTake && setPicking(!picking),
  });
  const arranged = useArranged(props.person);
  const groupNames = groupsOf(props.cameras ?? []).map(([name]) => name);
  const byGroup = arranged.grouped && groupNames.length > 0;
  const allFolded = groupNames.every((name) => arranged.folded.has(name));
  const matches = searchFor(sought);
  const all = useMemo(() => findable(props.cameras ?? []), [props.cameras]);
  const states = useMemo(() => statesOf(props.feeds), [props.feeds]);
  const { favourites, recent } = props;
  const { cameras, near } = foundCameras(all, { text: sought, group, listing, states, favourites, recent });
  const filter = JSON.stringify([sought.trim(), group, listing, byGroup]);
  // A layout keeps its number while one searches: fingers remember it.
  const numbered = (props.layouts ?? []).map((layout, index) => ({ layout, number: index + 1 }));
  const layouts = numbered.filter(({ layout }) => matches(folded(`${layout.name} ${layout.id}`)));
  const counts = {
    favourite: all.filter(({ camera }) => favourites.includes(camera.id)).length,
    recent: all.filter(({ camera }) => recent.includes(camera.id)).length,
    troubled: all.filter(({ camera }) => severityOfState(states.get(camera.id) ?? "idle") !== null).length,
  };
  return (
    <aside className="library" aria-label={t("library")}>
      <div className="search">
        <input
          ref={search}
          type="search"
          className="input"
          aria-label={t("search")}
          aria-describedby={searchHint}
          placeholder={t("search")}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            setSought("");
            event.currentTarget.blur();
          }}
        />
        <p id={searchHint} className="search-hint">
          {t("listing.searchHint")}
        </p>
        <Key>/</Key>
      </div>

      <section className="library-part">
        <header className="part-head">
          <h2>
            {t("layouts")}
            <Key>L</Key>
          </h2>
          {props.mayTake && (
            <>
              <button type="button" className="button small" onClick={props.onMap}>
                {t("mapLayout")}
              </button>
              <button type="button" className="button small" onClick={props.onNewLayout}>
                {t("editing.newLayout")}
              </button>
            </>
          )}
        </header>
        {props.layouts !== undefined && props.layouts.length === 0 && (
          <div className="empty">
            <p>{t("noLayouts")}</p>
            <p className="dim">{t("noLayoutsNext")}</p>
          </div>
        )}
        <Choices
          label={t("layouts")}
          className="list layouts"
          items={layouts}
          idOf={({ layout }) => layout.id}
          selected={props.preview}
          onSelect={props.onLayout}
          optionProps={({ layout }) => ({
            title: layout.name,
            "data-on-glass": layout.id === props.onGlass ? "true" : undefined,
          })}
        >
          {({ layout, number }) => (
            <>
              <span className="digit">{number <= 9 ? number : ""}</span>
              <Miniature canvas={props.wall.canvas} tiles={layout.tiles} />
              <span className="item-text">
                <span className="item-name">{layout.name}</span>
                <span className="item-more">
                  {layout.id === props.onGlass ? t("onGlass") : t("tiles", { count: layout.tiles.length })}
                </span>
              </span>
            </>
          )}
        </Choices>
      </section>

      <section className="library-part grows">
        <header className="part-head">
          <h2>
            {t("cameras")}
            <Key>C</Key>
          </h2>
          <span className="dim">
            {sought === "" && group === null && listing === null
              ? props.cameras?.length
              : t("counts", { shown: cameras.length, total: props.cameras?.length ?? 0 })}
          </span>
          {props.mayTake && !picking && (
            <button type="button" className="button small" onClick={() => setPicking(true)}>
              {t("mosaic.open")}
              <Key>M</Key>
            </button>
          )}
          {props.mayEdit && !picking && (
            <button type="button" className="button small" onClick={props.onAdd}>
              {t("form.add")}
              <Key>N</Key>
            </button>
          )}
        </header>
        {props.cameras !== undefined && props.cameras.length === 0 && (
          <div className="empty">
            <p>{t("noCameras")}</p>
            <p className="dim">{props.mayEdit ? t("noCamerasNext") : t("noCamerasAsk")}</p>
          </div>
        )}
        {sought !== "" && cameras.length === 0 && layouts.length === 0 && (
          <p className="empty dim">{t("noMatch", { text: sought })}</p>
        )}
        <fieldset className="listings">
          <legend className="hidden-label">{t("listing.title")}</legend>
          {listings.map((each) => (
            <button
              key={each}
              type="button"
              className="button small"
              aria-pressed={listing === each}
              disabled={counts[each] === 0 && listing !== each}
              onClick={() => setListing(listing === each ? null : each)}
            >
              {t(`listing.${each}`)} <span className="dim">{counts[each]}</span>
            </button>
          ))}
          {groupNames.length > 0 && (
            <button
              type="button"
              className="button small"
              aria-pressed={byGroup}
              onClick={() => {
                setGroup(null);
                arranged.toggle();
              }}
            >
              {t("carrying.byGroup")} <span className="dim">{groupNames.length}</span>
            </button>
          )}
          {byGroup && (
            <button
              type="button"
              className="button small"
              onClick={() => arranged.foldAll(allFolded ? [] : [...groupNames, ""])}
            >
              {t(allFolded ? "carrying.openAll" : "carrying.foldAll")}
            </button>
          )}
        </fieldset>
        {!byGroup && (
          <Groups
            cameras={props.cameras ?? []}
            chosen={group}
            onChoose={setGroup}
            onPut={props.onPut}
            onPick={props.onPick}
          />
        )}
        {picking ? (
          <MosaicPicker
            cameras={cameras}
            filter={filter}
            onPrepare={(cameraIds) => {
              setPicking(false);
              props.onMosaic(cameraIds);
            }}
            onClose={() => setPicking(false)}
          />
        ) : (
          <CameraList
            cameras={cameras}
            near={near}
            filter={filter}
            states={states}
            favourites={props.favourites}
            selected={props.selectedCamera}
            onCamera={props.onCamera}
            // Who seeks something is shown it, folded or not; what was used last stands in that order.
            arranged={byGroup && sought === "" && listing === null ? arranged : null}
          />
        )}
      </section>
      {props.onPut !== null && (
        <PicturesPart
          matches={matches}
          seeking={sought !== ""}
          acts={props.pictureActs}
          mayRemove={props.mayRemove}
          onPut={props.onPut}
          onStandby={props.onStandby}
          onGreeting={props.onGreeting}
        />
      )}
    </aside>
  );
}
