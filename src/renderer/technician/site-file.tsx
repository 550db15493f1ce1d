import "./site-file.css";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { siteFile } from "../../layouts/site-file.ts";
import type { Site } from "../../layouts/site.ts";
import { type ReadSite, readSiteText, SITE_BYTES, tooLong } from "../../protocol/site-reading.ts";
import type { Language } from "../../protocol/session.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { type SiteChange, siteChanges } from "./site-changes.ts";

/** Lines of a list that are shown; the rest are counted. */
const MOST = 40;

interface SiteFileProps {
  readonly site: Site;
  readonly mayEdit: boolean;
  /** Puts a site in the place of `site`; `done` is said of it. */
  readonly put: (after: Site, done: string) => Promise<void>;
}

/** A file that was chosen. */
interface Opened {
  readonly name: string;
  readonly bytes: number;
  /** Null of what is too long to be read. */
  readonly text: string | null;
}

function readOpened({ bytes, text }: Opened, language: Language): ReadSite {
  return text === null ? tooLong(bytes, language) : readSiteText(text, language);
}

/** Hands the site over as a file. */
function save(site: Site): void {
  const url = URL.createObjectURL(new Blob([siteFile(site)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${site.id}.site.json`;
  link.click();
  URL.revokeObjectURL(url);
}

function More({ length }: { length: number }) {
  const { t } = useTranslation("technician");
  return length > MOST ? <p className="dim">{t("file.more", { count: length - MOST })}</p> : null;
}

function Change({ change: { path, before, after } }: { change: SiteChange }) {
  const { t } = useTranslation("technician");
  return (
    <li className="site-change">
      <strong>{path.join(" › ")}</strong>
      {before !== null && (
        <>
          {" "}
          <del>
            <span className="hidden-label">{t("file.before")} </span>
            {before}
          </del>
        </>
      )}
      {after !== null && (
        <>
          {" "}
          <ins>
            <span className="hidden-label">{t("file.after")} </span>
            {after}
          </ins>
        </>
      )}
    </li>
  );
}

/** The whole site out as one file, and in again: what a file would change is shown before it is put. */
export function SiteFile({ site, mayEdit, put }: SiteFileProps) {
  const { t } = useTranslation("technician");
  const [opened, setOpened] = useState<Opened | null>(null);
  const [putting, setPutting] = useState(false);
  const choose = useRef<HTMLInputElement>(null);
  const language = spokenLanguage();
  // Read anew in another language, and compared with the newest site.
  const read = opened === null ? null : readOpened(opened, language);
  const changed = read !== null && "site" in read ? siteChanges(site, read.site) : [];

  async function open(file: File) {
    setOpened({ name: file.name, bytes: file.size, text: file.size > SITE_BYTES ? null : await file.text() });
  }

  async function apply(after: Site, name: string) {
    setPutting(true);
    await put(after, t("file.applied", { name }));
    setPutting(false);
    setOpened(null);
  }

  return (
    <section className="side-part" aria-label={t("file.title")}>
      <header className="part-head">
        <h2>{t("file.title")}</h2>
      </header>
      <p className="dim">{t("file.text")}</p>
      <div className="acts">
        <button type="button" className="button" onClick={() => save(site)}>
          {t("file.save")}
        </button>
        {mayEdit && (
          <button type="button" className="button" onClick={() => choose.current?.click()}>
            {t("file.open")}
          </button>
        )}
        <input
          ref={choose}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t("file.open")}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            // The same file may be chosen again once it was mended.
            currentTarget.value = "";
            if (file !== undefined) void open(file);
          }}
        />
      </div>
      {opened !== null && read !== null && (
        <div className="site-opened" role="status">
          <h3>{opened.name}</h3>
          {"refusals" in read ? (
            <>
              <p>
                <SeverityMark severity="medium" /> {t("file.refused", { count: read.refusals.length })}
              </p>
              <ul className="site-lines">
                {read.refusals.slice(0, MOST).map(({ field, sentence }) => (
                  <li key={`${field} ${sentence}`}>
                    {field !== "–" && <strong>{field}: </strong>}
                    {sentence}
                  </li>
                ))}
              </ul>
              <More length={read.refusals.length} />
            </>
          ) : (
            <>
              <p>{changed.length === 0 ? t("file.same") : t("file.changes", { count: changed.length })}</p>
              <ul className="site-lines">
                {changed.slice(0, MOST).map((change) => (
                  <Change key={change.path.join(" ")} change={change} />
                ))}
              </ul>
              <More length={changed.length} />
            </>
          )}
          <div className="acts">
            {"site" in read && changed.length > 0 && (
              <button
                type="button"
                className="button strong"
                disabled={putting || !mayEdit}
                onClick={() => void apply(read.site, opened.name)}
              >
                {t("file.apply")}
              </button>
            )}
            <button type="button" className="button" onClick={() => setOpened(null)}>
              {t("file.leave")}
            </button>
          </div>
        </div>
      )}
      <div className="acts">
        <a className="button small" href="/technician/sheet" target="_blank" rel="noreferrer">
          {t("sheet.title")}
        </a>
        <a className="button small" href="/technician/room" target="_blank" rel="noreferrer">
          {t("room.title")}
        </a>
      </div>
    </section>
  );
}
