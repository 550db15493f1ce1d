import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { LayoutTour } from "../../protocol/layout-tour.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { LayoutTourActs } from "./layout-tour-acts.ts";
import { TourEditor } from "./tour-editor.tsx";

interface ToursSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly wallId: string;
  /** Of the wall. */
  readonly tours: readonly LayoutTour[];
  readonly layouts: readonly Layout[];
  /** The id of the one that runs. */
  readonly running: string | null;
  readonly acts: LayoutTourActs;
}

/** The tours of layouts of one wall: started, changed and made. */
export function ToursSheet({ open, onOpenChange, ...props }: ToursSheetProps) {
  const { t } = useTranslation("console");
  return (
    <Sheet title={t("layoutTours.title")} open={open} onOpenChange={onOpenChange}>
      <TourList {...props} onStarted={() => onOpenChange(false)} />
    </Sheet>
  );
}

type TourListProps = Omit<ToursSheetProps, "open" | "onOpenChange"> & { readonly onStarted: () => void };

function TourList({ wallId, tours, layouts, running, acts, onStarted }: TourListProps) {
  const { t } = useTranslation("console");
  const [editing, setEditing] = useState<LayoutTour | "new" | null>(null);
  if (editing !== null)
    return (
      <TourEditor
        tour={editing === "new" ? null : editing}
        wallId={wallId}
        layouts={layouts}
        onSave={async (tour) => {
          if (await acts.put(tour)) setEditing(null);
        }}
        onCancel={() => setEditing(null)}
      />
    );
  const start = async (id: string) => {
    if (await acts.start(id)) onStarted();
  };
  return (
    <>
      {tours.length === 0 && (
        <div className="empty">
          <p>{t("layoutTours.noTours")}</p>
          <p className="dim">{t("layoutTours.noToursNext")}</p>
        </div>
      )}
      <ul className="rules">
        {tours.map((tour) => (
          <li key={tour.id}>
            <div>
              <p className="incident-what">{tour.name}</p>
              <p className="item-more">
                {tour.id === running && `${t("layoutTours.runs")} · `}
                {tour.steps
                  .map(({ layoutId }) => layouts.find(({ id }) => id === layoutId)?.name ?? layoutId)
                  .join(" → ")}
              </p>
            </div>
            <div className="acts">
              <button type="button" className="button strong small" onClick={() => void start(tour.id)}>
                {t("layoutTours.start")}
              </button>
              <button type="button" className="button small" onClick={() => setEditing(tour)}>
                {t("rules.edit")}
              </button>
              <button type="button" className="button small quiet" onClick={() => void acts.remove(tour)}>
                {t("rules.remove")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={layouts.length === 0}
          onClick={() => setEditing("new")}
        >
          {t("layoutTours.add")}
        </button>
      </div>
    </>
  );
}
