import "./brightness.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Brightness, brightnessSchema } from "../../layouts/brightness.ts";
import type { Site } from "../../layouts/site.ts";
import { asApiError, call, useAskAgain, useBrightness } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

interface BrightnessPartProps {
  readonly site: Site;
  readonly mayEdit: boolean;
  /** Puts a site in the place of `site`; `done` is said of it. */
  readonly put: (after: Site, done: string) => Promise<void>;
}

/** What a site without a schedule is offered: the light of the tropics, and that of a room at night. */
const offered: Brightness = { dayFrom: "06:00", nightFrom: "18:00", day: 100, night: 50 };
const LEAST = 5;

/** To be made anew where another schedule is stored. How bright the walls are: now and by hand, and by the site's day and night. */
export function BrightnessPart({ site, mayEdit, put }: BrightnessPartProps) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const state = useBrightness().data;
  const [draft, setDraft] = useState<Brightness>(site.brightness ?? offered);
  const [wanted, setWanted] = useState<number | null>(null);
  const fits = brightnessSchema.safeParse(draft).success;
  const percent = wanted ?? state?.percent ?? 100;

  async function set(next: number | null) {
    try {
      await call("setBrightness", { body: { percent: next } });
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("brightness");
      setWanted(null);
    }
  }

  const time = (key: "dayFrom" | "nightFrom") => (
    <label className="field">
      <span className="field-label">{t(`brightness.${key}`)}</span>
      <input
        className="input"
        inputMode="numeric"
        maxLength={5}
        placeholder="00:00"
        aria-invalid={!brightnessSchema.shape[key].safeParse(draft[key]).success}
        disabled={!mayEdit}
        value={draft[key]}
        onChange={({ target }) => setDraft({ ...draft, [key]: target.value })}
      />
    </label>
  );
  const level = (key: "day" | "night") => (
    <label className="field">
      <span className="field-label">{t(`brightness.${key}`)}</span>
      <input
        className="input"
        type="number"
        min={LEAST}
        max={100}
        required
        disabled={!mayEdit}
        value={Number.isNaN(draft[key]) ? "" : draft[key]}
        onChange={({ target }) => setDraft({ ...draft, [key]: target.valueAsNumber })}
      />
    </label>
  );

  return (
    <section className="side-part" aria-label={t("brightness.title")}>
      <header className="part-head">
        <h2>{t("brightness.title")}</h2>
        <span className="dim">{state === undefined ? "" : t(`brightness.by.${state.by}`)}</span>
      </header>
      <label className="brightness-now">
        <span className="hidden-label">{t("brightness.now")}</span>
        <input
          type="range"
          min={LEAST}
          max={100}
          value={percent}
          disabled={!mayEdit}
          onChange={({ target }) => setWanted(target.valueAsNumber)}
          onPointerUp={() => wanted !== null && void set(wanted)}
          onKeyUp={() => wanted !== null && void set(wanted)}
          onBlur={() => wanted !== null && void set(wanted)}
        />
        <output>{percent} %</output>
      </label>
      {state?.by === "manual" && (
        <button type="button" className="button small" disabled={!mayEdit} onClick={() => void set(null)}>
          {site.brightness === undefined ? t("brightness.full") : t("brightness.back")}
        </button>
      )}
      <form
        className="brightness-schedule"
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) void put({ ...site, brightness: draft }, t("brightness.saved"));
        }}
      >
        {time("dayFrom")}
        {level("day")}
        {time("nightFrom")}
        {level("night")}
        <button
          type="submit"
          className="button small"
          disabled={!mayEdit || !fits || JSON.stringify(draft) === JSON.stringify(site.brightness)}
        >
          {t("brightness.save")}
        </button>
      </form>
      <ul className="dim">
        {[...Map.groupBy(state?.outputs ?? [], ({ by }) => by)].map(([by, outputs]) => (
          <li key={by}>{t(`brightness.dimmer.${by}`, { count: outputs.length })}</li>
        ))}
      </ul>
    </section>
  );
}
