import { randomBytes } from "node:crypto";
import type { Agency, ListedAgency } from "../../../protocol/agency.ts";
import { CREW_LINK_HOURS, type CrewView } from "../../../protocol/crew.ts";
import { allows } from "../../../protocol/role.ts";
import { hashOf } from "../../access/token.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { CrewSight } from "../../store/followup-store.ts";
import type { Versioned } from "../../store/versioned.ts";
import type { Handlers } from "../api.ts";
import type { Asking, Caller } from "../caller.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type FollowupHandlers = Pick<
  Handlers,
  | "listAgencies"
  | "putAgency"
  | "removeAgency"
  | "assign"
  | "editAssignment"
  | "unassign"
  | "listCrewLinks"
  | "addCrewLink"
  | "endCrewLink"
  | "crewView"
  | "crewReport"
>;

/** What is asked of a crew's token; any other is told the same as one that is too old. */
const TOKEN = /^Bearer +([A-Za-z0-9_-]{22})$/i;

/** 128 bits: nobody guesses one while it is good. */
const newCrewToken = (): string => randomBytes(16).toString("base64url");

function tokenHash({ authorization }: Asking): string {
  const token = TOKEN.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new Fault("linkOver");
  return hashOf(token);
}

/** An agency as `caller` may see it: how it is called and what it does is for operators. */
function seenBy(caller: Caller | null, agency: ListedAgency): ListedAgency {
  if (caller !== null && allows(caller.role, "operator")) return agency;
  return { ...agency, dial: [], checklists: [] };
}

/** Agencies, who of them follows what up, and the pages of their crews. */
export function followupHandlers(
  { store, incidents, walls, agenciesChanged }: Rooms,
  clock: Clock,
): FollowupHandlers {
  const agencyVersion = async (id: string) =>
    (await store.agencies.list()).find((agency) => agency.id === id)?.version ?? 0;

  /** Changes an incident as If-Match asks, and tells the pages. */
  async function changed<Value extends Parameters<typeof incidents.put>[0][number]>(
    ifMatch: string | undefined,
    id: string,
    change: (expected: number | null) => Promise<Versioned<Value>>,
  ) {
    const { value, version } = await matching(
      ifMatch,
      "incident",
      async () => (await store.incidents.get(id)).version,
      change,
    );
    incidents.put([value]);
    return { body: value, version };
  }

  async function viewOf({ link, incident, assignment, agency }: CrewSight): Promise<CrewView> {
    const entries = await store.incidents.entries(incident.id);
    const notes = entries.flatMap(({ at, by, event }) =>
      event.kind === "note" && event.agencyId === agency.id
        ? [{ at, by, ours: by === agency.shortName, text: event.text }]
        : [],
    );
    const { kind, severity, status, text, description, place, location, occurredAt, drill } = incident;
    return {
      ...{ agency, zone: walls.site.zone, kind, severity, status, text, description, place, location },
      ...{ occurredAt, assignment, notes, expiresAt: link.expiresAt },
      ...(drill === undefined ? {} : { drill }),
      ...(link.sharesReporter && incident.reporter !== undefined ? { reporter: incident.reporter } : {}),
    };
  }

  return {
    listAgencies: async ({ caller }) => ({
      body: (await store.agencies.list()).map((agency) => seenBy(caller, agency)),
    }),
    putAgency: async ({ id, body, ifMatch }) => {
      const agency: Agency = { ...body, id };
      const { value, version } = await matching(
        ifMatch,
        "agency",
        () => agencyVersion(id),
        (expected) => store.agencies.put(agency, expected),
      );
      await agenciesChanged();
      return { body: value, version };
    },
    removeAgency: async ({ id, ifMatch }) => {
      await matching(
        ifMatch,
        "agency",
        () => agencyVersion(id),
        (expected) => store.agencies.remove(id, expected),
      );
      await agenciesChanged();
      return { body: null };
    },
    assign: (request) =>
      changed(request.ifMatch, request.id, (expected) =>
        store.incidents.assign(request.id, request.body.agencyIds, expected, callerName(request)),
      ),
    editAssignment: (request) => {
      const { id, agencyId } = request.params;
      return changed(request.ifMatch, id, (expected) =>
        store.incidents.editAssignment(id, agencyId, request.body, expected, callerName(request)),
      );
    },
    unassign: (request) => {
      const { id, agencyId } = request.params;
      return changed(request.ifMatch, id, (expected) =>
        store.incidents.unassign(id, agencyId, expected, callerName(request)),
      );
    },
    listCrewLinks: async ({ id }) => {
      await store.incidents.get(id);
      return { body: await store.crewLinks.ofIncident(id) };
    },
    addCrewLink: async (request) => {
      const { agencyId, hours = CREW_LINK_HOURS.usual, sharesReporter = false } = request.body;
      const token = newCrewToken();
      const link = await store.crewLinks.add(
        {
          ...{ tokenHash: hashOf(token), incidentId: request.id, agencyId, sharesReporter },
          expiresAt: clock.now() + hours * 3_600_000,
        },
        callerName(request),
      );
      return { body: { link, token, path: `/crew/${token}` } };
    },
    endCrewLink: async (request) => {
      const { id, linkId } = request.params;
      await store.crewLinks.end(id, linkId, callerName(request));
      return { body: null };
    },
    crewView: async ({ asking }) => ({ body: await viewOf(await store.crewLinks.open(tokenHash(asking))) }),
    crewReport: async ({ asking, body }) => {
      const sight = await store.crewLinks.report(tokenHash(asking), body);
      incidents.put([sight.incident]);
      return { body: await viewOf(sight) };
    },
  };
}
