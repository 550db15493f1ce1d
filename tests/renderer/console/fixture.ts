import fastifyStatic from "@fastify/static";
import { z } from "zod";
import { fastify, type FastifyInstance } from "fastify";
import { applyEdits, renamed } from "../../../src/layouts/edit/edit.ts";
import type { Layout } from "../../../src/layouts/layout.ts";
import type { Site } from "../../../src/layouts/site.ts";
import type { Camera } from "../../../src/protocol/camera.ts";
import type { FaultKind } from "../../../src/protocol/fault.ts";
import type { Feed } from "../../../src/protocol/feed.ts";
import type { Incident } from "../../../src/protocol/incident.ts";
import type { OutputState } from "../../../src/protocol/output.ts";
import { routes, type RouteName } from "../../../src/protocol/routes.ts";
import { isMedia } from "../../../src/protocol/routes/route.ts";
import type { Me } from "../../../src/protocol/me.ts";
import { builtPages } from "../fixtures/pages.ts";
import type { Take, TakeFailure, WallOnGlass, WallState } from "../../../src/protocol/wall.ts";

const paramsSchema = z.record(z.string(), z.string());
type Params = z.infer<typeof paramsSchema>;

/** What is answered where a scene says nothing of it. */
const quiet: Partial<Record<RouteName, unknown>> = {
  listAlerts: { told: [], held: null, shelved: 0 },
  listShelves: [],
  listRules: [],
  listRaises: [],
  listTours: [],
  listImages: [],
  getStandby: { logoId: null, walls: [] },
  getSchedule: { entries: [], walls: [] },
  getShifts: { shifts: [], currentId: null },
};

function isRoute(name: string): name is RouteName {
  return Object.hasOwn(routes, name);
}

/** Everything a desk can be told; a test sets what it is about, the rest stays empty. */
export interface Scene {
  me: Me;
  site: Site;
  cameras: Camera[];
  feeds: Feed[];
  layouts: Layout[];
  outputs: OutputState[];
  incidents: Incident[];
  walls: Record<string, WallState & Partial<Pick<WallOnGlass, "curtain" | "lock" | "tours" | "tour">>>;
  takes: Record<string, Take>;
  /** What other paths answer. */
  answers?: Partial<Record<RouteName, unknown>>;
  /** Of these paths only the next answer; then they do what they do. */
  answersOnce?: RouteName[];
}

/** A refusal that a test asks for: the next call of `name` gets it. */
interface Refusal {
  readonly status: number;
  readonly kind: FaultKind;
  readonly detail: string;
  readonly errors?: readonly { field: string; detail: string }[];
}

export interface ScriptedCore {
  url: string;
  scene: Scene;
  /** Starts over with another scene. */
  play(scene: Scene): void;
  /** Every call that changes something, in order. */
  readonly calls: {
    name: RouteName;
    params: Params;
    body: unknown;
    ifMatch: string | null;
  }[];
  /** What the next takes come to on every output. */
  outcome: { state: Take["state"]; failures: TakeFailure[] };
  refuseNext(name: RouteName, refusal: Refusal): void;
  /** Also its death: the port closes, and what is connected is cut. */
  close(): Promise<void>;
}

/**
 * Plays the core at the REST paths, for scenes that a real one reaches only by breaking cameras and displays one
 * by one. What it answers is parsed by the contract's own schemas first.
 */
export async function startScriptedCore(scene: Scene, port = 0): Promise<ScriptedCore> {
  const app: FastifyInstance = fastify({ forceCloseConnections: true });
  const refusals = new Map<RouteName, Refusal>();
  const core: ScriptedCore = {
    url: "",
    scene,
    calls: [],
    outcome: { state: "complete", failures: [] },
    play(next) {
      core.scene = next;
      core.calls.length = 0;
      core.outcome = { state: "complete", failures: [] };
      refusals.clear();
    },
    refuseNext: (name, refusal) => void refusals.set(name, refusal),
    close: () => app.close(),
  };
  await app.register(fastifyStatic, { root: builtPages, index: false });
  app.get("/", (_, reply) => reply.sendFile("console/index.html"));
  app.get("/state", (_, reply) => reply.sendFile("state/index.html"));
  for (const path of ["/incidents/sources", "/incidents/agencies", "/incidents/drills"])
    app.get(path, (_, reply) => reply.sendFile("incidents/index.html"));
  for (const path of ["/technician", "/technician/sheet", "/technician/room"])
    app.get(path, (_, reply) => reply.sendFile("technician/index.html"));

  const now = () => ({ by: core.scene.me.name ?? "tamu", at: new Date().toISOString() });

  function record(list: readonly { id: string }[], id: string | undefined) {
    return list.find((each) => each.id === id);
  }

  function take(wallId: string, layoutId: string | null): { takeId: string } {
    const before = core.scene.walls[wallId];
    const layout = core.scene.layouts.find(({ id }) => id === layoutId);
    if (before === undefined) throw new Error(`no wall ${wallId}`);
    const takeId = `take-${before.revision + 1}`;
    const takenAt = new Date().toISOString();
    core.scene.walls[wallId] = {
      ...before,
      layoutId,
      takeId,
      takenAt,
      takenBy: core.scene.me.name ?? "tamu",
      revision: before.revision + 1,
      tiles: layout?.tiles ?? [],
    };
    core.scene.takes[takeId] = {
      id: takeId,
      wallId,
      layoutId,
      state: core.outcome.state,
      takenAt,
      takenBy: "operator",
      outputs: core.scene.outputs.map(({ outputId }) => ({
        outputId,
        completedAt: new Date(Date.parse(takenAt) + 212).toISOString(),
        failures: core.outcome.failures,
      })),
    };
    return { takeId };
  }

  const answers: Partial<Record<RouteName, (params: Params, body: unknown) => unknown>> = {
    health: () => ({ status: "ok" }),
    me: () => core.scene.me,
    listCameras: () => core.scene.cameras,
    getCamera: ({ id }) => record(core.scene.cameras, id),
    listFeeds: () => core.scene.feeds,
    getSite: () => core.scene.site,
    listLayouts: () => core.scene.layouts,
    getLayout: ({ id }) => record(core.scene.layouts, id),
    addLayout: (_, body) => {
      const made = { id: `layout-${core.scene.layouts.length + 1}`, ...routes.addLayout.body.parse(body) };
      core.scene.layouts = [...core.scene.layouts, made];
      return made;
    },
    editLayout: ({ id }, body) => {
      const { edits } = routes.editLayout.body.parse(body);
      core.scene.layouts = core.scene.layouts.map((layout) =>
        layout.id === id
          ? { ...layout, name: renamed(layout.name, edits), tiles: applyEdits(layout.tiles, edits) }
          : layout,
      );
      return { layout: record(core.scene.layouts, id), version: 7, conflicts: [] };
    },
    editWall: ({ id = "" }, body) => {
      const wall = core.scene.walls[id];
      if (wall === undefined) return undefined;
      const tiles = applyEdits(wall.tiles, routes.editWall.body.parse(body).edits);
      const basedOn = wall.layoutId ?? wall.basedOn;
      const revision = wall.revision + 1;
      core.scene.walls[id] = { ...wall, layoutId: null, basedOn, revision, tiles };
      return { takeId: wall.takeId, revision, conflicts: [] };
    },
    hide: ({ id = "" }, body) => {
      const { tileIds } = routes.hide.body.parse(body);
      const curtain = { all: tileIds === undefined, tileIds: tileIds ?? [], ...now() };
      const wall = core.scene.walls[id];
      if (wall !== undefined) core.scene.walls[id] = { ...wall, curtain };
      return curtain;
    },
    show: ({ id = "" }) => {
      const wall = core.scene.walls[id];
      if (wall !== undefined) core.scene.walls[id] = { ...wall, curtain: null };
      return null;
    },
    lock: ({ id = "" }, body) => {
      const lock = { ...now(), ...routes.lock.body.parse(body) };
      const wall = core.scene.walls[id];
      if (wall !== undefined) core.scene.walls[id] = { ...wall, lock };
      return lock;
    },
    unlock: ({ id = "" }) => {
      const wall = core.scene.walls[id];
      if (wall !== undefined) core.scene.walls[id] = { ...wall, lock: null };
      return null;
    },
    removeLayout: ({ id }) => {
      core.scene.layouts = core.scene.layouts.filter((layout) => layout.id !== id);
      return null;
    },
    getWall: ({ id }) => core.scene.walls[id ?? ""],
    take: ({ id }, body) => take(id ?? "", routes.take.body.parse(body).layoutId),
    undo: ({ id }) => take(id ?? "", core.scene.layouts[0]?.id ?? null),
    getTake: ({ id }) => core.scene.takes[id ?? ""],
    listOutputs: () => core.scene.outputs,
    listIncidents: () => core.scene.incidents,
    editIncident: ({ id }, body) => {
      const { status } = routes.editIncident.body.parse(body);
      core.scene.incidents = core.scene.incidents.map((each) =>
        each.id === id ? { ...each, status: status ?? each.status, version: each.version + 1 } : each,
      );
      return record(core.scene.incidents, id);
    },
  };

  for (const name of Object.keys(routes).filter(isRoute)) {
    const route = routes[name];
    app.route({
      method: route.method,
      url: route.path,
      async handler(request, reply) {
        const params = paramsSchema.parse(request.params);
        const ifMatch = request.headers["if-match"] ?? null;
        // A desk that only says that it is open changes nothing.
        if (route.method !== "GET" && !route.path.startsWith("/api/presence"))
          core.calls.push({ name, params, body: request.body, ifMatch });
        const refusal = refusals.get(name);
        refusals.delete(name);
        if (refusal !== undefined) {
          const { status, kind, detail, errors } = refusal;
          return reply
            .code(status)
            .type("application/problem+json")
            .send({ type: "about:blank", title: kind, status, detail, kind, errors });
        }
        const once = core.scene.answersOnce?.includes(name) === true ? core.scene.answers?.[name] : undefined;
        core.scene.answersOnce = core.scene.answersOnce?.filter((each) => each !== name) ?? [];
        const value =
          once ?? answers[name]?.(params, request.body) ?? core.scene.answers?.[name] ?? quiet[name];
        if (value === undefined && route.reply !== null) {
          const detail = `no ${params.id ?? name}`;
          return reply
            .code(404)
            .send({ type: "about:blank", title: "?", status: 404, detail, kind: "notFound" });
        }
        if (route.match) reply.header("etag", '"7"');
        reply.code(route.status);
        if (value instanceof Uint8Array) return reply.send(Buffer.from(value));
        return route.reply === null || isMedia(route.reply)
          ? reply.send()
          : reply.send(route.reply.parse(value));
      },
    });
  }
  await app.listen({ host: "127.0.0.1", port });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  core.url = `http://127.0.0.1:${address.port}`;
  return core;
}
