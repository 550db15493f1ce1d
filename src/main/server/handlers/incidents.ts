import type { Handlers } from "../api.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";

type IncidentHandlers = Pick<Handlers, "listIncidents" | "addIncident" | "getIncident" | "editIncident">;

/** The pages learn of a change as soon as it is on the disk. */
export function incidentHandlers({ store, incidents, glass }: Rooms): IncidentHandlers {
  const changed = async () => {
    await incidents.load();
    glass.changed();
  };
  return {
    listIncidents: async () => ({ body: await store.incidents.list() }),
    addIncident: async ({ body, caller }) => {
      const { value, version } = await store.incidents.add(body, caller?.name ?? "core");
      await changed();
      return { body: value, version, location: `/api/incidents/${value.id}` };
    },
    getIncident: async ({ id }) => {
      const { value, version } = await store.incidents.get(id);
      return { body: value, version };
    },
    editIncident: async ({ id, body, ifMatch }) => {
      const { value, version } = await matching(
        ifMatch,
        "incident",
        async () => (await store.incidents.get(id)).version,
        (expected) => store.incidents.edit(id, body, expected),
      );
      await changed();
      return { body: value, version };
    },
  };
}
