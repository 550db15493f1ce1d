import { useTranslation } from "react-i18next";
import type { Output, Site } from "../../../layouts/site.ts";
import { type Display, displayOf } from "../../../protocol/display.ts";
import { useDisplays } from "../../link/queries.ts";
import { freeDisplays, takeDisplay } from "../draft/displays.ts";
import type { Edit } from "./use-draft.ts";

interface DisplayChoiceProps {
  readonly edit: Edit;
  readonly site: Site;
  readonly output: Output;
  readonly mayEdit: boolean;
}

/** A display as the technician knows it again: connector, monitor, its picture in millimetres and pixels. */
function lineOf({ names, monitor, rect }: Display): string {
  const mm =
    monitor?.widthMm === undefined || monitor.heightMm === undefined
      ? []
      : [`${monitor.widthMm} × ${monitor.heightMm} mm`];
  const name = monitor === undefined ? [] : [monitor.name.trim() || monitor.maker];
  return [names[0] ?? "", ...name, ...mm, `${rect.width} × ${rect.height} px`].join(" · ");
}

/** The display of this machine that an output is shown on, or that it is missing; and the ones that are free. */
export function DisplayChoice({ edit, site, output, mayEdit }: DisplayChoiceProps) {
  const { t } = useTranslation("technician");
  const displays = useDisplays().data;
  const { placement } = output;
  if (displays === undefined || placement.kind !== "display") return null;
  const shown = displayOf(placement, displays);
  const named = placement.connector ?? placement.monitor?.maker;
  // One that it is shown on by its place on the desktop alone may still be named.
  const settled = placement.connector === undefined ? null : shown;
  const free = freeDisplays(site, displays, output.id).filter((display) => display !== settled);
  return (
    <div className="entry wide" role="group" aria-label={t("editor.connected")}>
      <span className="entry-name">{t("editor.connected")}</span>
      {shown !== null && <output>{lineOf(shown)}</output>}
      {shown === null && named !== undefined && (
        <p className="trouble" role="status">
          {t("editor.unplugged", { display: named })}
        </p>
      )}
      {shown === null && named === undefined && <output className="dim">{t("output.anyDisplay")}</output>}
      {mayEdit && free.length > 0 && (
        <select
          className="input"
          aria-label={t("editor.takeDisplay")}
          value=""
          onChange={({ target: { value } }) => {
            const chosen = free.find(({ names }) => names[0] === value);
            if (chosen !== undefined) edit((now) => takeDisplay(now, output.id, chosen));
          }}
        >
          <option value="">{t("editor.takeDisplay")}</option>
          {free.map((display) => (
            <option key={display.names.join(" ")} value={display.names[0] ?? ""}>
              {lineOf(display)}
            </option>
          ))}
        </select>
      )}
      {mayEdit && free.length === 0 && <span className="dim">{t("editor.noneFree")}</span>}
    </div>
  );
}
