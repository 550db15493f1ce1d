import { useTranslation } from "react-i18next";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
import type { Shift } from "../../protocol/shift.ts";
import { call } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["schedule", "shifts"] as const;

/** Sets up what comes to walls by the clock, and the shifts of the day. */
export function useScheduleActs() {
  const { t } = useTranslation();
  const notify = useNotices();
  const run = useToldActs(ASKED);

  /** Whether the core accepted it. */
  const done = async (act: () => Promise<unknown>) => (await run(act)) !== null;

  const put = (entry: ScheduleEntry) =>
    done(() => call("putScheduleEntry", { params: { id: entry.id }, body: entry }));
  return {
    put,
    async remove(entry: ScheduleEntry): Promise<void> {
      if (!(await done(() => call("removeScheduleEntry", { params: { id: entry.id } })))) return;
      notify({ title: entry.name, undo: { label: t("undo"), act: () => void put(entry) } });
    },
    skip: (id: string, skip: boolean) =>
      done(() => call("skipScheduleEntry", { params: { id }, body: { skip } })),
    putShifts: (shifts: readonly Shift[]) => done(() => call("putShifts", { body: { shifts: [...shifts] } })),
  };
}

export type ScheduleActs = ReturnType<typeof useScheduleActs>;
