import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { costOf, purchases } from "../../../layouts/budget.ts";
import { controllerModel } from "../../../layouts/controllers.ts";
import { controllerLoads } from "../../../layouts/load.ts";
import type { Output, Site } from "../../../layouts/site.ts";
import { type PanelGroup, panelGroups } from "./panel-groups.ts";

/** Outputs with their connectors, and what each shows where. */
export function OutputTable({ site }: { site: Site }) {
  const { t } = useTranslation("technician");
  function place({ placement, spareOf }: Output): string {
    const spare = spareOf === undefined ? "" : ` · ${t("sheet.spareOf", { id: spareOf })}`;
    if (placement.kind !== "display") return t(`output.${placement.kind}`) + spare;
    const { connector, monitor, x, y } = placement;
    const edid =
      monitor === undefined ? null : `${monitor.maker} ${monitor.product} ${monitor.serial}`.trim();
    const at = x === undefined || y === undefined ? null : t("output.display", { x, y });
    const named = connector === undefined ? null : t("output.connector", { connector });
    return ([named, edid, at].filter((each) => each !== null).join(" · ") || t("output.anyDisplay")) + spare;
  }
  return (
    <section className="paper-part">
      <h2>{t("outputs")}</h2>
      <table>
        <thead>
          <tr>
            <th>{t("sheet.output")}</th>
            <th>px</th>
            <th>{t("sheet.place")}</th>
            <th>{t("sheet.wall")}</th>
            <th>{t("sheet.ofCanvas")}</th>
            <th>{t("sheet.onOutput")}</th>
            <th className="figure">{t("sheet.turn")}</th>
          </tr>
        </thead>
        <tbody>
          {site.outputs.map((output) => {
            const shown = site.viewports.filter(({ outputId }) => outputId === output.id);
            return (
              <Fragment key={output.id}>
                {(shown.length === 0 ? [null] : shown).map((viewport, index) => (
                  <tr key={`${output.id} ${viewport?.output.x ?? "–"},${viewport?.output.y ?? "–"}`}>
                    <td>{index === 0 && `${output.name} (${output.id})`}</td>
                    <td>{index === 0 && `${output.width} × ${output.height}`}</td>
                    <td>{index === 0 && place(output)}</td>
                    {viewport === null ? (
                      <td colSpan={4}>{t("output.noViewport")}</td>
                    ) : (
                      <>
                        <td>{viewport.wallId}</td>
                        <td>{t("panel.pixelsAt", { ...viewport.canvas })}</td>
                        <td>{t("panel.pixelsAt", { ...viewport.output })}</td>
                        <td className="figure">{viewport.rotation}°</td>
                      </>
                    )}
                  </tr>
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Every controller: its ports, which panels hang on each in which order, and what it carries of what it can. */
export function WiringTables({ site }: { site: Site }) {
  const { t, i18n } = useTranslation("technician");
  const number = (value: number) => value.toLocaleString(i18n.language);
  const share = (part: number, whole: number) =>
    (part / whole).toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const several = site.walls.length > 1;
  const loads = controllerLoads(site);
  return (
    <section className="paper-part">
      <h2>{t("sheet.wiring")}</h2>
      {loads.length === 0 && <p>{t("sheet.notWired")}</p>}
      {loads.map(({ controller, ports, pixels, limit, portCount }) => (
        <div key={controller.id} className="controller">
          <p>
            <strong>{controller.name}</strong> ({controller.id}) ·{" "}
            {controllerModel(controller.model)?.name ?? controller.model} ·{" "}
            {t("sheet.sends", {
              output: controller.outputId,
              bits: controller.bits,
              hertz: controller.hertz,
            })}{" "}
            ·{" "}
            {t("sheet.carries", {
              pixels: number(pixels),
              limit: number(limit),
              share: share(pixels, limit),
            })}{" "}
            · {t("sheet.ports", { used: ports.length, all: portCount })}
          </p>
          <table>
            <thead>
              <tr>
                <th>{t("sheet.port")}</th>
                <th>{t("sheet.order")}</th>
                <th className="figure">px</th>
                <th className="figure">{t("sheet.limit")}</th>
                <th className="figure">{t("sheet.load")}</th>
              </tr>
            </thead>
            <tbody>
              {ports.map(({ port, pixels: carried, limit: most }) => (
                <tr key={port.id} data-over={carried > most}>
                  <td>
                    {port.id}
                    {port.spareOf !== undefined && ` (${t("sheet.spareOf", { id: port.spareOf })})`}
                  </td>
                  <td>
                    {port.panels
                      .map(({ wallId, panelId }) => (several ? `${wallId}/${panelId}` : panelId))
                      .join(" → ")}
                  </td>
                  <td className="figure">{number(carried)}</td>
                  <td className="figure">{number(most)}</td>
                  <td className="figure">
                    {carried > most && "▲ "}
                    {share(carried, most)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}

/** What to buy for the next stage: the planned panels by article, over all walls. */
export function Purchase({ site }: { site: Site }) {
  const { t, i18n } = useTranslation("technician");
  const number = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  const groups = panelGroups({
    panels: site.walls.flatMap(({ panels }) => panels.filter(({ status }) => status === "planned")),
  });
  const total = (of: "count" | "area") => groups.reduce((sum, group) => sum + group[of], 0);
  const bought = purchases(site);
  const rupiah = (value: number | null | undefined) =>
    value == null ? "–" : `Rp ${value.toLocaleString(i18n.language)}`;
  const priceOf = (article: string) => site.prices?.find((price) => price.article === article);
  function costed({ article, count }: PanelGroup) {
    const price = priceOf(article);
    return { article, count, rupiah: price === undefined ? null : count * price.rupiah };
  }
  return (
    <section className="paper-part">
      <h2>{t("sheet.buy")}</h2>
      {groups.length === 0 ? (
        <p>{t("sheet.nothingToBuy")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t("sheet.article")}</th>
              <th>{t("panel.size")}</th>
              <th>px</th>
              <th className="figure">{t("sheet.count")}</th>
              <th className="figure">m²</th>
              <th className="figure">{t("sheet.price")}</th>
              <th className="figure">{t("sheet.cost")}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={`${group.model} ${group.widthMm} ${group.pixelWidth}`}>
                <td>{group.model ?? t(`panel.${group.kind}`)}</td>
                <td>{t("panel.mmSize", { width: number(group.widthMm), height: number(group.heightMm) })}</td>
                <td>
                  {group.pixelWidth} × {group.pixelHeight}
                </td>
                <td className="figure">{group.count}</td>
                <td className="figure">{number(group.area)}</td>
                <td className="figure">
                  {rupiah(priceOf(group.article)?.rupiah)}
                  {priceOf(group.article) !== undefined &&
                    ` · ${priceOf(group.article)?.source ?? t("sheet.assumedPrice")}`}
                </td>
                <td className="figure">{rupiah(costOf([costed(group)]))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>{t("sheet.total")}</td>
              <td className="figure">{total("count")}</td>
              <td className="figure">{number(total("area"))}</td>
              <td />
              <td className="figure">{rupiah(costOf(bought))}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}
