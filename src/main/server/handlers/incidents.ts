import { z } from "zod";
import type { Incident } from "../../../protocol/incident.ts";
import { type LikePair, likePairSchema, MOST_PAIRS, staysOf } from "../../../protocol/likeness.ts";
import { allows } from "../../../protocol/role.ts";
import type { Handlers } from "../api.ts";
import type { Caller } from "../caller.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type IncidentHandlers = Pick<
  Handlers,
  | "listIncidents"
  | "countIncidents"
  | "addIncident"
  | "getIncident"
  | "editIncident"
  | "incidentEntries"
  | "incidentVersions"
  | "addNote"
  | "listAlike"
  | "joinIncidents"
  | "splitIncident"
  | "setApart"
>;

/** An incident as `caller` may see it: who reported it is for operators. */
function seenBy(caller: Caller | null, incident: Incident): Incident {
  if (caller !== null && allows(caller.role, "operator")) return incident;
  const { reporter: _, ...seen } = incident;
  return seen;
}

/** The pages learn of a change as soon as it is on the disk. */
export function incidentHandlers({ store, incidents, answers }: Rooms): IncidentHandlers {
  return {
    listIncidents: async ({ query, caller }) => {
      const revision = incidents.revision;
      const found = await store.incidents.list(query);
      return {
        body: found.map((incident) => seenBy(caller, incident)),
        version: revision,
      };
    },
    countIncidents: () => ({ body: incidents.counts() }),
    listAlike: async ({ query }) => {
      const revision = incidents.revision;
      const found = await store.incidents.pairs(query.incidentId ?? null, MOST_PAIRS);
      const body = found.flatMap(({ ids: [one, other], distanceM, apartS }): LikePair[] => {
        const [a, b] = [incidents.find(one), incidents.find(other)];
        if (a === null || b === null) return [];
        const stays = staysOf(a, b);
        return [{ stays, joins: stays === a ? b : a, distanceM, apartS }];
      });
      return { body: z.array(likePairSchema).parse(body), version: revision };
    },
    joinIncidents: async (request) => {
      const { id, body } = request;
      const { stays, other } = await store.incidents.join(id, body.incidentId, callerName(request));
      incidents.put([stays, other]);
      return { body: stays, version: stays.version };
    },
    splitIncident: async (request) => {
      const { stays, other } = await store.incidents.split(request.id, callerName(request));
      incidents.put([stays, other]);
      return { body: other, version: other.version };
    },
    setApart: async (request) => {
      const { id, body } = request;
      await store.incidents.setApart(id, body.incidentId, body.apart, callerName(request));
      incidents.touch();
      return { body: null };
    },
    addIncident: async (request) => {
      const { value, version } = await store.incidents.add(request.body, callerName(request));
      incidents.put([value]);
      return { body: value, version, location: `/api/incidents/${value.id}` };
    },
    getIncident: async ({ id, caller }) => {
      const { value, version } = await store.incidents.get(id);
      return { body: seenBy(caller, value), version };
    },
    editIncident: async (request) => {
      const { id, body, ifMatch } = request;
      const { value, version } = await matching(
        ifMatch,
        "incident",
        async () => (await store.incidents.get(id)).version,
        (expected) => store.incidents.edit(id, body, expected, callerName(request)),
      );
      incidents.put([value]);
      return { body: value, version };
    },
    incidentEntries: async ({ id }) => {
      await store.incidents.get(id);
      return { body: await store.incidents.entries(id) };
    },
    incidentVersions: async ({ id }) => ({ body: await store.incidents.versions(id) }),
    addNote: async (request) => {
      const { id, body } = request;
      await store.incidents.enter(id, { kind: "note", ...body }, callerName(request));
      answers.poke();
      return { body: null };
    },
  };
}
