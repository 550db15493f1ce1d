import { useTranslation } from "react-i18next";
import { useCameras } from "../../link/queries.ts";
import { Line } from "../form-lines.tsx";
import type { SourceForm } from "./source-form.ts";

interface BmkgProps {
  readonly form: SourceForm;
  readonly set: (part: Partial<SourceForm>) => void;
}

/** BMKG's earthquakes: its three files, and which of them matter here. */
export function BmkgFields({ form, set }: BmkgProps) {
  const { t } = useTranslation("incidents");
  const placed = (useCameras().data ?? []).flatMap(({ location }) =>
    location === undefined ? [] : location,
  );
  const mean = (of: (one: { lat: number; lon: number }) => number) =>
    (placed.reduce((sum, one) => sum + of(one), 0) / placed.length).toFixed(3);
  return (
    <>
      <div className="told">
        <p>{t("sources.bmkg.named")}</p>
        <ul className="plain">
          <li>
            <code>autogempa.json</code> {t("sources.bmkg.autogempa")}
          </li>
          <li>
            <code>gempaterkini.json</code> {t("sources.bmkg.gempaterkini")}
          </li>
          <li>
            <code>gempadirasakan.json</code> {t("sources.bmkg.gempadirasakan")}
          </li>
        </ul>
        <p className="dim">{t("sources.bmkg.tsunami")}</p>
      </div>
      <div className="lines">
        <Line
          label={t("sources.field.leastMagnitude")}
          type="number"
          min={0}
          max={10}
          step="0.1"
          required
          value={form.leastMagnitude}
          onChange={(leastMagnitude) => set({ leastMagnitude })}
        />
        <Line
          label={t("sources.field.km")}
          hint={t("sources.hint.km")}
          type="number"
          min={1}
          max={20_000}
          value={form.nearKm}
          onChange={(nearKm) => set({ nearKm })}
        />
      </div>
      {form.nearKm !== "" && (
        <div className="lines">
          <Line
            label={t("sources.field.lat")}
            type="number"
            step="any"
            min={-90}
            max={90}
            required
            value={form.nearLat}
            onChange={(nearLat) => set({ nearLat })}
          />
          <Line
            label={t("sources.field.lon")}
            type="number"
            step="any"
            min={-180}
            max={180}
            required
            value={form.nearLon}
            onChange={(nearLon) => set({ nearLon })}
          />
          {placed.length > 0 && (
            <button
              type="button"
              className="button"
              onClick={() => set({ nearLat: mean(({ lat }) => lat), nearLon: mean(({ lon }) => lon) })}
            >
              {t("sources.bmkg.here")}
            </button>
          )}
        </div>
      )}
      <details>
        <summary>{t("sources.bmkg.folder")}</summary>
        <Line
          label={t("sources.field.url")}
          type="url"
          required
          value={form.url}
          onChange={(url) => set({ url })}
        />
      </details>
    </>
  );
}
