import { useTranslation } from "react-i18next";
import type { TypeSizes } from "../tiles/type-sizes.ts";

/** Height of the strip, whole canvas pixels. */
export function drillHeight(sizes: TypeSizes): number {
  return Math.round(sizes.label * 1.3);
}

/** Along a wall's upper edge while an incident of an exercise stands. */
export function DrillStrip({ sizes }: { sizes: TypeSizes }) {
  const { t } = useTranslation("wall");
  const height = drillHeight(sizes);
  return (
    <aside className="drill-strip" style={{ height, lineHeight: `${height}px`, fontSize: sizes.label }}>
      <strong>{t("drillStrip")}</strong>
    </aside>
  );
}
