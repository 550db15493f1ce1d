import { QueryClient, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Layout } from "../../layouts/layout.ts";
import type { Admission } from "../../protocol/admission.ts";
import type { BrightnessState } from "../../protocol/brightness.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Display } from "../../protocol/display.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { Image } from "../../protocol/image.ts";
import type { LayoutTour } from "../../protocol/layout-tour.ts";
import type { MapFace, MapSetUp } from "../../protocol/map.ts";
import type { OutputState } from "../../protocol/output.ts";
import type { WaitingScreen } from "../../protocol/pairing.ts";
import type { Presence } from "../../protocol/presence.ts";
import type { PtzLockFace } from "../../protocol/ptz.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Standby } from "../../protocol/standby.ts";
import type { Schedule } from "../../protocol/schedule.ts";
import type { ShiftPlan } from "../../protocol/shift.ts";
import type { ShownPattern } from "../../protocol/pattern.ts";
import type { Take, WallOnGlass } from "../../protocol/wall.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { type Answer, ApiError, createCall } from "./api.ts";

/** How often the pages of the desk ask what is on the glass, milliseconds. */
export const POLL_MS = 1000;
/** How often they ask for what seldom changes. */
export const SLOW_POLL_MS = 5000;
/** How much seldomer what the core tells by itself is asked for while it does. */
const TOLD_SELDOMER = 8;
/** Whether the core tells this page what changes. */
export const told = { now: false };
/** How often what the core tells by itself is asked for, milliseconds. */
export const untold = (ms: number) => () => (told.now ? ms * TOLD_SELDOMER : ms);
/** How often a take that is under way is asked for. */
const TAKE_POLL_MS = 150;

/** The client of the desk's pages. */
export const call = createCall(spokenLanguage);

/** Queries that never give up, because a wall has no internet and the core may be away for a while. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", retry: false, refetchOnWindowFocus: true, staleTime: 0 },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** What `ask` answers, asked for again `every` so many milliseconds. */
export function usePolled<Value>(
  key: readonly string[],
  ask: (signal: AbortSignal) => Promise<{ readonly value: Value }>,
  every: number | (() => number),
): UseQueryResult<Value> {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await ask(signal)).value,
    refetchInterval: every,
  });
}

/** Tours of layouts, of every wall. */
export const useLayoutTours = (): UseQueryResult<LayoutTour[]> =>
  usePolled(["tours"], (signal) => call("listTours", { signal }), untold(SLOW_POLL_MS));

/** Screens that wait to be told which outputs they are, for a technician. */
export const usePairings = (): UseQueryResult<WaitingScreen[]> =>
  usePolled(["pairings"], (signal) => call("listPairings", { signal }), SLOW_POLL_MS);

/** Pictures that people uploaded. */
export const useImages = (): UseQueryResult<Image[]> =>
  usePolled(["images"], (signal) => call("listImages", { signal }), untold(SLOW_POLL_MS));

/** What stands over walls that are hidden. */
export const useStandby = (): UseQueryResult<Standby> =>
  usePolled(["standby"], (signal) => call("getStandby", { signal }), untold(SLOW_POLL_MS));

/** What comes to walls by the clock. */
export const useSchedule = (): UseQueryResult<Schedule> =>
  usePolled(["schedule"], (signal) => call("getSchedule", { signal }), untold(SLOW_POLL_MS));

export const useShifts = (): UseQueryResult<ShiftPlan> =>
  usePolled(["shifts"], (signal) => call("getShifts", { signal }), untold(SLOW_POLL_MS));

/** What signed the certificate of these pages. */
export const useTrust = (): UseQueryResult<Trust> =>
  usePolled(["trust"], (signal) => call("trust", { signal }), SLOW_POLL_MS);

export const useCameras = (): UseQueryResult<Camera[]> =>
  usePolled(["cameras"], (signal) => call("listCameras", { signal }), untold(SLOW_POLL_MS));

/** What maps stand on. */
export const useMapFace = (): UseQueryResult<MapFace> =>
  usePolled(["map"], (signal) => call("getMap", { signal }), SLOW_POLL_MS);

/** What was set to lie under maps, for a technician. */
export const useMapSetUp = (): UseQueryResult<MapSetUp> =>
  usePolled(["map-settings"], (signal) => call("getMapSettings", { signal }), SLOW_POLL_MS);

export const useLayouts = (): UseQueryResult<Layout[]> =>
  usePolled(["layouts"], (signal) => call("listLayouts", { signal }), untold(SLOW_POLL_MS));

/** Desks that are open. */
export const usePresences = (): UseQueryResult<Presence[]> =>
  usePolled(["presence"], (signal) => call("listPresence", { signal }), untold(SLOW_POLL_MS));

/** One layout with its version, for edits; null asks for none. */
export function useLayout(id: string | null): UseQueryResult<Answer<"getLayout">> {
  return useQuery({
    queryKey: ["layout", id],
    enabled: id !== null,
    queryFn: ({ signal, client, queryKey }) =>
      call("getLayout", {
        params: { id: id ?? "" },
        signal,
        known: client.getQueryData<Answer<"getLayout">>(queryKey),
      }),
    refetchInterval: untold(POLL_MS),
  });
}

export const useFeeds = (): UseQueryResult<Feed[]> =>
  usePolled(["feeds"], (signal) => call("listFeeds", { signal }), POLL_MS);

export const useDisplays = (): UseQueryResult<Display[]> =>
  usePolled(["displays"], (signal) => call("listDisplays", { signal }), SLOW_POLL_MS);

export const useOutputs = (): UseQueryResult<OutputState[]> =>
  usePolled(["outputs"], (signal) => call("listOutputs", { signal }), POLL_MS);

export const useBrightness = (): UseQueryResult<BrightnessState> =>
  usePolled(["brightness"], (signal) => call("getBrightness", { signal }), SLOW_POLL_MS);

export const usePatterns = (): UseQueryResult<ShownPattern[]> =>
  usePolled(["patterns"], (signal) => call("listPatterns", { signal }), POLL_MS);

/**
 * The site with its ETag, for a change that must not run over another's. It is read once: reading 2,000 panels takes
 * longer than a frame.
 */
export function useSite(): UseQueryResult<Answer<"getSite">> {
  return useQuery({
    queryKey: ["site"],
    queryFn: ({ signal, client, queryKey }) =>
      call("getSite", { signal, known: client.getQueryData<Answer<"getSite">>(queryKey) }),
    refetchInterval: SLOW_POLL_MS,
  });
}

export const useWall = (wallId: string): UseQueryResult<WallOnGlass> =>
  usePolled(
    ["wall", wallId],
    (signal) => call("getWall", { params: { id: wallId }, signal }),
    untold(POLL_MS),
  );

/** Who steers a camera. */
export const usePtzLock = (cameraId: string): UseQueryResult<PtzLockFace> =>
  usePolled(
    ["ptz-lock", cameraId],
    (signal) => call("getPtzLock", { params: { id: cameraId }, signal }),
    untold(SLOW_POLL_MS),
  );

/** Whether the display PCs can carry a layout on a wall. */
export const useAdmission = (wallId: string, layoutId: string): UseQueryResult<Admission> =>
  usePolled(
    ["admission", wallId, layoutId],
    (signal) => call("admission", { params: { id: wallId }, query: { layoutId }, signal }),
    SLOW_POLL_MS,
  );

/**
 * How soon a take is asked for again; false once that is of no use. One that is complete without an output to show it
 * goes on with the first that comes.
 */
function takeAgain(take: Take | undefined): number | false {
  if (take?.state === "pending") return TAKE_POLL_MS;
  const unseen = take?.state === "complete" && take.outputs.every(({ completedAt }) => completedAt === null);
  return take === undefined || unseen ? POLL_MS : false;
}

/** A take until it is settled; null asks for none. */
export function useTake(takeId: string | null): UseQueryResult<Take> {
  return useQuery({
    queryKey: ["take", takeId],
    enabled: takeId !== null,
    queryFn: async ({ signal }) => (await call("getTake", { params: { id: takeId ?? "" }, signal })).value,
    refetchInterval: ({ state }) => takeAgain(state.data),
  });
}

/** Whether the core answers; `since` is the time of its last answer, milliseconds since 1970. */
export function useCore(): { readonly lost: boolean; readonly since: number } {
  const health = useQuery({
    queryKey: ["health"],
    queryFn: async ({ signal }) => (await call("health", { signal })).value,
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: true,
  });
  return { lost: health.isError, since: health.dataUpdatedAt };
}

export type Asked =
  | "me"
  | "accounts"
  | "favourites"
  | "sessions"
  | "tokens"
  | "cameras"
  | "layouts"
  | "layout"
  | "presence"
  | "schedule"
  | "shifts"
  | "tours"
  | "images"
  | "standby"
  | "feeds"
  | "outputs"
  | "incidents"
  | "incident"
  | "entries"
  | "alike"
  | "agencies"
  | "crewLinks"
  | "patterns"
  | "brightness"
  | "site"
  | "wall"
  | "ptz-lock"
  | "admission"
  | "clips"
  | "map"
  | "map-settings"
  | "alerts"
  | "shelves"
  | "rules"
  | "sources"
  | "drills"
  | "drill-runs"
  | "drill-report";

/** Asks again at once, after an act of one's own. */
export function useAskAgain(): (...keys: Asked[]) => Promise<void> {
  const queries = useQueryClient();
  // The same as long as the page is: acts that use it are remembered by it.
  return useCallback(
    async (...keys: Asked[]) => {
      await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    [queries],
  );
}

/** The error as one of ours; a fault of the page itself becomes `internal`. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError("internal", 0, error instanceof Error ? error.message : String(error));
}
