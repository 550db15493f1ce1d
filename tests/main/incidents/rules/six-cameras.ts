import { z } from "zod";
import { arrange } from "../../../../src/layouts/arrange.ts";
import { alertsSchema } from "../../../../src/protocol/alert.ts";
import { incidentSchema } from "../../../../src/protocol/incident.ts";
import { incidentEntrySchema } from "../../../../src/protocol/incident-entry.ts";
import { raiseSchema, ruleSchema } from "../../../../src/protocol/rule.ts";
import { wallOnGlassSchema } from "../../../../src/protocol/wall.ts";
import { SimulatedClock } from "../../feeds/simulated-clock.ts";
import { type RunningCore, startHere } from "../../server/core.ts";

/** Where things happen: at Tarakan. */
export const HERE = { lat: 3.3, lon: 117.6 };
/** Degrees of a metre, north and, so near the equator, also east. */
const METRE = 1 / 111_195;
export const WALL = "utama";

export const at = (east: number, north: number) => ({
  lat: HERE.lat + north * METRE,
  lon: HERE.lon + east * METRE,
});

/** Cameras by how many metres east of `HERE` they are, and where they look. */
const cameras = [
  ["jauh-1", 900, 0],
  ["jauh-2", 1200, 0],
  // Nearest of all, and looks away.
  ["palsu", 60, 90],
  ["dekat-1", 100, 270],
  ["dekat-2", 150, 270],
  ["jauh-3", 1500, 0],
] as const;

/** A core of the site Tarakan with six cameras, a layout of four of them on the wall, and time that stands still. */
export async function startSix() {
  const clock = new SimulatedClock(Date.UTC(2026, 0, 7, 4));
  const here = new Six(await startHere({ clock }), clock);
  for (const [id, metres, heading] of cameras)
    await here.made("/api/cameras", {
      id,
      name: id,
      location: { ...at(metres, 0), heading, fovDeg: 90 },
      streams: [{ role: "main", url: "test:320x180@5" }],
    });
  for (const [id, shown] of [
    ["pagi", ["jauh-1", "jauh-2", "jauh-3", "palsu"]],
    ["sore", ["jauh-3", "jauh-2", "jauh-1", "palsu"]],
  ] as const) {
    const contents = shown.map((cameraId) => ({ kind: "camera", cameraId }) as const);
    const { canvas } = await here.wall();
    await here.made("/api/layouts", { id, name: id, wallId: WALL, tiles: arrange("4", canvas, contents) });
  }
  await here.take("pagi");
  return here;
}

export class Six {
  core: RunningCore;
  readonly clock: SimulatedClock;

  constructor(core: RunningCore, clock: SimulatedClock) {
    this.core = core;
    this.clock = clock;
  }

  async ask<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const answer = await this.core.ask("GET", path, { token: this.core.tokens.operator });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.as(schema);
  }

  async made(path: string, body: unknown, method = "POST"): Promise<unknown> {
    const answer = await this.core.ask(method, path, { token: this.core.tokens.technician, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text === "" ? null : answer.json();
  }

  async rule(over: Record<string, unknown> = {}) {
    const body = {
      name: "Panik",
      when: { kinds: ["panic"] },
      do: { cameras: { count: 2, wallId: WALL, withinM: 500 } },
      priority: "urgent",
      ...over,
    };
    return ruleSchema.parse(await this.made("/api/rules", body));
  }

  async incident(over: Record<string, unknown> = {}) {
    const body = { kind: "panic", severity: "critical", text: "Tombol panik", location: HERE, ...over };
    return incidentSchema.parse(await this.made("/api/incidents", body));
  }

  async set(id: string, body: Record<string, unknown>) {
    await this.made(`/api/incidents/${id}`, body, "PATCH");
  }

  async take(layoutId: string) {
    await this.made(`/api/walls/${WALL}/take`, { layoutId });
  }

  async undo() {
    await this.made(`/api/walls/${WALL}/undo`, {});
  }

  wall = () => this.ask(wallOnGlassSchema, `/api/walls/${WALL}`);
  alerts = () => this.ask(alertsSchema, "/api/alerts");
  raises = () => this.ask(z.array(raiseSchema), "/api/raises");
  entries = (id: string) => this.ask(z.array(incidentEntrySchema), `/api/incidents/${id}/entries`);

  /** The cameras on the wall, tile by tile. */
  async shown(): Promise<string[]> {
    const { tiles } = await this.wall();
    return tiles.map(({ content }) => (content.kind === "camera" ? content.cameraId : content.kind));
  }

  async restart() {
    this.core = await this.core.restart();
  }
}
