import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { LayoutTour } from "../../protocol/layout-tour.ts";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
import { useShifts } from "../link/queries.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { LayoutTourActs } from "./layout-tour-acts.ts";
import { MadeList } from "./made-list.tsx";
import type { ScheduleActs } from "./schedule-acts.ts";
import { ScheduleList } from "./schedule-list.tsx";
import { ShiftsForm } from "./shifts-form.tsx";
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
  /** Of the wall. */
  readonly entries: readonly ScheduleEntry[];
  readonly scheduleActs: ScheduleActs;
  /** Whether shifts may be changed. */
  readonly mayEdit: boolean;
}

/** What comes to one wall by itself: tours of layouts, the schedule, and the shifts that it may follow. */
export function ToursSheet(given: ToursSheetProps) {
  const { open, onOpenChange, entries, scheduleActs, mayEdit, ...props } = given;
  const { wallId, layouts, tours } = props;
  const { t } = useTranslation("console");
  const plan = useShifts().data;
  return (
    <Sheet title={t("layoutTours.both")} open={open} onOpenChange={onOpenChange}>
      <Tabs.Root defaultValue="tours" className="adding">
        <Tabs.List className="tabs" aria-label={t("layoutTours.both")}>
          <Tabs.Tab className="tab" value="tours">
            {t("layoutTours.title")}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="schedule">
            {t("schedule.title")}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="shifts">
            {t("schedule.shifts")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tours" className="form" keepMounted>
          <TourList {...props} onStarted={() => onOpenChange(false)} />
        </Tabs.Panel>
        <Tabs.Panel value="schedule" className="form" keepMounted>
          <ScheduleList
            wallId={wallId}
            entries={entries}
            layouts={layouts}
            tours={tours}
            shifts={plan?.shifts ?? []}
            acts={scheduleActs}
          />
        </Tabs.Panel>
        <Tabs.Panel value="shifts" className="form" keepMounted>
          {plan !== undefined && <ShiftsForm plan={plan} mayEdit={mayEdit} acts={scheduleActs} />}
        </Tabs.Panel>
      </Tabs.Root>
    </Sheet>
  );
}

type TourListProps = Pick<ToursSheetProps, "wallId" | "tours" | "layouts" | "running" | "acts"> & {
  readonly onStarted: () => void;
};

function TourList({ wallId, tours, layouts, running, acts, onStarted }: TourListProps) {
  const { t } = useTranslation("console");
  const start = async (id: string) => {
    if (await acts.start(id)) onStarted();
  };
  const nameOf = (layoutId: string) => layouts.find(({ id }) => id === layoutId)?.name ?? layoutId;
  return (
    <MadeList
      items={tours}
      none={[t("layoutTours.noTours"), t("layoutTours.noToursNext")]}
      titleOf={({ name }) => name}
      moreOf={({ id, steps }) => {
        const order = steps.map(({ layoutId }) => nameOf(layoutId)).join(" → ");
        return id === running ? `${t("layoutTours.runs")} · ${order}` : order;
      }}
      renderAct={({ id }) => (
        <button type="button" className="button strong small" onClick={() => void start(id)}>
          {t("layoutTours.start")}
        </button>
      )}
      onRemove={(tour) => void acts.remove(tour)}
      addLabel={t("layoutTours.add")}
      mayAdd={layouts.length > 0}
      renderEditor={(tour, close) => (
        <TourEditor
          tour={tour}
          wallId={wallId}
          layouts={layouts}
          onSave={async (given) => {
            if (await acts.put(given)) close();
          }}
          onCancel={close}
        />
      )}
    />
  );
}
