import "./room.css";
import { Tabs } from "@base-ui/react/tabs";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../layouts/site.ts";
import { useSite } from "../../link/queries.ts";
import { CoreBanner } from "../../ui/core-banner.tsx";
import { LanguageSwitch } from "../../ui/language-switch.tsx";
import { Opening } from "../../ui/opening.tsx";
import { FloorDrawing, FrontDrawings } from "./drawings.tsx";
import { placedSite } from "./placed.ts";
import { RoomView } from "./room-view.tsx";
import { findDrawer } from "../../ui/webgl.ts";

function Room({ site }: { site: Site }) {
  const { t } = useTranslation("technician");
  // The same room for as long as the site says the same, however often it is asked.
  const said = JSON.stringify([site.rooms, site.walls]);
  const [shown, setShown] = useState({ said, site });
  if (shown.said !== said) setShown({ said, site });
  const placed = useMemo(() => placedSite(shown.site), [shown]);
  const [drawer, setDrawer] = useState(() => findDrawer(document.createElement("canvas")));
  const drawn = drawer !== null && placed.walls.length > 0 ? drawer : null;
  const assumed = [...placed.rooms, ...placed.walls].some((each) => each.assumed);
  return (
    <main className="room">
      <CoreBanner zone={site.zone} />
      <Tabs.Root defaultValue={drawn === null ? "plan" : "3d"} className="room-tabs">
        <header className="bench-head">
          <h1 className="title">
            {site.name} <span className="dim">{t("room.title")}</span>
          </h1>
          <Tabs.List className="tabs" aria-label={t("room.title")}>
            <Tabs.Tab value="3d" className="tab">
              3D
            </Tabs.Tab>
            <Tabs.Tab value="plan" className="tab">
              {t("room.plan")}
            </Tabs.Tab>
            <Tabs.Tab value="front" className="tab">
              {t("room.front")}
            </Tabs.Tab>
          </Tabs.List>
          <a href="/technician">{t("sheet.back")}</a>
          <LanguageSwitch />
        </header>
        <Tabs.Panel value="3d" className="room-panel">
          {drawn === null ? (
            <p className="empty">{drawer === null ? t("room.noWebgl") : t("room.noFace")}</p>
          ) : (
            <RoomView site={site} placed={placed} drawer={drawn} onLost={() => setDrawer(null)} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="plan" className="room-panel">
          {drawer === null && <p className="dim">{t("room.noWebgl")}</p>}
          <FloorDrawing placed={placed} />
        </Tabs.Panel>
        <Tabs.Panel value="front" className="room-panel room-fronts">
          <FrontDrawings placed={placed} />
        </Tabs.Panel>
      </Tabs.Root>
      {assumed && <p className="dim room-assumed">{t("room.assumed")}</p>}
    </main>
  );
}

/** The site's rooms to scale: in 3D where there is WebGL, and always as plan and elevation. */
export function RoomPage() {
  const site = useSite();
  if (site.data === undefined) return <Opening asked={site} />;
  return <Room site={site.data.value} />;
}
