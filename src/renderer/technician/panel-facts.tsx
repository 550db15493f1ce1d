import { useTranslation } from "react-i18next";
import { bezelsOf, type Panel } from "../../layouts/panel.ts";
import { Fact } from "../ui/fact.tsx";

interface PanelFactsProps {
  readonly panel: Panel;
  readonly mayEdit: boolean;
  readonly onStatus: (status: Panel["status"]) => void;
}

const statuses = ["present", "planned", "dead"] as const satisfies Panel["status"][];

/** The figures of the selected panel; its status can be changed. */
export function PanelFacts({ panel, mayEdit, onStatus }: PanelFactsProps) {
  const { t, i18n } = useTranslation("technician");
  const number = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  const { left, top, right, bottom } = bezelsOf(panel);
  const sides = [left, top, right, bottom];
  const bezels = new Set(sides).size === 1 ? [left] : sides;
  return (
    <section className="side-part" aria-label={panel.id}>
      <header className="part-head">
        <h2>{panel.id}</h2>
        <span className="dim">{t(`panel.${panel.kind}`)}</span>
      </header>
      <dl>
        <Fact name={t("panel.status")}>
          {mayEdit ? (
            <select
              className="input"
              aria-label={t("panel.status")}
              value={panel.status}
              onChange={(event) => {
                const chosen = statuses.find((status) => status === event.target.value);
                if (chosen !== undefined) onStatus(chosen);
              }}
            >
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {t(`panel.${status}`)}
                </option>
              ))}
            </select>
          ) : (
            t(`panel.${panel.status}`)
          )}
        </Fact>
        <Fact name={t("panel.at")}>{t("panel.mm", { x: number(panel.xMm), y: number(panel.yMm) })}</Fact>
        <Fact name={t("panel.size")}>
          {t("panel.mmSize", { width: number(panel.widthMm), height: number(panel.heightMm) })}
        </Fact>
        <Fact name={t("panel.bezel")}>{t("panel.one", { value: bezels.map(number).join(" / ") })}</Fact>
        <Fact name={t("panel.pixels")}>{t("panel.pixelsAt", { ...panel.canvas })}</Fact>
      </dl>
    </section>
  );
}
