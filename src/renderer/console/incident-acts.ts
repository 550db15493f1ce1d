import { useTranslation } from "react-i18next";
import type { AssignmentPatch, Incident, IncidentPatch } from "../../protocol/incident.ts";
import type { LikePair } from "../../protocol/likeness.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** What the desk does with an incident; what is refused is told. */
export function useIncidentActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  /** Whether it was done. */
  async function run<Value>(act: () => Promise<Value>): Promise<Value | null> {
    try {
      return await act();
    } catch (error) {
      const failed = asApiError(error);
      if (failed.kind === "preconditionFailed")
        notify({ title: t("incidents.changedTitle"), description: t("incidents.changedByOther") });
      else notify({ title: common("failed"), description: failed.message });
      return null;
    } finally {
      await askAgain("incidents", "incident", "entries", "crewLinks", "alike");
    }
  }

  /** Changes `seen`, unless somebody else did meanwhile; the incident as it is then, null where it was not done. */
  const edit = ({ id, version }: Incident, body: IncidentPatch): Promise<Incident | null> =>
    run(async () => (await call("editIncident", { params: { id }, body, ifMatch: `"${version}"` })).value);

  const join = (id: string, otherId: string) =>
    run(async () => (await call("joinIncidents", { params: { id }, body: { incidentId: otherId } })).value);
  const split = (id: string) => run(async () => (await call("splitIncident", { params: { id } })).value);
  const setApart = (id: string, otherId: string, apart: boolean) =>
    run(async () => {
      await call("setApart", { params: { id }, body: { incidentId: otherId, apart } });
      return true;
    });

  return {
    edit,
    /** Makes two one, and offers to split them again; the one that stands for both, null where it was not done. */
    async join({ stays, joins }: LikePair): Promise<Incident | null> {
      const kept = await join(stays.id, joins.id);
      if (kept === null) return null;
      const gone = kept.id === stays.id ? joins.id : stays.id;
      notify({
        title: t("followup.alike.joinedToast"),
        description: kept.text,
        undo: { label: common("undo"), act: () => void split(gone) },
      });
      return kept;
    },
    /** Splits one off, and offers to join it again. */
    async split(id: string, from: string): Promise<void> {
      const other = await split(id);
      if (other === null) return;
      notify({
        title: t("followup.alike.splitToast"),
        description: other.text,
        undo: { label: common("undo"), act: () => void join(from, id) },
      });
    },
    /** Notes that two are two, and offers to take that back. */
    async setApart({ stays, joins }: LikePair): Promise<void> {
      if ((await setApart(stays.id, joins.id, true)) === null) return;
      notify({
        title: t("followup.alike.apartToast"),
        undo: { label: common("undo"), act: () => void setApart(stays.id, joins.id, false) },
      });
    },
    /** Changes its status, and offers to take that back. */
    async put(incident: Incident, status: "acknowledged" | "closed", outcome?: string): Promise<boolean> {
      const done = await edit(incident, { status, ...(outcome === undefined ? {} : { outcome }) });
      if (done === null) return false;
      notify({
        title: status === "closed" ? t("incidents.closedToast") : t("incidents.acknowledgedToast"),
        description: incident.text,
        undo: {
          label: common("undo"),
          act: () => void edit(done, { status: incident.status }),
        },
      });
      return true;
    },
    assign: ({ id }: Incident, agencyIds: readonly string[]) =>
      run(() => call("assign", { params: { id }, body: { agencyIds: [...agencyIds] } })),
    editAssignment: ({ id }: Incident, agencyId: string, body: AssignmentPatch) =>
      run(() => call("editAssignment", { params: { id, agencyId }, body })),
    /** Offers to ask it again; what it had said is in the course alone then. */
    async unassign({ id }: Incident, agencyId: string, name: string) {
      const done = await run(() => call("unassign", { params: { id, agencyId } }));
      if (done === null) return;
      notify({
        title: t("followup.unassigned", { name }),
        undo: {
          label: common("undo"),
          act: () => void run(() => call("assign", { params: { id }, body: { agencyIds: [agencyId] } })),
        },
      });
    },
    /** The link, which is told this once; null where it was not made. */
    addCrewLink: ({ id }: Incident, agencyId: string, sharesReporter: boolean) =>
      run(
        async () => (await call("addCrewLink", { params: { id }, body: { agencyId, sharesReporter } })).value,
      ),
    endCrewLink: ({ id }: Incident, linkId: string) =>
      run(() => call("endCrewLink", { params: { id, linkId } })),
    note: ({ id }: Incident, text: string, agencyId: string | null) =>
      run(() =>
        call("addNote", { params: { id }, body: { text, ...(agencyId === null ? {} : { agencyId }) } }),
      ),
  };
}
