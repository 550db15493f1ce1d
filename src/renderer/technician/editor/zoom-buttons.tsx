import { useTranslation } from "react-i18next";
import type { Panel } from "../../../layouts/panel.ts";
import type { Zooms } from "./use-view.ts";

/** Nearer and farther by hand, each with its key. */
export function ZoomButtons({ zoomTo, panel }: { zoomTo: Zooms; panel: Panel | undefined }) {
  const { t } = useTranslation("technician");
  const button = (key: string, text: string, act: () => void, label?: string) => (
    <button type="button" className="button small" title={key} aria-label={label} onClick={act}>
      {text}
    </button>
  );
  return (
    <div className="zooms" role="group" aria-label={t("editor.zoom")}>
      {button("+", "+", zoomTo.in, t("editor.in"))}
      {button("-", "−", zoomTo.out, t("editor.out"))}
      {button("9", t("editor.room"), zoomTo.room)}
      {button("0", t("editor.wall"), zoomTo.wall)}
      {button("1", t("editor.pixel"), () => zoomTo.pixel(panel))}
    </div>
  );
}
