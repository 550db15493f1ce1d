import type { Layout } from "./layout.ts";
import type { Problem } from "./problem.ts";
import { contains } from "./rect.ts";
import { SITE_VERSION, type Site } from "./site.ts";
import { Fresh } from "./validation/fresh.ts";
import { extent, Findings, places } from "./validation/findings.ts";
import { checkOutputs } from "./validation/outputs.ts";
import { checkWalls } from "./validation/walls.ts";
import { checkWiring } from "./validation/wiring.ts";

/** Zones that were asked for and are known; a formatter takes as long as 1,000 panels. */
const knownZones = new Set<string>();

/** Whether `zone` is an IANA name that this machine knows; offsets such as +07:00 are not names. */
function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    if (new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone === "") return false;
    knownZones.add(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Where a site that fits `siteSchema` breaks a rule W* of SPEC.md; empty where it may be stored. At most 100 problems.
 * `sound` is a site that breaks none: what the two share is not asked again, which makes an edit of a few panels among
 * 2,000 some five times as quick to judge.
 */
export function validateSite(site: Site, sound: Site | null = null): Problem[] {
  const findings = new Findings();
  const fresh = new Fresh(site, sound);
  const version = site.version ?? 1;
  if (version > SITE_VERSION) findings.add("W24", "version", { version, known: SITE_VERSION });
  if (!isZone(site.zone)) findings.add("W13", "zone", { zone: site.zone });
  findings.twins(
    site.prices ?? [],
    ({ article }) => article,
    (_, { article }, index) => findings.add("W1", `prices.${index}.article`, { list: "prices", id: article }),
  );
  checkWalls(findings, site, fresh);
  checkOutputs(findings, site);
  checkWiring(findings, site, fresh);
  return findings.list;
}

/**
 * Where a layout that fits `layoutSchema` breaks a rule L1 to L4 of SPEC.md on this site; empty where it may be stored
 * and taken. At most 100 problems.
 */
export function validateLayout(layout: Layout, site: Pick<Site, "walls">): Problem[] {
  const findings = new Findings();
  const wall = site.walls.find(({ id }) => id === layout.wallId);
  if (wall === undefined) {
    const walls = site.walls.map(({ id }) => id).join(", ");
    findings.add("L1", "wallId", { wall: layout.wallId, walls });
  } else {
    const canvas = { x: 0, y: 0, ...wall.canvas };
    layout.tiles.forEach((tile, index) => {
      if (contains(canvas, tile.rect)) return;
      const values = { tile: tile.id, rect: places(tile.rect), canvas: extent(canvas) };
      findings.add("L2", `tiles.${index}.rect`, values);
    });
  }
  findings.twins(
    layout.tiles,
    ({ id }) => id,
    (_, { id }, index) => findings.add("L4", `tiles.${index}.id`, { id }),
  );
  for (const tiles of Map.groupBy(layout.tiles, ({ z }) => z).values())
    findings.overlapping(
      tiles,
      ({ rect }) => rect,
      (a, b) => {
        const values = { a: a.id, aRect: places(a.rect), b: b.id, bRect: places(b.rect), z: b.z };
        findings.add("L3", `tiles.${layout.tiles.indexOf(b)}`, values);
      },
    );
  return findings.list;
}
