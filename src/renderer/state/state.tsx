import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { allows } from "../../protocol/role.ts";
import { sentence } from "../../protocol/sentences.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { Account } from "../ui/account.tsx";
import { useNow } from "../ui/clock.tsx";
import type { Present } from "../ui/gate.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { SeverityMark, StateWord } from "../ui/marks.tsx";
import { Opening } from "../ui/opening.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { useFixed } from "../ui/use-number.ts";
import { useEverything } from "./asked.ts";
import { MachinePart } from "./machine-part.tsx";
import { feedRows, machineTroubles, outputRows, panelRows, tileRows } from "./rows.ts";
import { Table } from "./table.tsx";

const MBIT = 1e6;

/** Everything on one page: displays, tiles, streams, panels and the machine; what is in trouble comes first. */
export function StatePage({ me }: { readonly me: Present }) {
  const [whole, tenths, hundredths] = [useFixed(0), useFixed(1), useFixed(2)];
  const { t } = useTranslation("state");
  const { t: common } = useTranslation();
  const { site: asked, cameras, outputs, feeds, machine, lost } = useEverything();
  const [sought, setSought] = useState("");
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const now = useNow(60_000);
  useKeys({
    "/": () => search.current?.focus(),
    m: () => setOnlyTrouble(!onlyTrouble),
    1: () => show("outputs"),
    2: () => show("tiles"),
    3: () => show("feeds"),
    4: () => show("panels"),
  });
  const site = asked.data?.value;
  if (site === undefined) return <Opening asked={asked} />;
  const { zone } = site;
  const rows = {
    outputs: outputRows(site, outputs),
    tiles: tileRows(site, outputs, cameras),
    feeds: feedRows(feeds, cameras),
    panels: panelRows(site),
  };
  const troubles =
    Object.values(rows)
      .flat()
      .filter(({ severity }) => severity !== null).length +
    (machine === null ? 0 : Object.values(machineTroubles(machine)).filter((one) => one !== null).length);
  const filter = { sought, onlyTrouble };
  return (
    <div className="state-page" data-lost={lost}>
      <header className="state-bar">
        <a className="button" href="/">
          ‹ {common("console")}
        </a>
        <h1 className="title">{t("title")}</h1>
        <p className="state-sum">
          {troubles > 0 && <SeverityMark severity="medium" />}
          {troubles > 0 ? t("troubles", { count: troubles }) : t("noTrouble")}
        </p>
        <span className="state-search keyed">
          <input
            ref={search}
            type="search"
            className="input"
            aria-label={t("search")}
            placeholder={t("search")}
            value={sought}
            onChange={({ target }) => setSought(target.value)}
            onKeyDown={({ key, currentTarget }) => {
              if (key !== "Escape") return;
              setSought("");
              currentTarget.blur();
            }}
          />
          <Key>/</Key>
        </span>
        <label className="state-only">
          <input
            type="checkbox"
            checked={onlyTrouble}
            onChange={({ target }) => setOnlyTrouble(target.checked)}
          />
          {t("onlyTrouble")}
          <Key>M</Key>
        </label>
        {allows(me.role, "technician") && (
          <a className="button" href="/api/support" download>
            {t("support")}
          </a>
        )}
        <span className="state-me">
          <LanguageSwitch />
          <Account me={me} />
        </span>
      </header>
      {lost && (
        <p role="alert" className="state-lost">
          <SeverityMark severity="high" /> {t("lost")}
        </p>
      )}
      <main className="state-main">
        <div className="state-wide">
          <Table
            {...filter}
            id="outputs"
            digit="1"
            title={t("outputs")}
            rows={rows.outputs}
            heads={[
              ...[t("name"), t("condition"), t("size"), `${t("shows")}#`, `${t("load")}#`],
              ...[`${t("slowed")}#`, t("decodes"), t("seen")],
            ]}
            renderCells={({ name, size, state, severity }) => [
              name,
              <span key="state" className="state">
                {severity !== null && <SeverityMark severity={severity} />}
                {common(`output.${state.state}`)}
              </span>,
              size,
              state.state === "connected" ? state.tiles.length : "–",
              state.load === undefined ? "–" : t("percent", { value: whole(state.load) }),
              state.slowed ?? "–",
              state.abilities === undefined ? "–" : families(state.abilities),
              state.lastSeenAt === null || state.state === "connected"
                ? "–"
                : sinceTime(state.lastSeenAt, zone, now),
            ]}
          />
          <Table
            {...filter}
            id="tiles"
            digit="2"
            title={t("tiles")}
            rows={rows.tiles}
            heads={[
              ...[t("tile"), t("output"), t("condition"), `${t("age")}#`, `${t("rate")}#`],
              ...[`${t("dropped")}#`, t("picture"), t("stream")],
            ]}
            renderCells={({ camera, output, shown, tile }) => [
              camera ??
                (tile.cells === undefined
                  ? t("tileKinds.other")
                  : t("tileKinds.mosaic", { count: tile.cells.length })),
              output,
              <StateWord key="state" state={shown} />,
              tile.frameAgeMs === null ? "–" : t("seconds", { value: tenths(tile.frameAgeMs / 1000) }),
              tile.width === 0 ? "–" : t("perSecond", { value: whole(tile.fps) }),
              tile.dropped,
              tile.width === 0 ? "–" : `${tile.width} × ${tile.height}`,
              tile.stream === null ? "–" : t(tile.stream),
            ]}
          />
          <Table
            {...filter}
            id="feeds"
            digit="3"
            title={t("feeds")}
            rows={rows.feeds}
            heads={[
              ...[t("name"), t("stream"), t("condition"), t("coding"), t("picture"), `${t("rate")}#`],
              ...[`${t("bits")}#`, `${t("restarts")}#`, `${t("readers")}#`, t("trouble")],
            ]}
            renderCells={({ name, feed }) => [
              name,
              `${t(feed.stream)}${feed.rung === null ? "" : ` ${feed.rung}`}`,
              <StateWord key="state" state={feed.state} />,
              feed.codec ?? "–",
              feed.width === null ? "–" : `${feed.width} × ${feed.height}`,
              t("perSecond", { value: whole(feed.fps) }),
              hundredths(feed.bitrate / MBIT),
              feed.restarts,
              feed.readers ?? "–",
              feed.error === undefined ? "–" : sentence(feed.error.kind, feed.error.detail, spokenLanguage()),
            ]}
          />
        </div>
        <div className="state-side">
          {machine !== null && <MachinePart machine={machine} zone={zone} />}
          <Table
            {...filter}
            id="panels"
            digit="4"
            title={t("panels")}
            rows={rows.panels}
            heads={[t("wall"), `${t("present")}#`, `${t("planned")}#`, t("dead")]}
            renderCells={({ name, counts, dead, severity }) => [
              name,
              counts.present,
              counts.planned,
              severity === null ? (
                "–"
              ) : (
                <span key="dead">
                  <SeverityMark severity={severity} /> {counts.dead}: {dead.join(", ")}
                </span>
              ),
            ]}
          />
        </div>
      </main>
    </div>
  );
}

/** Codings by their families: `hevc10` is one of HEVC. */
function families(abilities: readonly string[]): string {
  const names = new Set(abilities.map((one) => one.replace(/^h264.*/, "H.264+").replace(/10$/, "")));
  return names.size === 0 ? "–" : [...names].map((name) => name.toUpperCase()).join(" ");
}

/** Leads to a table, and puts the focus there. */
function show(id: string) {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: "start" });
  part?.focus({ preventScroll: true });
}
