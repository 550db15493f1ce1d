import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout, Tile } from "../../layouts/layout.ts";
import type { Admission, DisplayAdmission, Verdict } from "../../protocol/admission.ts";
import type { Severity } from "../../layouts/severity.ts";
import { useAdmission, useSite } from "../link/queries.ts";
import { Fact } from "../ui/fact.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { Sheet } from "../ui/sheet.tsx";

/** Tiles that the line names. */
const NAMED = 2;
/** Steps that the sheet lists. */
const LISTED = 12;

const order: readonly Verdict[] = ["carries", "unknown", "tight", "tooMuch"];
const severities: Partial<Record<Verdict, Severity>> = { tight: "low", tooMuch: "medium" };

/** Whether something is to be said of it before a take. */
function isTelling({ verdict, estimate }: DisplayAdmission): boolean {
  return (
    verdict === "tight" || verdict === "tooMuch" || (verdict === "unknown" && estimate?.likely === false)
  );
}

interface AdmissionLineProps {
  /** What is prepared for the wall. */
  readonly preview: Layout;
  readonly wallId: string;
  readonly nameOf: (tile: Tile) => string;
}

/**
 * One calm line where the display PCs cannot carry what is prepared, or are not known to; nothing where they can. The rest
 * is told on demand.
 */
export function AdmissionLine({ preview, wallId, nameOf }: AdmissionLineProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  const asked = useAdmission(wallId, preview.id).data;
  const displayName = useDisplayName();
  const telling = (asked?.displays ?? [])
    .filter(isTelling)
    .toSorted((a, b) => order.indexOf(b.verdict) - order.indexOf(a.verdict));
  const [worst] = telling;
  useKeys(worst === undefined ? {} : { y: () => setOpen(true) });
  // Where a change made it fit meanwhile, an open sheet still says so.
  if (asked === undefined || (worst === undefined && !open)) return null;
  const severity = worst && severities[worst.verdict];
  return (
    <>
      {worst !== undefined && (
        <button
          type="button"
          className="admission"
          data-verdict={worst.verdict}
          onClick={() => setOpen(true)}
          title={t("admission.title")}
        >
          {severity !== undefined && <SeverityMark severity={severity} />}
          <span>
            {t(`admission.${telledAs(worst.verdict)}`, {
              display: displayName(worst.outputIds),
              tiles: firstLowered(worst, preview, nameOf, t),
            })}
            {telling.length > 1 && ` · ${t("admission.others", { count: telling.length - 1 })}`}
          </span>
          <Key>Y</Key>
        </button>
      )}
      <Sheet title={t("admission.title")} open={open} onOpenChange={setOpen}>
        <AdmissionSheet asked={asked} preview={preview} nameOf={nameOf} />
      </Sheet>
    </>
  );
}

function telledAs(verdict: Verdict): "tooMuch" | "tight" | "unknown" {
  return verdict === "carries" ? "unknown" : verdict;
}

/** What people call the outputs of a page. */
export function useDisplayName(): (outputIds: readonly string[]) => string {
  const outputs = useSite().data?.value.outputs ?? [];
  return (outputIds) => outputIds.map((id) => outputs.find((one) => one.id === id)?.name ?? id).join(" + ");
}

/** The tiles of `preview` that a step lowers; those of other walls have no name here. */
function tilesOf({ tiles }: DisplayAdmission["lowered"][number], preview: Layout, wallId: string): Tile[] {
  return tiles.flatMap((one) =>
    one.wallId === wallId ? (preview.tiles.find(({ id }) => id === one.tileId) ?? []) : [],
  );
}

/** What would be lowered first on a display, by the names of its tiles. */
export function firstLowered(
  { lowered }: DisplayAdmission,
  preview: Layout,
  nameOf: AdmissionLineProps["nameOf"],
  t: ReturnType<typeof useTranslation<"console">>["t"],
): string {
  const needed = lowered.filter((step) => step.needed);
  const steps = needed.length > 0 ? needed : lowered.slice(0, NAMED);
  const names = [...new Set(steps.flatMap((step) => tilesOf(step, preview, preview.wallId).map(nameOf)))];
  if (names.length === 0) return t("admission.nothingToLower");
  const more = names.length - NAMED;
  const rest = more > 0 ? [t("admission.others", { count: more })] : [];
  return [names.slice(0, NAMED).join(", "), ...rest].join(" ");
}

interface SheetProps {
  readonly asked: Admission;
  readonly preview: Layout;
  readonly nameOf: AdmissionLineProps["nameOf"];
}

/** What each display PC carries now and would carry, what is known of it, and what would be lowered. */
function AdmissionSheet({ asked, preview, nameOf }: SheetProps) {
  const { t } = useTranslation("console");
  const displayName = useDisplayName();
  return (
    <div className="admissions">
      <p className="dim">{t("admission.about")}</p>
      {asked.displays.map((display) => {
        const { known, planned } = display;
        const share = (weight: number) => Math.round((100 * weight) / Math.max(1, planned.weight));
        const burden = ({ feeds, pixelRate }: DisplayAdmission["now"]) =>
          t("admission.burden", { feeds, rate: (pixelRate / 1e6).toFixed(0) });
        const severity = severities[display.verdict];
        const rest = display.lowered.length - LISTED;
        return (
          <section key={display.outputIds.join()} className="stream" data-verdict={display.verdict}>
            <h4>
              {displayName(display.outputIds)}
              <span>
                {severity !== undefined && <SeverityMark severity={severity} />}{" "}
                {t(`admission.verdicts.${display.verdict}`)}
                {!display.connected && <span className="dim"> · {t("admission.away")}</span>}
              </span>
            </h4>
            <dl>
              <Fact name={t("admission.now")}>{burden(display.now)}</Fact>
              <Fact name={t("admission.planned")}>{burden(planned)}</Fact>
              <Fact name={t("admission.carried")}>
                {known.carried === null
                  ? t("admission.shareNone")
                  : t("admission.share", { percent: share(known.carried), load: known.percent ?? 0 })}
              </Fact>
              {known.tooMuch !== null && (
                <Fact name={t("admission.limit")}>
                  {t("admission.limitShare", { percent: share(known.tooMuch) })}
                </Fact>
              )}
              {display.estimate !== null && (
                <Fact name={t("admission.estimate")}>
                  {t(
                    `admission.estimates.${display.estimate.basis}${display.estimate.likely ? "Yes" : "No"}`,
                  )}
                </Fact>
              )}
            </dl>
            {display.lowered.length > 0 && (
              <>
                <h5>{t("admission.lowered")}</h5>
                <ol className="lowered">
                  {display.lowered.slice(0, LISTED).map((step) => (
                    <li
                      key={`${step.kind} ${step.tiles.map(({ wallId, tileId }) => `${wallId}/${tileId}`).join()}`}
                    >
                      <span>{tilesOf(step, preview, asked.wallId).map(nameOf).join(", ") || "–"}</span>
                      <span className="dim">{t(`admission.${step.kind}`)}</span>
                      {step.needed && <strong>{t("admission.needed")}</strong>}
                    </li>
                  ))}
                </ol>
                {rest > 0 && <p className="dim">{t("admission.moreSteps", { count: rest })}</p>}
              </>
            )}
          </section>
        );
      })}
    </div>
  );
}
