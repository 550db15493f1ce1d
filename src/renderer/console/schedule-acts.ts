import { useTranslation } from "react-i18next";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
import type { Shift } from "../../protocol/shift.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Sets up what comes to walls by the clock, and the shifts of the day. */
export function useScheduleActs() {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  /** Whether the core accepted it. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
      return false;
    } finally {
      await askAgain("schedule", "shifts");
    }
  }

  const put = (entry: ScheduleEntry) =>
    run(() => call("putScheduleEntry", { params: { id: entry.id }, body: entry }));
  return {
    put,
    async remove(entry: ScheduleEntry): Promise<void> {
      if (!(await run(() => call("removeScheduleEntry", { params: { id: entry.id } })))) return;
      notify({ title: entry.name, undo: { label: t("undo"), act: () => void put(entry) } });
    },
    skip: (id: string, skip: boolean) =>
      run(() => call("skipScheduleEntry", { params: { id }, body: { skip } })),
    putShifts: (shifts: readonly Shift[]) => run(() => call("putShifts", { body: { shifts: [...shifts] } })),
  };
}

export type ScheduleActs = ReturnType<typeof useScheduleActs>;
