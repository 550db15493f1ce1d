import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { AlertFigures, Alerts, Shelf } from "../../protocol/alert.ts";
import type { ListedAgency } from "../../protocol/agency.ts";
import type { CrewLink } from "../../protocol/crew.ts";
import type { DrillReport, DrillRun } from "../../protocol/drill.ts";
import type { IncidentEntry } from "../../protocol/incident-entry.ts";
import type { Clip } from "../../protocol/minute.ts";
import type { IncidentSource } from "../../protocol/incident-source.ts";
import type { ReplyOf } from "../../protocol/routes.ts";
import type { Rule } from "../../protocol/rule.ts";
import { type Answer } from "./api.ts";
import { POLL_MS, SLOW_POLL_MS, call, untold, usePolled } from "./queries.ts";

/** How often they ask for the course of the incident that is open, milliseconds. */
const ENTRIES_POLL_MS = 2000;

/** Incidents that a desk lists at once. */
const DESK_INCIDENTS = 200;

/** Incidents that wait for somebody, the worst first; read once for each time that something changed. */
export function useIncidents(): UseQueryResult<Answer<"listIncidents">> {
  return useQuery({
    queryKey: ["incidents"],
    queryFn: ({ signal, client, queryKey }) =>
      call("listIncidents", {
        query: { status: "standing", order: "urgent", limit: DESK_INCIDENTS },
        signal,
        known: client.getQueryData<Answer<"listIncidents">>(queryKey),
      }),
    refetchInterval: untold(POLL_MS),
  });
}

/** What waits for this operator; asked for by nobody else. */
export const useAlerts = (enabled: boolean): UseQueryResult<Alerts> =>
  useQuery({
    queryKey: ["alerts"],
    enabled,
    queryFn: async ({ signal }) => (await call("listAlerts", { signal })).value,
    refetchInterval: POLL_MS,
    // Who waits for a sound need not look at the page.
    refetchIntervalInBackground: true,
  });

export const useShelves = (): UseQueryResult<Shelf[]> =>
  usePolled(["shelves"], (signal) => call("listShelves", { signal }), SLOW_POLL_MS);

export const useAlertFigures = (): UseQueryResult<AlertFigures> =>
  usePolled(["figures"], (signal) => call("alertFigures", { query: { hours: 24 }, signal }), SLOW_POLL_MS);

export const useRules = (): UseQueryResult<Rule[]> =>
  usePolled(["rules"], (signal) => call("listRules", { signal }), SLOW_POLL_MS);

/** One incident with its ETag. */
export function useIncident(id: string): UseQueryResult<Answer<"getIncident">> {
  return useQuery({
    queryKey: ["incident", id],
    queryFn: ({ signal, client, queryKey }) =>
      call("getIncident", {
        params: { id },
        signal,
        known: client.getQueryData<Answer<"getIncident">>(queryKey),
      }),
    refetchInterval: untold(POLL_MS),
  });
}

/** Pairs of incidents that may be one: of one incident, or (null) the newest; read once for each change. */
export function useAlike(incidentId: string | null, enabled: boolean): UseQueryResult<Answer<"listAlike">> {
  return useQuery({
    queryKey: ["alike", incidentId],
    enabled,
    queryFn: ({ signal, client, queryKey }) =>
      call("listAlike", {
        query: incidentId === null ? {} : { incidentId },
        signal,
        known: client.getQueryData<Answer<"listAlike">>(queryKey),
      }),
    refetchInterval: untold(POLL_MS),
  });
}

/** The course of an incident, oldest first. */
export const useEntries = (id: string): UseQueryResult<IncidentEntry[]> =>
  usePolled(
    ["entries", id],
    (signal) => call("incidentEntries", { params: { id }, signal }),
    ENTRIES_POLL_MS,
  );

/** Links that crews were given for an incident, newest first. */
export const useCrewLinks = (id: string): UseQueryResult<CrewLink[]> =>
  usePolled(["crewLinks", id], (signal) => call("listCrewLinks", { params: { id }, signal }), SLOW_POLL_MS);

export const useAgencies = (): UseQueryResult<ListedAgency[]> =>
  usePolled(["agencies"], (signal) => call("listAgencies", { signal }), SLOW_POLL_MS);

export const useIncidentSources = (): UseQueryResult<IncidentSource[]> =>
  usePolled(["sources"], (signal) => call("listIncidentSources", { signal }), POLL_MS);

/** Drills, and the one that runs. */
export const useDrills = (): UseQueryResult<ReplyOf<"listDrills">> =>
  usePolled(["drills"], (signal) => call("listDrills", { signal }), POLL_MS);

/** Drills that were played, newest first. */
export const useDrillRuns = (): UseQueryResult<DrillRun[]> =>
  usePolled(["drill-runs"], (signal) => call("listDrillRuns", { signal }), SLOW_POLL_MS);

/** What happened in one of them. */
export const useDrillReport = (id: string): UseQueryResult<DrillReport> =>
  usePolled(
    ["drill-report", id],
    (signal) => call("drillReport", { params: { id }, signal }),
    ENTRIES_POLL_MS,
  );

/** Clips of one camera, newest first. */
export const useClips = (cameraId: string): UseQueryResult<Clip[]> =>
  usePolled(
    ["clips", cameraId],
    (signal) => call("listClips", { query: { cameraId }, signal }),
    SLOW_POLL_MS,
  );
