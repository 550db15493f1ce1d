import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Carrying } from "./carrying.ts";

interface CarriedStripProps {
  readonly carrying: Carrying;
  readonly nameOf: (tile: Tile) => string;
}

/** What was picked up by key and where it would go, over the heading of the wall; what is read out is told elsewhere. */
export function CarriedStrip({ carrying, nameOf }: CarriedStripProps) {
  const { t } = useTranslation("console");
  const { held, letGo } = carrying;
  if (held === null) return null;
  const { name, on, target } = held;
  return (
    <div className="number-strip carried-strip" data-shown="true">
      <p className="number-camera">
        <strong className="cut">{name}</strong>
        <span className="cut">
          → {t(on === "glass" ? "onGlass" : "preview")}
          {target !== undefined && `: ${nameOf(target)}`}
        </span>
      </p>
      <p className="number-keys dim">{t("carrying.keys")}</p>
      <button type="button" className="button small" onClick={letGo}>
        {t("carrying.drop")}
      </button>
    </div>
  );
}
