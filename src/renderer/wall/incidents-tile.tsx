import type { Content, Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Selection } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import type { IncidentCounts } from "../../protocol/incident.ts";
import { IncidentCardTile } from "../tiles/incident-card-tile.tsx";
import { IncidentListTile } from "../tiles/incident-list-tile.tsx";
import { useCoreNow } from "../tiles/incident-words.tsx";
import type { TypeSizes } from "../tiles/type-sizes.ts";
import type { OutputPage } from "./output-page.ts";
import { standingAt } from "./ticker-order.ts";

/** What tiles of incidents draw from. */
export interface WordedIncidents {
  readonly incidents: readonly GlassIncident[];
  readonly counts: IncidentCounts;
  /** Since when the core is lost, milliseconds since 1970 on this machine's clock, or null. */
  readonly lostSince: number | null;
}

/** Whether what a tile shows is told by incidents. */
export function isOfIncidents({ kind }: Content): boolean {
  return kind === "incidents" || kind === "incident";
}

interface IncidentsTileProps {
  readonly page: OutputPage;
  readonly tile: Tile;
  /** What the core found for it, where it asks for some of them. */
  readonly selection: Selection | undefined;
  readonly worded: WordedIncidents;
  readonly size: Size;
  readonly sizes: TypeSizes;
  readonly zone: string;
}

/** A list of incidents, or one of them. */
export function IncidentsTile({ page, tile, selection, worded, size, sizes, zone }: IncidentsTileProps) {
  const { content } = tile;
  const { clockOffsetMs } = page;
  const { counts, lostSince } = worded;
  const now = useCoreNow(clockOffsetMs, 1000);
  const incidents = selection === undefined ? worded.incidents : standingAt(selection.incidents, now);
  const oldSince = lostSince === null ? null : lostSince + clockOffsetMs();
  const shown = { size, sizes, zone, clockOffsetMs, oldSince };
  if (content.kind === "incident") {
    const named = content.incidentId !== undefined;
    // A selection comes with the take that asks for it.
    const incident = (named && selection === undefined ? undefined : incidents[0]) ?? null;
    const { id, version, silentSince } = incident ?? {};
    const key = `${id} ${version} ${silentSince} ${lostSince}`;
    return <IncidentCardTile key={key} incident={incident} named={named} {...shown} />;
  }
  if (selection === undefined)
    return (
      <IncidentListTile
        incidents={incidents}
        total={Math.max(counts.standing, incidents.length)}
        counts={counts}
        {...shown}
      />
    );
  const expired = selection.incidents.length - incidents.length;
  return (
    <IncidentListTile incidents={incidents} total={selection.total - expired} counts={null} {...shown} />
  );
}
