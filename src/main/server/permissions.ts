import { camerasOf, imagesOf } from "../../layouts/content-cameras.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import type { ReplyOf, RouteName } from "../../protocol/routes.ts";
import { Fault } from "../base/fault.ts";
import type { Caller } from "./caller.ts";
import { ImageUses } from "./image-uses.ts";
import type { ApiRequest, ToldBy } from "./request.ts";
import type { Rooms } from "./rooms.ts";
import { seenHandover, seenMatters, seesHandover } from "./seen-handover.ts";
import type { Sight } from "./sight.ts";

/** What a route does for somebody who sees a part of the site alone. */
interface Permission<Name extends RouteName> {
  /** Faults with `notFound` where what is asked for is none of theirs, as if it were not there. */
  readonly asks?: (request: ApiRequest<Name>, sight: Sight) => void | Promise<void>;
  /** Leaves out what is none of theirs; faults with `notFound` where that is all there is. */
  readonly tells?: (body: ToldBy<Name>, sight: Sight) => ToldBy<Name>;
}

interface ImageAsked {
  readonly id: string;
  readonly caller: Caller | null;
}

/**
 * One line a route, so that a new one cannot be forgotten. Null: nothing of a wall or camera is asked for or told by it, or
 * it is for technicians, who see everything.
 */
export type Permissions = { readonly [Name in RouteName]: Permission<Name> | null };

export function permissionsOf({
  store,
  rules,
  layoutTours,
  schedules,
  walls,
  images,
  standbys,
}: Pick<
  Rooms,
  "store" | "rules" | "layoutTours" | "schedules" | "walls" | "images" | "standbys"
>): Permissions {
  const wall = ({ id }: { readonly id: string }, sight: Sight) => sight.need("wall", id);
  const camera = ({ id }: { readonly id: string }, sight: Sight) => sight.need("camera", id);
  const tour = ({ id }: { readonly id: string }, sight: Sight) => {
    if (!sight.sees("wall", layoutTours.get(id).wallId))
      throw new Fault("notFound", { what: "layoutTour", id });
  };
  const scheduled = ({ id }: { readonly id: string }, sight: Sight) => {
    if (!sight.sees("wall", schedules.get(id).wallId))
      throw new Fault("notFound", { what: "scheduleEntry", id });
  };
  const clip = async ({ id }: { readonly id: string }, sight: Sight) => {
    const { cameraId } = await store.clips.get(id);
    if (!sight.sees("camera", cameraId)) throw new Fault("notFound", { what: "clip", id });
  };
  const layoutSeen = async (id: string, sight: Sight): Promise<Layout> => {
    const { value } = await store.layouts.get(id);
    if (!sight.sees("wall", value.wallId)) throw new Fault("notFound", { what: "layout", id });
    return value;
  };
  const handover = async ({ id }: { readonly id: string }, sight: Sight) => {
    if (!seesHandover(await store.handovers.get(id), sight))
      throw new Fault("notFound", { what: "handover", id });
  };
  const layout = async ({ id }: { readonly id: string }, sight: Sight) => {
    await layoutSeen(id, sight);
  };
  const uses = new ImageUses({ store, walls, standbys });
  const needImages = (ids: readonly string[], { caller }: Pick<ImageAsked, "caller">, sight: Sight) =>
    uses.need(
      ids.map((id) => images.get(id)),
      caller?.name ?? "",
      sight,
    );
  const image = (asked: ImageAsked, sight: Sight) => needImages([asked.id], asked, sight);
  /** Cameras and pictures that are put somewhere are seen, or were there already. */
  const put = async (
    asked: Pick<ImageAsked, "caller">,
    tiles: readonly Tile[],
    before: readonly Tile[],
    sight: Sight,
  ) => {
    const there = new Set(before.flatMap(({ content }) => camerasOf(content)));
    for (const id of tiles.flatMap(({ content }) => camerasOf(content)))
      if (!there.has(id)) sight.need("camera", id);
    const shown = new Set(imagesOf(before));
    const added = [...new Set(imagesOf(tiles))].filter((id) => !shown.has(id));
    await needImages(added, asked, sight);
  };
  const edited = (edits: ApiRequest<"editWall">["body"]["edits"]) =>
    edits.flatMap((edit) => (edit.kind === "put" ? [edit.tile] : []));

  return {
    ...{ trust: null, authority: null },
    ...{ health: null, setUp: null, signIn: null, signOut: null, me: null },
    ...{ listAccounts: null, addAccount: null, editAccount: null, removeAccount: null },
    ...{ editMe: null, changePassword: null, changePin: null, lockDesk: null, unlockDesk: null },
    ...{ listSessions: null, endSession: null, listTokens: null, addToken: null, removeToken: null },
    ...{ listAudit: null, checkAudit: null, auditTable: null, auditLines: null },

    // Told by what `request.sight` sees.
    favourites: null,
    putFavourites: {
      asks: ({ body }, sight) => {
        for (const id of body.cameraIds) sight.need("camera", id);
      },
    },
    listCameras: { tells: (cameras, sight) => cameras.filter(({ id }) => sight.sees("camera", id)) },
    getCamera: { asks: camera },
    ...{ addCamera: null, editCamera: null, removeCamera: null, probeCamera: null, importCameras: null },
    ...{ cameraEvents: null, discover: null, inspectDevice: null },
    picture: { asks: camera },
    getPtz: { asks: camera },
    ptz: { asks: camera },
    ...{ getPtzLock: { asks: camera }, takePtzLock: { asks: camera }, leavePtzLock: { asks: camera } },
    makeClip: { asks: camera },
    listClips: { tells: (clips, sight) => clips.filter(({ cameraId }) => sight.sees("camera", cameraId)) },
    getClip: { asks: clip },
    clipFile: { asks: clip },
    clipStill: { asks: clip },
    clipChecksum: { asks: clip },
    clipRecord: { asks: clip },
    removeClip: null,
    listFeeds: { tells: (feeds, sight) => feeds.filter((feed) => sight.seesFeed(feed)) },

    getSite: { tells: seenSite },
    shownSite: {
      tells: ({ site, trial }, sight) => ({ site: seenSite(site, sight), trial }),
    },
    ...{ putSite: null, siteSchema: null, siteTrial: null, trySite: null, confirmSite: null, endTrial: null },
    listLayouts: { tells: (layouts, sight) => layouts.filter(({ wallId }) => sight.sees("wall", wallId)) },
    addLayout: {
      asks: async (request, sight) => {
        const { body } = request;
        sight.need("wall", body.wallId);
        await put(request, body.tiles, [], sight);
      },
    },
    getLayout: { asks: layout },
    putLayout: {
      asks: async (request, sight) => {
        const { id, body } = request;
        const { tiles } = await layoutSeen(id, sight);
        sight.need("wall", body.wallId);
        await put(request, body.tiles, tiles, sight);
      },
    },
    editLayout: {
      asks: async (request, sight) =>
        put(request, edited(request.body.edits), (await layoutSeen(request.id, sight)).tiles, sight),
    },
    layoutEdits: { asks: layout },
    removeLayout: { asks: layout },
    // Of all pictures those are told that `request.sight` sees.
    ...{ listImages: null, addImage: null },
    // Who removed it, and who sees the whole site.
    restoreImage: null,
    ...{ getImage: { asks: image }, imageFile: { asks: image }, removeImage: { asks: image } },

    getWall: { asks: wall },
    admission: {
      asks: async ({ id, query }, sight) => {
        sight.need("wall", id);
        await layoutSeen(query.layoutId, sight);
      },
      // A display PC may show other walls as well.
      tells: (admission, sight) => ({
        ...admission,
        displays: admission.displays.map((display) => ({
          ...display,
          lowered: display.lowered.map((step) => ({
            ...step,
            tiles: step.tiles.filter(({ wallId }) => sight.sees("wall", wallId)),
          })),
        })),
      }),
    },
    startReplay: { asks: wall },
    stopReplay: { asks: wall },
    steerTour: { asks: wall },
    take: {
      asks: async ({ id, body }, sight) => {
        sight.need("wall", id);
        await layoutSeen(body.layoutId, sight);
      },
    },
    getStandby: {
      tells: ({ logoId, walls: all }, sight) => ({
        logoId,
        walls: all.filter(({ wallId }) => sight.sees("wall", wallId)),
      }),
    },
    putLogo: null,
    putStandby: {
      asks: async ({ id, body }, sight) => {
        sight.need("wall", id);
        if (body.layoutId !== null) await layoutSeen(body.layoutId, sight);
      },
    },
    undo: { asks: wall },
    editWall: {
      asks: async (request, sight) => {
        const { id, body } = request;
        sight.need("wall", id);
        const [last] = await store.takes.ofWall(id, 1);
        await put(request, edited(body.edits), last?.tiles ?? [], sight);
      },
    },
    hide: { asks: wall },
    show: { asks: wall },
    lock: { asks: wall },
    unlock: { asks: wall },
    getTake: {
      tells: (take, sight) => {
        if (!sight.sees("wall", take.wallId)) throw new Fault("notFound", { what: "take", id: take.id });
        return take;
      },
    },
    wallChanges: { asks: wall },
    wallMoment: { asks: wall },
    listOutputs: {
      tells: (outputs, sight) => outputs.filter(({ outputId }) => sight.sees("output", outputId)),
    },
    ...{ openPairing: null, claimPairing: null, listPairings: null, pairOutput: null },
    ...{ outputCode: null, listDisplays: null, putDisplays: null },
    listPatterns: {
      tells: (patterns, sight) =>
        patterns.filter(({ target }) =>
          target.kind === "output"
            ? sight.sees("output", target.outputId)
            : sight.sees("wall", target.wallId),
        ),
    },
    ...{ showPattern: null, endPattern: null, endPatterns: null },
    ...{ getBrightness: null, setBrightness: null, monitorsDim: null },

    // What happened in the city is everybody's; pictures of it are not.
    ...{
      listIncidents: null,
      countIncidents: null,
      listAlike: null,
      joinIncidents: null,
      splitIncident: null,
    },
    ...{ setApart: null, addIncident: null, getIncident: null, editIncident: null, incidentVersions: null },
    addNote: null,
    incidentEntries: {
      tells: (entries, sight) =>
        entries.filter(({ event }) => {
          if (event.kind === "raised" || event.kind === "restored") return sight.sees("wall", event.wallId);
          return (
            !("cameraId" in event) || event.cameraId === undefined || sight.sees("camera", event.cameraId)
          );
        }),
    },
    ...{ listDrills: null, putDrill: null, removeDrill: null, startDrill: null, pauseDrill: null },
    ...{ resumeDrill: null, stopDrill: null, listDrillRuns: null, drillReport: null },
    ...{
      listIncidentSources: null,
      addIncidentSource: null,
      tryIncidentSource: null,
      getIncidentSource: null,
    },
    ...{ editIncidentSource: null, removeIncidentSource: null, rotateSourceSecret: null },
    ...{ listAgencies: null, putAgency: null, removeAgency: null, assign: null, editAssignment: null },
    ...{ unassign: null, listCrewLinks: null, addCrewLink: null, endCrewLink: null },
    ...{ crewView: null, crewReport: null },
    ...{ listRules: null, addRule: null, getRule: null, putRule: null, removeRule: null, tryRule: null },
    listRaises: {
      tells: (raises, sight) =>
        raises
          .filter(({ wallId }) => sight.sees("wall", wallId))
          .map((raise) => ({
            ...raise,
            cameras: raise.cameras.filter(({ cameraId }) => sight.sees("camera", cameraId)),
          })),
    },
    endRaise: {
      asks: ({ id }, sight) => {
        const raise = rules.raises.list().find((one) => one.id === id);
        if (raise !== undefined && !sight.sees("wall", raise.wallId))
          throw new Fault("notFound", { what: "raise", id });
      },
    },
    ...{ listAlerts: null, alertFigures: null, listShelves: null, addShelf: null, removeShelf: null },
    ...{ getMap: null, getMapSettings: null, putMapSettings: null, getMapBoundary: null },
    ...{ putMapBoundary: null, removeMapBoundary: null, month: null, monthTable: null },

    ...{ getMachine: null, supportBundle: null },
    openMatters: { tells: seenMatters },
    listHandovers: null,
    // Those of walls that are none of theirs are left out by the handler.
    getHandover: { asks: handover, tells: seenHandover },
    handOver: {
      asks: ({ body }, sight) => {
        for (const id of body.wallIds ?? []) sight.need("wall", id);
      },
      tells: seenHandover,
    },
    takeOver: { asks: handover, tells: seenHandover },
    // A day's sheet, also as a table, is made of the cameras that `request.sight` sees.
    ...{ daySheet: null, dayTable: null },
    // Its notices are told by what `request.sight` sees.
    events: null,
    listPresence: { tells: (desks, sight) => desks.filter(({ wallId }) => sight.sees("wall", wallId)) },
    putPresence: { asks: ({ body }, sight) => sight.need("wall", body.wallId) },
    leave: null,
    ...{ getShifts: null, putShifts: null },
    listTours: { tells: (tours, sight) => tours.filter(({ wallId }) => sight.sees("wall", wallId)) },
    putTour: {
      asks: async ({ id, body }, sight) => {
        sight.need("wall", body.wallId);
        for (const { layoutId } of body.steps) await layoutSeen(layoutId, sight);
        if (layoutTours.all.some((one) => one.id === id)) tour({ id }, sight);
      },
    },
    removeTour: { asks: tour },
    startTour: {
      asks: ({ id, body }, sight) => {
        sight.need("wall", id);
        tour({ id: body.tourId }, sight);
      },
    },
    steerWallTour: { asks: wall },
    getSchedule: {
      tells: ({ entries, walls }, sight) => ({
        entries: entries.filter(({ wallId }) => sight.sees("wall", wallId)),
        walls: walls.filter(({ wallId }) => sight.sees("wall", wallId)),
      }),
    },
    putScheduleEntry: {
      asks: async ({ id, body: { wallId, does } }, sight) => {
        sight.need("wall", wallId);
        if (does.kind === "layout") await layoutSeen(does.layoutId, sight);
        else tour({ id: does.tourId }, sight);
        if (schedules.all.entries.some((one) => one.id === id)) scheduled({ id }, sight);
      },
    },
    removeScheduleEntry: { asks: scheduled },
    skipScheduleEntry: { asks: scheduled },
    stopTour: { asks: wall },
  };
}

function seenSite(site: ReplyOf<"getSite">, sight: Sight): ReplyOf<"getSite"> {
  return {
    ...site,
    walls: site.walls.filter(({ id }) => sight.sees("wall", id)),
    outputs: site.outputs.filter(({ id }) => sight.sees("output", id)),
    viewports: site.viewports.filter(
      ({ wallId, outputId }) => sight.sees("wall", wallId) && sight.sees("output", outputId),
    ),
  };
}
